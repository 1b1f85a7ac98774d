import { useTranslation } from 'react-i18next';
import { formatTimecode } from '../format';
import styles from './seek-range.module.css';

interface SeekRangeProps {
  readonly label: string;
  readonly durationSeconds: number;
  readonly currentSeconds: number;
  /** What an arrow key moves, e.g. one frame; with Shift a whole second. */
  readonly stepSeconds?: number;
  readonly onSeek: (seconds: number) => void;
}

const SHIFT_SECONDS = 1;
const DEFAULT_STEP_SECONDS = 0.04;

/** An invisible native slider over a strip: seeking by pointer, touch, keyboard and screen reader. */
export const SeekRange = (props: SeekRangeProps) => {
  const { label, durationSeconds, currentSeconds, stepSeconds = DEFAULT_STEP_SECONDS, onSeek } = props;
  const { t } = useTranslation();
  const seek = (seconds: number) => onSeek(Math.min(durationSeconds, Math.max(0, seconds)));
  const onKeyDown = (event: React.KeyboardEvent) => {
    const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    seek(currentSeconds + direction * (event.shiftKey ? SHIFT_SECONDS : stepSeconds));
  };
  const spoken = t('media.ofTime', {
    time: formatTimecode(currentSeconds, true),
    total: formatTimecode(durationSeconds),
  });
  return (
    <input
      type="range"
      className={styles.range}
      min={0}
      max={durationSeconds || 1}
      step="any"
      value={Math.min(currentSeconds, durationSeconds)}
      aria-label={label}
      aria-valuetext={spoken}
      onKeyDown={onKeyDown}
      onChange={(event) => seek(event.target.valueAsNumber)}
    />
  );
};
