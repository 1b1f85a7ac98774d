import { useState } from 'react';
import type { FieldIds } from './form-controls';
import styles from './form-controls.module.css';

interface SliderProps {
  readonly ids: FieldIds;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly valueText?: string;
  readonly onChange: (value: number) => void;
}

export const Slider = ({ ids, value, min, max, step, valueText, onChange }: SliderProps) => (
  <input
    id={ids.controlId}
    type="range"
    className={styles.range}
    min={min}
    max={max}
    step={step}
    value={value}
    aria-describedby={ids.describedBy}
    aria-valuetext={valueText}
    style={{ '--fill': `${((value - min) / (max - min || 1)) * 100}%` } as React.CSSProperties}
    onChange={(event) => onChange(event.target.valueAsNumber)}
  />
);

interface NumberFieldProps {
  readonly ids?: FieldIds;
  readonly label?: string;
  readonly value: number;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly step?: number | undefined;
  readonly unit?: string | undefined;
  /** `NaN` when the text is not a number: validation says so. */
  readonly onChange: (value: number) => void;
}

const parseTyped = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** Keeps what is typed as text, so that half-typed numbers are not rewritten under the fingers. */
export const NumberField = ({ ids, label, value, min, max, step, unit, onChange }: NumberFieldProps) => {
  const [typed, setTyped] = useState(String(value));
  const shown = Number.isNaN(value) || parseTyped(typed) === value ? typed : String(value);
  return (
    <span className={styles.numberBox}>
      <input
        id={ids?.controlId}
        className={styles.input}
        type="number"
        inputMode="decimal"
        min={min}
        max={max}
        step={step ?? 'any'}
        value={shown}
        aria-label={label}
        aria-describedby={ids?.describedBy}
        aria-invalid={ids?.invalid || undefined}
        onChange={(event) => {
          setTyped(event.target.value);
          onChange(parseTyped(event.target.value));
        }}
      />
      {unit && (
        <span className={styles.unit} aria-hidden>
          {unit}
        </span>
      )}
    </span>
  );
};

interface TextFieldProps {
  readonly ids?: FieldIds;
  readonly label?: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly onChange: (value: string) => void;
}

export const TextField = ({ ids, label, value, placeholder, onChange }: TextFieldProps) => (
  <input
    id={ids?.controlId}
    className={styles.input}
    type="text"
    value={value}
    placeholder={placeholder}
    aria-label={label}
    aria-describedby={ids?.describedBy}
    aria-invalid={ids?.invalid || undefined}
    onChange={(event) => onChange(event.target.value)}
  />
);

/** A colour well with its hex code beside it; both are editable. */
export const ColorField = ({ ids, value, onChange }: TextFieldProps & { readonly ids: FieldIds }) => (
  <span className={styles.colorBox}>
    <input
      id={ids.controlId}
      type="color"
      className={styles.well}
      value={/^#[0-9a-f]{6}$/i.test(value) ? value : '#000000'}
      onChange={(event) => onChange(event.target.value)}
    />
    <input
      type="text"
      className={styles.input}
      value={value}
      spellCheck={false}
      aria-labelledby={ids.labelId}
      aria-describedby={ids.describedBy}
      aria-invalid={ids.invalid || undefined}
      onChange={(event) => onChange(event.target.value)}
    />
  </span>
);
