import { useTranslation } from 'react-i18next';
import type { ParamText } from '../i18n/function-text';
import { formatBytes, formatNumber } from '../format';
import { useLanguage } from '../i18n/use-function-text';
import { FieldFrame, Segmented, Select, Switch } from '../ui/form-controls';
import { ColorField, NumberField, Slider, TextField } from '../ui/number-controls';
import { BoxesField } from './boxes-field';
import type { FieldError } from './field-errors';
import type { FieldSpec } from './field-spec';
import styles from './list-fields.module.css';
import { RangesField } from './ranges-field';

interface ParamFieldProps {
  readonly spec: FieldSpec;
  readonly text: ParamText;
  readonly value: unknown;
  readonly error: FieldError | undefined;
  readonly onChange: (value: unknown) => void;
}

type Choice = FieldSpec['choices'][number];

const labelOf = (text: ParamText, choice: Choice): string => text.options?.[String(choice)] ?? String(choice);

/** Radio buttons and menus speak strings; the schema wants the choice itself. */
const ChoiceField = ({ spec, text, value, error, onChange }: ParamFieldProps) => {
  const message = useErrorText(error, spec);
  const Control = spec.widget === 'select' ? Select : Segmented;
  const options = spec.choices.map((choice) => ({ value: String(choice), label: labelOf(text, choice) }));
  const pick = (picked: string) => onChange(spec.choices.find((choice) => String(choice) === picked));
  return (
    <FieldFrame
      label={text.label}
      help={text.help}
      error={message}
      as={spec.widget === 'select' ? 'field' : 'group'}
    >
      {(ids) => <Control ids={ids} value={String(value)} options={options} onChange={pick} />}
    </FieldFrame>
  );
};

const CheckListField = ({ spec, text, value, error, onChange }: ParamFieldProps) => {
  const message = useErrorText(error, spec);
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  const toggle = (choice: Choice, isOn: boolean) =>
    onChange(spec.choices.filter((other) => (other === choice ? isOn : chosen.includes(other))));
  return (
    <FieldFrame label={text.label} help={text.help} error={message} as="group">
      {() => (
        <div className={styles.checks}>
          {spec.choices.map((choice) => (
            <label key={String(choice)}>
              <input
                type="checkbox"
                checked={chosen.includes(choice)}
                onChange={(event) => toggle(choice, event.target.checked)}
              />
              {labelOf(text, choice)}
            </label>
          ))}
        </div>
      )}
    </FieldFrame>
  );
};

const useErrorText = (error: FieldError | undefined, spec: FieldSpec): string | undefined => {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!error) return undefined;
  const { key, min, max } = error;
  const number = (value: number) =>
    spec.unit === 'bytes' ? formatBytes(value, language) : formatNumber(value, language, 3);
  const show = (value: number | undefined) => (value === undefined ? '' : number(value));
  return t(`form.${key}`, { min: show(min), max: show(max) });
};

const asNumber = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);

const SliderField = ({ spec, text, value, error, onChange }: ParamFieldProps) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const message = useErrorText(error, spec);
  const unit = spec.unit ? ` ${t(`units.${spec.unit}`)}` : '';
  const shown = formatNumber(asNumber(value), language, 3) + unit;
  return (
    <FieldFrame label={text.label} help={text.help} error={message} aside={shown}>
      {(ids) => (
        <Slider
          ids={ids}
          value={asNumber(value)}
          min={spec.min ?? 0}
          max={spec.max ?? 1}
          step={spec.step}
          valueText={shown}
          onChange={onChange}
        />
      )}
    </FieldFrame>
  );
};

const InputField = ({ spec, text, value, error, onChange }: ParamFieldProps) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const message = useErrorText(error, spec);
  const isSize = spec.unit === 'bytes' && Number.isFinite(value);
  const aside = isSize ? formatBytes(asNumber(value), language) : undefined;
  return (
    <FieldFrame label={text.label} help={text.help} error={message} aside={aside}>
      {(ids) => {
        if (spec.widget === 'color')
          return <ColorField ids={ids} value={String(value)} onChange={onChange} />;
        if (spec.widget === 'text') return <TextField ids={ids} value={String(value)} onChange={onChange} />;
        const { min, max, unit } = spec;
        const unitText = unit && t(`units.${unit}`);
        const step = spec.isInteger ? 1 : undefined;
        return (
          <NumberField
            ids={ids}
            value={asNumber(value)}
            min={min}
            max={max}
            step={step}
            unit={unitText}
            onChange={onChange}
          />
        );
      }}
    </FieldFrame>
  );
};

const ListField = ({ spec, text, value, error, onChange }: ParamFieldProps) => {
  const message = useErrorText(error, spec);
  const Editor = spec.widget === 'boxes' ? BoxesField : RangesField;
  return (
    <FieldFrame label={text.label} help={text.help} error={message} as="group">
      {() => <Editor value={value} maxItems={spec.maxItems} onChange={onChange} />}
    </FieldFrame>
  );
};

/** The control that the schema's hints ask for. */
export const ParamField = (props: ParamFieldProps) => {
  const { spec, text, value, onChange } = props;
  if (spec.widget === 'boxes' || spec.widget === 'ranges') return <ListField {...props} />;
  if (spec.isList && spec.choices.length > 0) return <CheckListField {...props} />;
  if (spec.choices.length > 0) return <ChoiceField {...props} />;
  if (spec.widget === 'switch')
    return <Switch label={text.label} help={text.help} checked={value === true} onChange={onChange} />;
  return spec.widget === 'slider' ? <SliderField {...props} /> : <InputField {...props} />;
};
