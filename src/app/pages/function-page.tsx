import { Play } from 'lucide-react';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InputSlot } from '../../core/media-function';
import type { Definition } from '../../functions/definitions';
import { fieldErrors } from '../form/field-errors';
import { defaultValues, fieldSpecs, type ParamValues } from '../form/field-spec';
import { setForm, useForm } from '../form/form-store';
import { ParamForm } from '../form/param-form';
import { PresetBar } from '../form/preset-bar';
import { FunctionIcon } from '../gallery/function-icon';
import { useLooseFunctionText } from '../i18n/use-function-text';
import { MAIN_SLOT, slotKey, useIntake, type IntakeState } from '../intake/intake-store';
import { fitsKinds } from '../intake/media-kind';
import { SlotPicker } from '../intake/slot-picker';
import { Button } from '../ui/button';
import styles from './function-page.module.css';
import { isBatchSlot, planJobs, type PlannedJobs, type SlotFiles } from './plan-jobs';
import { useSubmit } from './use-submit';

interface FunctionPageProps {
  readonly definition: Definition;
}

const storeOf = (definition: Definition, name: string, index: number): string =>
  index === 0 ? MAIN_SLOT : slotKey(definition.id, name);

const filesOf = (intake: IntakeState, store: string) =>
  store === MAIN_SLOT ? intake.files : (intake.slots[store] ?? []);

/** Files of a kind the slot does not take stay on the table for other functions, but are not used here. */
const useSlots = (definition: Definition): readonly (SlotFiles & { readonly store: string })[] => {
  const intake = useIntake((state) => state);
  return Object.entries<InputSlot>(definition.inputs).map(([name, slot], index) => {
    const store = storeOf(definition, name, index);
    const files = filesOf(intake, store).filter(({ kind }) => fitsKinds(kind, slot.kinds));
    return { name, slot, store, files };
  });
};

const Inputs = ({ definition }: FunctionPageProps) => {
  const { t } = useTranslation();
  const text = useLooseFunctionText(definition.id);
  const slots = useSlots(definition);
  const all = useIntake((state) => state.files);
  const leftOut = all.length - (slots[0]?.files.length ?? 0);
  return (
    <div className={styles.inputs}>
      {slots.map(({ name, slot, store, files }, index) => (
        <SlotPicker
          key={name}
          store={store}
          slot={slot}
          files={files}
          label={text.inputs[name]?.label ?? name}
          help={text.inputs[name]?.help}
          isBatch={index === 0 && isBatchSlot(slot)}
        />
      ))}
      {leftOut > 0 && <p className={styles.hint}>{t('intake.wrongKinds', { count: leftOut })}</p>}
    </div>
  );
};

interface StartBarProps {
  readonly plan: PlannedJobs;
  readonly hasErrors: boolean;
  readonly isStarting: boolean;
  readonly onStart: () => void;
}

/** Says why it cannot start, or how many jobs it makes. */
const StartBar = ({ plan, hasErrors, isStarting, onStart }: StartBarProps) => {
  const { t } = useTranslation();
  const count = plan.ok ? plan.jobs.length : 0;
  const [problem] = plan.ok ? [] : plan.problems;
  const note = () => {
    if (hasErrors) return t('form.fixErrors');
    if (problem) return t(`intake.${problem.key}`, { count: problem.count });
    return count > 1 ? t('intake.eachOwnJob', { count }) : '';
  };
  return (
    <div className={styles.start}>
      <p className={styles.note} aria-live="polite">
        {note()}
      </p>
      <Button
        variant="primary"
        size="large"
        icon={<Play aria-hidden />}
        disabled={!plan.ok || hasErrors || isStarting}
        onClick={onStart}
      >
        {count > 1 ? t('form.startMany', { count }) : t('form.start')}
      </Button>
    </div>
  );
};

/** Ctrl+Enter (Command+Enter) from anywhere on the page, fields included. */
const useStartKey = (start: () => void): void => {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) start();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
};

const Settings = ({ definition }: FunctionPageProps) => {
  const { t } = useTranslation();
  const specs = useMemo(() => fieldSpecs(definition), [definition]);
  const defaults = useMemo(() => defaultValues(specs), [specs]);
  const values = useForm(definition.id) ?? defaults;
  const errors = fieldErrors(definition.params, specs, values);
  const plan = planJobs(useSlots(definition));
  const [isStarting, setStarting] = useState(false);
  const { submitAll } = useSubmit(definition);
  const change = (next: ParamValues) => setForm(definition.id, next);
  const hasErrors = Object.keys(errors).length > 0;
  const start = () => {
    if (!plan.ok || hasErrors || isStarting) return;
    setStarting(true);
    void submitAll(plan.jobs, values).finally(() => setStarting(false));
  };
  useStartKey(start);
  return (
    <section className={styles.settings} aria-labelledby="settings-title">
      <header className={styles.settingsHead}>
        <h2 id="settings-title">{t('form.title')}</h2>
        <PresetBar functionId={definition.id} values={values} defaults={defaults} onChange={change} />
      </header>
      <ParamForm definition={definition} specs={specs} values={values} errors={errors} onChange={change} />
      <StartBar plan={plan} hasErrors={hasErrors} isStarting={isStarting} onStart={start} />
    </section>
  );
};

export const FunctionPage = ({ definition }: FunctionPageProps) => {
  const text = useLooseFunctionText(definition.id);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <span className={styles.icon}>
          <FunctionIcon id={definition.id} />
        </span>
        <div>
          <h1>{text.title}</h1>
          <p className={styles.hint}>{text.summary}</p>
        </div>
      </header>
      <div className={styles.columns}>
        <Inputs definition={definition} />
        <Settings definition={definition} />
      </div>
    </div>
  );
};
