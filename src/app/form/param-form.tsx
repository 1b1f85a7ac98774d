import { useTranslation } from 'react-i18next';
import type { Definition } from '../../functions/definitions';
import { useLooseFunctionText } from '../i18n/use-function-text';
import type { FieldError } from './field-errors';
import { isVisible, type FieldSpec, type ParamValues } from './field-spec';
import { ParamField } from './param-field';
import styles from './param-form.module.css';

interface ParamFormProps {
  readonly definition: Definition;
  readonly specs: readonly FieldSpec[];
  readonly values: ParamValues;
  readonly errors: Readonly<Record<string, FieldError>>;
  readonly onChange: (values: ParamValues) => void;
}

/** Drawn from the schema and its hints; fields that do not apply now are left out. */
export const ParamForm = ({ definition, specs, values, errors, onChange }: ParamFormProps) => {
  const { t } = useTranslation();
  const text = useLooseFunctionText(definition.id);
  const visible = specs.filter((spec) => isVisible(spec, values));
  const more = visible.filter(({ advanced }) => advanced);
  const field = (spec: FieldSpec) => (
    <ParamField
      key={spec.name}
      spec={spec}
      text={text.params[spec.name] ?? { label: spec.name }}
      value={values[spec.name]}
      error={errors[spec.name]}
      onChange={(value) => onChange({ ...values, [spec.name]: value })}
    />
  );
  return (
    <div className={styles.fields}>
      {visible.filter(({ advanced }) => !advanced).map(field)}
      {more.length > 0 && (
        <details className={styles.more} open={more.some(({ name }) => errors[name]) || undefined}>
          <summary>{t('form.more')}</summary>
          <div className={styles.fields}>{more.map(field)}</div>
        </details>
      )}
    </div>
  );
};
