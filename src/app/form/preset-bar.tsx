import { BookmarkPlus, RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FunctionId } from '../../functions/definitions';
import { toast } from '../shell/announcer';
import { Button, IconButton } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { FieldFrame, Select } from '../ui/form-controls';
import { TextField } from '../ui/number-controls';
import type { ParamValues } from './field-spec';
import styles from './preset-bar.module.css';
import { readPresets, withPreset, writePresets, type Preset } from './presets';

interface PresetBarProps {
  readonly functionId: FunctionId;
  readonly values: ParamValues;
  readonly defaults: ParamValues;
  readonly onChange: (values: ParamValues) => void;
}

interface NameDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onSave: (name: string) => void;
}

const NameDialog = ({ open, onOpenChange, onSave }: NameDialogProps) => {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const save = (event: React.FormEvent) => {
    event.preventDefault();
    if (name.trim()) onSave(name.trim());
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('presets.saveAs')}>
      <form className={styles.nameForm} onSubmit={save}>
        <FieldFrame label={t('presets.name')}>
          {(ids) => <TextField ids={ids} value={name} onChange={setName} />}
        </FieldFrame>
        <Button type="submit" variant="primary" disabled={!name.trim()}>
          {t('common.save')}
        </Button>
      </form>
    </Dialog>
  );
};

const isSame = (a: ParamValues, b: ParamValues): boolean =>
  Object.keys(a).every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]));

/** Named settings of one function, kept in this browser. */
export const PresetBar = ({ functionId, values, defaults, onChange }: PresetBarProps) => {
  const { t } = useTranslation();
  const [presets, setPresets] = useState(() => readPresets(functionId));
  const [isNaming, setNaming] = useState(false);
  const current = presets.find((preset) => isSame(values, { ...defaults, ...preset.values }));
  const keep = (next: readonly Preset[]) => {
    setPresets(next);
    writePresets(functionId, next);
  };
  const save = (name: string) => {
    keep(withPreset(presets, { name, values }));
    setNaming(false);
    toast(t('presets.saved', { name }));
  };
  const load = (name: string) => {
    const preset = presets.find((known) => known.name === name);
    if (preset) onChange({ ...defaults, ...preset.values });
  };
  const drop = (name: string) => {
    keep(presets.filter((preset) => preset.name !== name));
    toast(t('presets.deleted', { name }));
  };
  const options = [
    { value: '', label: t('presets.none') },
    ...presets.map(({ name }) => ({ value: name, label: name })),
  ];
  return (
    <div className={styles.bar}>
      {presets.length > 0 && (
        <FieldFrame label={t('presets.choose')}>
          {(ids) => <Select ids={ids} value={current?.name ?? ''} options={options} onChange={load} />}
        </FieldFrame>
      )}
      <div className={styles.buttons}>
        {current && (
          <IconButton label={t('presets.delete', { name: current.name })} onClick={() => drop(current.name)}>
            <Trash2 aria-hidden />
          </IconButton>
        )}
        <IconButton label={t('presets.saveAs')} onClick={() => setNaming(true)}>
          <BookmarkPlus aria-hidden />
        </IconButton>
        <IconButton
          label={t('form.resetAll')}
          disabled={isSame(values, defaults)}
          onClick={() => onChange(defaults)}
        >
          <RotateCcw aria-hidden />
        </IconButton>
      </div>
      <NameDialog open={isNaming} onOpenChange={setNaming} onSave={save} />
    </div>
  );
};
