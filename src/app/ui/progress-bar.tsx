import styles from './progress-bar.module.css';

interface ProgressBarProps {
  readonly label: string;
  /** 0..1; `null` while nothing is known yet. */
  readonly value: number | null;
  /** What a screen reader says instead of the bare percentage. */
  readonly valueText?: string;
  readonly tone?: 'accent' | 'muted' | 'danger';
}

export const ProgressBar = ({ label, value, valueText, tone = 'accent' }: ProgressBarProps) => (
  <progress
    className={styles.bar}
    aria-label={label}
    aria-valuetext={valueText}
    data-tone={tone}
    max={1}
    {...(value === null ? {} : { value })}
  />
);
