import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './before-after.module.css';

interface BeforeAfterProps {
  /** Two pictures or videos of the same shape. */
  readonly before: ReactNode;
  readonly after: ReactNode;
}

const START_PERCENT = 50;

/** Two pictures over one another, with a line to draw across. */
export const BeforeAfter = ({ before, after }: BeforeAfterProps) => {
  const { t } = useTranslation();
  const [percent, setPercent] = useState(START_PERCENT);
  return (
    <div className={styles.stage} style={{ '--at': `${percent}%` } as React.CSSProperties}>
      <div className={styles.layer}>{after}</div>
      <div className={styles.before} aria-hidden={percent === 0}>
        {before}
      </div>
      <span className={styles.tagBefore}>{t('media.before')}</span>
      <span className={styles.tagAfter}>{t('media.after')}</span>
      <span className={styles.line} aria-hidden />
      <input
        type="range"
        className={styles.range}
        min={0}
        max={100}
        value={percent}
        aria-label={t('media.compare')}
        onChange={(event) => setPercent(event.target.valueAsNumber)}
      />
    </div>
  );
};
