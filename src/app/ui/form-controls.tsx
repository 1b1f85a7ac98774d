import { useId, type ReactNode } from 'react';
import styles from './form-controls.module.css';

interface FieldFrameProps {
  readonly label: string;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  /** Shown at the right of the label, e.g. the value of a slider. */
  readonly aside?: ReactNode;
  /** `group` for several controls under one label. */
  readonly as?: 'field' | 'group';
  readonly children: (ids: FieldIds) => ReactNode;
}

export interface FieldIds {
  readonly controlId: string;
  readonly labelId: string;
  /** `aria-describedby` of the control. */
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
}

/** Label, control, help and error, wired for screen readers. */
export const FieldFrame = ({ label, help, error, aside, as = 'field', children }: FieldFrameProps) => {
  const id = useId();
  const labelId = `${id}-label`;
  const describedBy = error ? `${id}-error` : help ? `${id}-help` : undefined;
  const content = children({ controlId: id, labelId, describedBy, invalid: Boolean(error) });
  return (
    <div
      className={styles.field}
      {...(as === 'group'
        ? { role: 'group', 'aria-labelledby': labelId, 'aria-describedby': describedBy }
        : {})}
    >
      <div className={styles.labelRow}>
        {as === 'group' ? (
          <span id={labelId} className={styles.label}>
            {label}
          </span>
        ) : (
          <label id={labelId} htmlFor={id} className={styles.label}>
            {label}
          </label>
        )}
        {aside && <span className={styles.aside}>{aside}</span>}
      </div>
      {content}
      {error ? (
        <p id={`${id}-error`} className={styles.error} role="alert">
          {error}
        </p>
      ) : (
        help && (
          <p id={`${id}-help`} className={styles.help}>
            {help}
          </p>
        )
      )}
    </div>
  );
};

interface OptionListProps {
  readonly ids: FieldIds;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** A short row of choices: native radios, so arrow keys work everywhere. */
export const Segmented = ({ ids, value, options, onChange }: OptionListProps) => (
  <div
    className={styles.segmented}
    role="radiogroup"
    aria-labelledby={ids.labelId}
    aria-describedby={ids.describedBy}
  >
    {options.map((option) => (
      <label key={option.value} className={styles.segment}>
        <input
          type="radio"
          className={styles.segmentInput}
          name={ids.controlId}
          value={option.value}
          checked={option.value === value}
          onChange={() => onChange(option.value)}
        />
        <span>{option.label}</span>
      </label>
    ))}
  </div>
);

export const Select = ({ ids, value, options, onChange }: OptionListProps) => (
  <select
    id={ids.controlId}
    className={styles.input}
    value={value}
    aria-describedby={ids.describedBy}
    aria-invalid={ids.invalid || undefined}
    onChange={(event) => onChange(event.target.value)}
  >
    {options.map((option) => (
      <option key={option.value} value={option.value}>
        {option.label}
      </option>
    ))}
  </select>
);

interface SwitchProps {
  readonly label: string;
  readonly help?: string | undefined;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

export const Switch = ({ label, help, checked, disabled, onChange }: SwitchProps) => {
  const id = useId();
  return (
    <div className={styles.switchRow}>
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={checked}
        className={styles.switch}
        checked={checked}
        disabled={disabled}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        {help && (
          <p id={`${id}-help`} className={styles.help}>
            {help}
          </p>
        )}
      </div>
    </div>
  );
};
