import { type PointerEvent, useRef } from 'react';
import { formatTimecode } from '../../format';
import { fill } from '../../i18n/function-text';
import { useFunctionText } from '../../i18n/use-function-text';
import { moveEdge, snap } from './edit-sections';
import type { SongData, SongSection } from './song-data';
import styles from './timeline.module.css';
import { useCanvas } from './use-canvas';

interface TimelineProps {
  readonly song: SongData;
  readonly sections: readonly SongSection[];
  readonly positionSeconds: number;
  readonly canEdit: boolean;
  readonly onChange: (sections: readonly SongSection[]) => void;
  readonly onSeek: (seconds: number) => void;
}

const ARROW_SECONDS = 0.1;

const Wave = ({ song }: { readonly song: SongData }) => {
  const { peaks } = song.waveform;
  const ref = useCanvas(
    (g, style) => {
      const { width, height } = g.canvas;
      g.clearRect(0, 0, width, height);
      g.fillStyle = style.color;
      for (let x = 0; x < width; x++) {
        const peak = (peaks[Math.floor((x / width) * peaks.length)] ?? 0) / 255;
        g.fillRect(x, height / 2 - (peak * height) / 2, 1, Math.max(1, peak * height));
      }
    },
    [peaks],
  );
  return <canvas ref={ref} className={styles.wave} />;
};

interface HandleProps extends TimelineProps {
  readonly index: number;
  readonly edge: 'start' | 'end';
}

/** A section's edge: dragged by pointer, moved by arrow keys. */
const Handle = ({ song, sections, index, edge, onChange }: HandleProps) => {
  const text = useFunctionText('chorus-detection').result;
  const ref = useRef<HTMLInputElement>(null);
  const section = sections[index]!;
  const duration = song.durationSeconds;
  const move = (seconds: number) => onChange(moveEdge(sections, index, { edge, seconds, duration }));
  const drag = (event: PointerEvent<HTMLInputElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = event.currentTarget.parentElement!.getBoundingClientRect();
    move(snap(((event.clientX - box.left) / box.width) * duration, song.downbeats));
  };
  const words = edge === 'start' ? text.startOf : text.endOf;
  return (
    <input
      ref={ref}
      type="range"
      className={styles.handle}
      style={{ left: `${(section[edge] / duration) * 100}%` }}
      min={0}
      max={duration}
      step={ARROW_SECONDS}
      value={section[edge]}
      aria-label={fill(words, { title: text[section.title], number: index + 1 })}
      aria-valuetext={formatTimecode(section[edge], true)}
      onChange={(event) => move(event.target.valueAsNumber)}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.focus();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
    />
  );
};

/** The song from left to right: waveform, coloured sections with edges to drag, and the place that plays. */
export const Timeline = (props: TimelineProps) => {
  const { song, sections, positionSeconds, canEdit, onSeek } = props;
  const text = useFunctionText('chorus-detection').result;
  const percent = (seconds: number) => `${(seconds / song.durationSeconds) * 100}%`;
  return (
    <div className={styles.timeline}>
      <Wave song={song} />
      {sections.map(({ start, end, title }, index) => (
        <button
          key={`${index}-${title}`}
          type="button"
          className={styles.section}
          data-title={title}
          style={{ left: percent(start), width: percent(end - start) }}
          aria-label={fill(text.playSection, { title: text[title], time: formatTimecode(start) })}
          onClick={() => onSeek(start)}
        >
          <span>{text[title]}</span>
        </button>
      ))}
      {song.highlight && (
        <div
          className={styles.highlight}
          style={{
            left: percent(song.highlight.start),
            width: percent(song.highlight.end - song.highlight.start),
          }}
        />
      )}
      {canEdit &&
        sections.flatMap((section, index) =>
          (['start', 'end'] as const).map((edge) => (
            <Handle key={`${index}-${section.title}-${edge}`} {...props} index={index} edge={edge} />
          )),
        )}
      <div className={styles.head} style={{ left: percent(positionSeconds) }} />
    </div>
  );
};
