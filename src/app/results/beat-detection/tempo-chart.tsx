import styles from './tempo-chart.module.css';

interface TempoChartProps {
  /** `[seconds, BPM]`. */
  readonly curve: readonly (readonly [number, number])[];
  readonly durationSeconds: number;
  readonly label: string;
}

const WIDTH = 1000;
const HEIGHT = 100;
/** The axis spans at least this share of the tempo, so that a steady song is drawn as a steady line. */
const LEAST_RANGE_SHARE = 0.16;

/** Tempo over time; gaps in the music stay gaps. */
export const TempoChart = ({ curve, durationSeconds, label }: TempoChartProps) => {
  const tempi = curve.map(([, bpm]) => bpm);
  const low = Math.min(...tempi);
  const high = Math.max(...tempi);
  const middle = (low + high) / 2;
  const range = Math.max(high - low, LEAST_RANGE_SHARE * middle) * 1.15;
  const points = curve.map(([seconds, bpm]) => {
    const x = (seconds / durationSeconds) * WIDTH;
    return `${x.toFixed(1)},${(HEIGHT / 2 - ((bpm - middle) / range) * HEIGHT).toFixed(1)}`;
  });
  return (
    <figure className={styles.frame} aria-label={label}>
      <span className={styles.high}>{Math.round(middle + range / 2)}</span>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
        <polyline points={points.join(' ')} />
      </svg>
      <span className={styles.low}>{Math.round(middle - range / 2)}</span>
    </figure>
  );
};
