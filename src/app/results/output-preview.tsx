import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './output-preview.module.css';
import type { ResultOutput } from './result-view';

/** Shows a picture, video or sound; `null` for what a browser does not show. */
export const OutputPreview = ({ output }: { readonly output: ResultOutput }) => {
  const { t } = useTranslation();
  const [isBroken, setBroken] = useState(false);
  const [major] = output.mimeType.split('/');
  const giveUp = () => setBroken(true);
  if (isBroken) return <p className={styles.broken}>{t('result.noInline')}</p>;
  if (major === 'image')
    return <img className={styles.picture} src={output.url} alt={output.fileName} onError={giveUp} />;
  if (major === 'video')
    return (
      <video
        className={styles.video}
        src={output.url}
        controls
        playsInline
        onError={giveUp}
        aria-label={output.fileName}
      >
        <track kind="captions" />
      </video>
    );
  if (major === 'audio')
    return (
      <audio className={styles.audio} src={output.url} controls onError={giveUp} aria-label={output.fileName}>
        <track kind="captions" />
      </audio>
    );
  return null;
};
