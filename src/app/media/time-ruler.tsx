import { formatTimecode } from '../format';
import { planTicks } from './plan-ticks';
import styles from './time-ruler.module.css';

interface TimeRulerProps {
  readonly durationSeconds: number;
  readonly maxLabels?: number;
}

/** Times along a strip; decoration for the eye, the strip itself speaks to screen readers. */
export const TimeRuler = ({ durationSeconds, maxLabels = 8 }: TimeRulerProps) => (
  <div className={styles.ruler} aria-hidden>
    {planTicks(durationSeconds, maxLabels).map(({ timeSeconds, isMajor }) => (
      <span
        key={timeSeconds}
        className={isMajor ? styles.major : styles.minor}
        style={{ left: `${(timeSeconds / durationSeconds) * 100}%` }}
      >
        {isMajor && formatTimecode(timeSeconds)}
      </span>
    ))}
  </div>
);
