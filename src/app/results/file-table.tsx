import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../format';
import { useLanguage } from '../i18n/use-function-text';
import { toast } from '../shell/announcer';
import { IconButton } from '../ui/button';
import { saveBlob } from './download';
import styles from './file-table.module.css';
import type { ResultOutput } from './result-view';

/** Every file of a result with its size and a download button. Previews that only serve the page are left out. */
export const FileTable = ({ outputs }: { readonly outputs: readonly ResultOutput[] }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const save = ({ blob, fileName }: ResultOutput) => {
    saveBlob(blob, fileName);
    toast(t('result.saved', { name: fileName }));
  };
  return (
    <ul className={styles.list}>
      {outputs.map((output) => (
        <li key={output.fileName} className={styles.row}>
          <span className={styles.name}>{output.fileName}</span>
          <span className={styles.size}>{formatBytes(output.sizeBytes, language)}</span>
          <IconButton
            label={t('result.downloadFile', { name: output.fileName })}
            onClick={() => save(output)}
          >
            <Download aria-hidden />
          </IconButton>
        </li>
      ))}
    </ul>
  );
};
