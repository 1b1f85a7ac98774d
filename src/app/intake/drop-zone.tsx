import { FolderOpen, Plus, Upload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../format';
import { useLanguage } from '../i18n/use-function-text';
import { Button } from '../ui/button';
import styles from './drop-zone.module.css';
import { FileList } from './file-list';
import { addFiles, MAIN_SLOT, setFiles, useIntake } from './intake-store';
import { pickFiles, pickFolder } from './pick-files';
import type { PickedFile } from './picked-file';

const add = (pick: Promise<PickedFile[]>): void => void pick.then((files) => addFiles(MAIN_SLOT, files));

const EmptyZone = () => {
  const { t } = useTranslation();
  return (
    <section className={styles.empty} aria-labelledby="drop-title">
      <span className={styles.icon}>
        <Upload aria-hidden />
      </span>
      <h2 id="drop-title" className={styles.title}>
        {t('intake.title')}
      </h2>
      <p className={styles.hint}>{t('intake.hint')}</p>
      <div className={styles.buttons}>
        <Button variant="primary" size="large" onClick={() => add(pickFiles(true))}>
          {t('intake.choose')}
        </Button>
        <Button size="large" icon={<FolderOpen aria-hidden />} onClick={() => add(pickFolder())}>
          {t('intake.chooseFolder')}
        </Button>
      </div>
    </section>
  );
};

const FilledZone = ({ files }: { readonly files: readonly PickedFile[] }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  const total = t('intake.total', {
    files: t('intake.files', { count: files.length }),
    size: formatBytes(bytes, language),
  });
  return (
    <section className={styles.filled} aria-labelledby="drop-title">
      <header className={styles.header}>
        <h2 id="drop-title">{total}</h2>
        <Button size="small" variant="quiet" icon={<Plus aria-hidden />} onClick={() => add(pickFiles(true))}>
          {t('intake.addMore')}
        </Button>
        <Button size="small" variant="quiet" onClick={() => setFiles(MAIN_SLOT, [])}>
          {t('intake.clear')}
        </Button>
      </header>
      <FileList files={files} slot={MAIN_SLOT} />
    </section>
  );
};

/** The studio's front door. Dropping works on the whole page; this shows that it does. */
export const DropZone = () => {
  const files = useIntake((state) => state.files);
  return files.length === 0 ? <EmptyZone /> : <FilledZone files={files} />;
};
