import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../ui/button';
import { NumberField } from '../ui/number-controls';
import type { ListFieldProps } from './boxes-field';
import styles from './list-fields.module.css';

type Range = readonly [number, number];

const NEW_RANGE_SECONDS = 5;

const isRange = (value: unknown): value is Range =>
  Array.isArray(value) && value.length === 2 && value.every((edge) => typeof edge === 'number');

export const readRanges = (value: unknown): readonly Range[] =>
  Array.isArray(value) ? value.filter(isRange) : [];

const nextRange = (ranges: readonly Range[]): Range => {
  const start = ranges.at(-1)?.[1] ?? 0;
  return [start, start + NEW_RANGE_SECONDS];
};

/** Time ranges in seconds, `[[from, to], ...]`. */
export const RangesField = ({ value, maxItems = Infinity, onChange }: ListFieldProps) => {
  const { t } = useTranslation();
  const ranges = readRanges(value);
  const change = (index: number, edge: number, seconds: number) =>
    onChange(ranges.map((range, at) => (at === index ? range.with(edge, seconds) : range)));
  return (
    <div className={styles.list}>
      {ranges.length === 0 && <p className={styles.none}>{t('form.rangesNone')}</p>}
      {ranges.map((range, index) => (
        <fieldset key={index} className={styles.item}>
          <legend>{t('form.range', { number: index + 1 })}</legend>
          <div className={styles.two}>
            {(['from', 'to'] as const).map((edge, at) => (
              <span key={edge} className={styles.labelled}>
                <span aria-hidden>{t(`form.${edge}`)}</span>
                <NumberField
                  label={`${t('form.range', { number: index + 1 })}: ${t(`form.${edge}`)}`}
                  value={range[at] ?? 0}
                  min={0}
                  step={0.1}
                  unit={t('units.s')}
                  onChange={(seconds) => change(index, at, seconds)}
                />
              </span>
            ))}
          </div>
          <IconButton
            label={`${t('common.remove')}: ${t('form.range', { number: index + 1 })}`}
            onClick={() => onChange(ranges.filter((_, at) => at !== index))}
          >
            <Trash2 aria-hidden />
          </IconButton>
        </fieldset>
      ))}
      {ranges.length < maxItems && (
        <Button
          size="small"
          icon={<Plus aria-hidden />}
          onClick={() => onChange([...ranges, nextRange(ranges)])}
        >
          {t('form.addRange')}
        </Button>
      )}
    </div>
  );
};
