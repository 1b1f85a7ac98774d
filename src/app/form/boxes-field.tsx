import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../ui/button';
import { NumberField } from '../ui/number-controls';
import styles from './list-fields.module.css';

type Box = readonly [number, number, number, number];

const SIDES = ['left', 'top', 'width', 'height'] as const;
const NEW_BOX: Box = [0.35, 0.4, 0.3, 0.2];
/** Boxes are stored 0..1 and shown in percent. */
const PERCENT = 100;

const toPercent = (value: number): number => Math.round(value * PERCENT * 10) / 10;

const isBox = (value: unknown): value is Box =>
  Array.isArray(value) && value.length === SIDES.length && value.every((side) => typeof side === 'number');

export const readBoxes = (value: unknown): readonly Box[] =>
  Array.isArray(value) ? value.filter(isBox) : [];

export interface ListFieldProps {
  readonly value: unknown;
  readonly maxItems: number | undefined;
  readonly onChange: (value: unknown) => void;
}

/** Boxes by number; a result page offers the same boxes over the picture. */
export const BoxesField = ({ value, maxItems = Infinity, onChange }: ListFieldProps) => {
  const { t } = useTranslation();
  const boxes = readBoxes(value);
  const change = (index: number, side: number, percent: number) =>
    onChange(boxes.map((box, at) => (at === index ? box.with(side, percent / PERCENT) : box)));
  return (
    <div className={styles.list}>
      {boxes.length === 0 && <p className={styles.none}>{t('form.boxesNone')}</p>}
      {boxes.map((box, index) => (
        <fieldset key={index} className={styles.item}>
          <legend>{t('form.box', { number: index + 1 })}</legend>
          <div className={styles.four}>
            {SIDES.map((side, at) => (
              <span key={side} className={styles.labelled}>
                <span aria-hidden>{t(`form.${side}`)}</span>
                <NumberField
                  label={`${t('form.box', { number: index + 1 })}: ${t(`form.${side}`)} (%)`}
                  value={toPercent(box[at] ?? 0)}
                  min={0}
                  max={PERCENT}
                  step={0.1}
                  onChange={(percent) => change(index, at, percent)}
                />
              </span>
            ))}
          </div>
          <IconButton
            label={`${t('common.remove')}: ${t('form.box', { number: index + 1 })}`}
            onClick={() => onChange(boxes.filter((_, at) => at !== index))}
          >
            <Trash2 aria-hidden />
          </IconButton>
        </fieldset>
      ))}
      {boxes.length < maxItems && (
        <Button size="small" icon={<Plus aria-hidden />} onClick={() => onChange([...boxes, NEW_BOX])}>
          {t('form.addBox')}
        </Button>
      )}
    </div>
  );
};
