import { useEffect, useRef } from 'react';
import type { BeatLevel, WaveformData } from '../../../core/beat-result';
import { SeekRange } from '../../media/seek-range';
import { useTheme } from '../../shell/preferences';
import { drawBeatStrip } from './draw-beat-strip';
import styles from './beat-strip.module.css';

interface BeatStripProps {
  readonly waveform: WaveformData;
  readonly levels: readonly BeatLevel[];
  readonly durationSeconds: number;
  readonly currentSeconds: number;
  /** How much of the song is seen at once. */
  readonly spanSeconds: number;
  readonly label: string;
  readonly onSeek: (seconds: number) => void;
}

/** The part of the song round the playhead: it turns pages, so that what is looked at stands still. */
export const pageStart = (currentSeconds: number, spanSeconds: number, durationSeconds: number): number => {
  const page = Math.floor(currentSeconds / spanSeconds) * spanSeconds;
  return Math.max(0, Math.min(page, durationSeconds - spanSeconds));
};

/** Waveform with a line for every beat: tall for first beats, a row of dots for each other level. */
export const BeatStrip = (props: BeatStripProps) => {
  const { waveform, levels, durationSeconds, currentSeconds, spanSeconds, label, onSeek } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  const span = Math.min(spanSeconds, durationSeconds);
  const start = pageStart(currentSeconds, span, durationSeconds);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const view = { waveform, levels, startSeconds: start, endSeconds: start + span };
    const observer = new ResizeObserver(() => drawBeatStrip(element, view));
    observer.observe(element);
    return () => observer.disconnect();
    // The theme changes the colours that are drawn with.
  }, [waveform, levels, start, span, theme]);
  return (
    <div className={styles.strip}>
      <canvas ref={canvas} className={styles.canvas} aria-hidden />
      <span className={styles.playhead} style={{ left: `${((currentSeconds - start) / span) * 100}%` }} />
      <SeekRange
        label={label}
        durationSeconds={span}
        currentSeconds={currentSeconds - start}
        onSeek={(seconds) => onSeek(start + seconds)}
      />
    </div>
  );
};
