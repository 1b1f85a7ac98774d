import { Plus, Upload } from 'lucide-react';

import { useTranslation } from 'react-i18next';
import type { InputSlot } from '../../core/media-function';
import { toast } from '../shell/announcer';
import { Button } from '../ui/button';
import { FileList } from './file-list';
import { FilePreview } from './file-preview';
import { addFiles, setFiles } from './intake-store';
import { fitsKinds } from './media-kind';
import { pickFiles } from './pick-files';
import type { PickedFile } from './picked-file';
import styles from './slot-picker.module.css';
import { useDropTarget } from './use-drop-target';

interface SlotPickerProps {
  /** `MAIN_SLOT` or a `slotKey`. */
  readonly store: string;
  readonly slot: InputSlot;
  readonly label: string;
  readonly help?: string | undefined;
  readonly files: readonly PickedFile[];
  /** The main slot of a one-file function takes many files: each becomes a job. */
  readonly isBatch: boolean;
}

const useAccept = ({ store, slot, isBatch }: Pick<SlotPickerProps, 'store' | 'slot' | 'isBatch'>) => {
  const { t } = useTranslation();
  return (picked: readonly PickedFile[]) => {
    const fitting = picked.filter(({ kind }) => fitsKinds(kind, slot.kinds));
    const wrong = picked.length - fitting.length;
    if (wrong > 0) toast(t('intake.wrongKinds', { count: wrong }));
    if (fitting.length > 0) addFiles(store, fitting, isBatch ? Infinity : slot.max);
  };
};

/** One named input of a function: what is in it, and the ways to put something in. */
export const SlotPicker = (props: SlotPickerProps) => {
  const { store, slot, label, help, files, isBatch } = props;
  const { t } = useTranslation();
  const accept = useAccept(props);
  const { ref, isOver } = useDropTarget(accept);
  const isMany = isBatch || slot.max > 1;
  const isOrdered = !isBatch && slot.max > 1;
  const pick = () => void pickFiles(isMany, slot.kinds).then(accept);
  const limits = slot.min === 0 ? t('intake.optional') : '';
  return (
    <section ref={ref} className={styles.slot} data-over={isOver || undefined} aria-label={label}>
      <header className={styles.header}>
        <h2>
          {label}
          {limits && <span className={styles.limits}>{limits}</span>}
        </h2>
        {files.length > 0 && (
          <>
            <Button size="small" variant="quiet" icon={<Plus aria-hidden />} onClick={pick}>
              {t('intake.addMore')}
            </Button>
            {files.length > 1 && (
              <Button size="small" variant="quiet" onClick={() => setFiles(store, [])}>
                {t('intake.clear')}
              </Button>
            )}
          </>
        )}
      </header>
      {help && <p className={styles.help}>{help}</p>}
      {isOrdered && <p className={styles.help}>{t('intake.orderHint')}</p>}
      {files[0] && files.length === 1 && <FilePreview key={files[0].key} picked={files[0]} />}
      {files.length > 0 ? (
        <FileList files={files} slot={store} isOrdered={isOrdered} />
      ) : (
        <button type="button" className={styles.empty} onClick={pick}>
          <Upload aria-hidden />
          <span className={styles.emptyTitle}>{t(isMany ? 'intake.choose' : 'intake.chooseOne')}</span>
          <span className={styles.emptyKinds}>
            {slot.kinds.map((kind) => t(`intake.kind.${kind}`)).join(' · ')}
          </span>
        </button>
      )}
    </section>
  );
};
