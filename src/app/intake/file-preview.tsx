import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBlobSource } from '../media/use-blob-source';
import styles from './file-preview.module.css';
import type { PickedFile } from './picked-file';

/** Lets a person look at or listen to what they chose; give it the file's key. */
export const FilePreview = ({ picked }: { readonly picked: PickedFile }) => {
  const { t } = useTranslation();
  const [isBroken, setBroken] = useState(false);
  const source = useBlobSource(picked.file);
  const giveUp = () => setBroken(true);
  const { kind, file } = picked;
  if (isBroken || kind === 'unknown') return <p className={styles.none}>{t('intake.noPreview')}</p>;
  if (kind === 'image')
    return <img ref={source} className={styles.picture} alt={file.name} onError={giveUp} />;
  if (kind === 'audio')
    return (
      <audio
        ref={source}
        className={styles.sound}
        controls
        preload="metadata"
        aria-label={file.name}
        onError={giveUp}
      >
        <track kind="captions" />
      </audio>
    );
  return (
    <video
      ref={source}
      className={styles.picture}
      controls
      playsInline
      preload="metadata"
      aria-label={file.name}
      onError={giveUp}
    >
      <track kind="captions" />
    </video>
  );
};
