import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useTheme } from '../shell/preferences';
import { SeekRange } from './seek-range';
import styles from './waveform.module.css';

interface WaveformProps {
  /** Loudest sample of each equal slice of the whole length, 0..1; the worker makes them. */
  readonly peaks: ArrayLike<number>;
  readonly durationSeconds: number;
  readonly currentSeconds?: number;
  readonly onSeek?: (seconds: number) => void;
  readonly label?: string;
  readonly heightPx?: number;
}

const DEFAULT_HEIGHT_PX = 96;
const BAR_PX = 3;
const GAP_PX = 1;

/** The loudest peak among those that fall on one bar. */
const peakBetween = (peaks: ArrayLike<number>, from: number, to: number): number => {
  let loudest = 0;
  for (let index = Math.floor(from); index < Math.max(from + 1, to); index++) {
    loudest = Math.max(loudest, peaks[index] ?? 0);
  }
  return Math.min(1, loudest);
};

const draw = (canvas: HTMLCanvasElement, peaks: ArrayLike<number>): void => {
  const context = canvas.getContext('2d');
  const { width, height } = canvas.getBoundingClientRect();
  if (!context || width === 0) return;
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  context.scale(devicePixelRatio, devicePixelRatio);
  context.fillStyle = getComputedStyle(canvas).color;
  const bars = Math.max(1, Math.floor(width / (BAR_PX + GAP_PX)));
  for (let bar = 0; bar < bars; bar++) {
    const peak = peakBetween(peaks, (bar / bars) * peaks.length, ((bar + 1) / bars) * peaks.length);
    const barHeight = Math.max(1, peak * height);
    context.fillRect(bar * (BAR_PX + GAP_PX), (height - barHeight) / 2, BAR_PX, barHeight);
  }
};

/** Loudness over time, with a playhead, and seeking when `onSeek` is given. */
export const Waveform = (props: WaveformProps) => {
  const { peaks, durationSeconds, currentSeconds, onSeek, label, heightPx = DEFAULT_HEIGHT_PX } = props;
  const { t } = useTranslation();
  const theme = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => draw(element, peaks));
    observer.observe(element);
    return () => observer.disconnect();
    // The theme changes the colour that is drawn with.
  }, [peaks, theme]);
  return (
    <div className={styles.strip} style={{ height: heightPx }}>
      <canvas ref={canvas} className={styles.canvas} aria-hidden />
      {currentSeconds !== undefined && (
        <span
          className={styles.playhead}
          style={{ left: `${(currentSeconds / (durationSeconds || 1)) * 100}%` }}
        />
      )}
      {onSeek && (
        <SeekRange
          label={label ?? t('media.waveform')}
          durationSeconds={durationSeconds}
          currentSeconds={currentSeconds ?? 0}
          onSeek={onSeek}
        />
      )}
    </div>
  );
};
