import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../format';
import { useLanguage } from '../i18n/use-function-text';
import { IconButton } from '../ui/button';
import styles from './file-list.module.css';
import { FileThumb } from './file-thumb';
import { moveFile, removeFile } from './intake-store';
import type { PickedFile } from './picked-file';

/** Thumbnails decode a frame each, so a long list shows only its start. */
const SHOWN_FILES = 40;

interface RowProps {
  readonly picked: PickedFile;
  readonly slot: string;
  /** Order matters: offers to move files. */
  readonly isOrdered: boolean;
}

const Row = ({ picked, slot, isOrdered }: RowProps) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { key, file, kind } = picked;
  return (
    <li className={styles.row}>
      <FileThumb picked={picked} />
      <span className={styles.text}>
        <span className={styles.name} title={file.name}>
          {file.name}
        </span>
        <span className={styles.facts}>
          {t(`intake.kind.${kind}`)} · {formatBytes(file.size, language)}
        </span>
      </span>
      {isOrdered && (
        <>
          <IconButton label={`${t('common.moveUp')}: ${file.name}`} onClick={() => moveFile(slot, key, -1)}>
            <ArrowUp aria-hidden />
          </IconButton>
          <IconButton label={`${t('common.moveDown')}: ${file.name}`} onClick={() => moveFile(slot, key, 1)}>
            <ArrowDown aria-hidden />
          </IconButton>
        </>
      )}
      <IconButton label={t('intake.remove', { name: file.name })} onClick={() => removeFile(slot, key)}>
        <X aria-hidden />
      </IconButton>
    </li>
  );
};

interface FileListProps {
  readonly files: readonly PickedFile[];
  /** `MAIN_SLOT` or a `slotKey`. */
  readonly slot: string;
  readonly isOrdered?: boolean;
}

export const FileList = ({ files, slot, isOrdered = false }: FileListProps) => {
  const { t } = useTranslation();
  const hidden = files.length - SHOWN_FILES;
  return (
    <ul className={styles.list}>
      {files.slice(0, SHOWN_FILES).map((picked) => (
        <Row key={picked.key} picked={picked} slot={slot} isOrdered={isOrdered && files.length > 1} />
      ))}
      {hidden > 0 && <li className={styles.more}>{t('intake.andMore', { count: hidden })}</li>}
    </ul>
  );
};
