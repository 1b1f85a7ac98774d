import { useEffect, useId, useRef } from 'react';
import { fill } from '../../i18n/function-text';
import { useFunctionText } from '../../i18n/use-function-text';
import { drawLane } from './draw-lane';
import styles from './lane.module.css';
import type { MixData, TrackEdit } from './mix-data';

export interface LaneProps {
  readonly data: MixData;
  readonly index: number;
  readonly edits: readonly TrackEdit[];
  readonly isSoloed: boolean;
  /** dB that mastering and levelling gave this track by themselves. */
  readonly autoGainDb: number | null;
  /** `null`: the inputs are gone, nothing can be exported. */
  readonly canExport: boolean;
  readonly onEdit: (change: Partial<TrackEdit>) => void;
  readonly onSolo: () => void;
  readonly onSeek: (seconds: number) => void;
}

const ROLES = ['voice', 'music', 'effect', 'ambience'] as const;

const LaneCanvas = ({ data, index, edits, onSeek }: LaneProps) => {
  const text = useFunctionText('smart-mixing').result;
  const ref = useRef<HTMLCanvasElement>(null);
  const track = data.curves.tracks[index]!;
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas) return undefined;
    const draw = () => {
      const scale = window.devicePixelRatio || 1;
      canvas.width = Math.max(1, Math.round(canvas.clientWidth * scale));
      canvas.height = Math.max(1, Math.round(canvas.clientHeight * scale));
      const style = getComputedStyle(canvas);
      const colors = {
        wave: style.getPropertyValue('--lane-wave'),
        muted: style.getPropertyValue('--lane-muted'),
        speech: style.getPropertyValue('--lane-speech'),
        line: style.getPropertyValue('--lane-line'),
      };
      drawLane(canvas, data, { index, edits, colors });
    };
    const watcher = new ResizeObserver(draw);
    watcher.observe(canvas);
    return () => watcher.disconnect();
  }, [data, index, edits]);
  return (
    <canvas
      ref={ref}
      className={styles.canvas}
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        onSeek(((event.clientX - box.left) / box.width) * data.curves.seconds);
      }}
    >
      {fill(text.laneLabel, { track: track.name })}
    </canvas>
  );
};

const formatDb = (dB: number): string => `${dB > 0 ? '+' : ''}${dB.toFixed(1)} dB`;

const formatPan = (pan: number, text: { left: string; right: string; centre: string }): string =>
  pan === 0 ? text.centre : `${pan < 0 ? text.left : text.right} ${Math.round(Math.abs(pan) * 100)}`;

const Faders = ({ data, index, edits, onEdit }: LaneProps) => {
  const text = useFunctionText('smart-mixing').result;
  const edit = edits[index]!;
  const track = data.curves.tracks[index]!.name;
  return (
    <>
      <label className={styles.slider}>
        <span>{formatDb(edit.gainDb)}</span>
        <input
          type="range"
          min={-30}
          max={18}
          step={0.5}
          value={edit.gainDb}
          aria-label={fill(text.fader, { track })}
          aria-valuetext={formatDb(edit.gainDb)}
          onChange={(event) => onEdit({ gainDb: event.target.valueAsNumber })}
        />
      </label>
      <label className={styles.slider}>
        <span>{formatPan(edit.pan, text)}</span>
        <input
          type="range"
          min={-1}
          max={1}
          step={0.1}
          value={edit.pan}
          aria-label={fill(text.pan, { track })}
          aria-valuetext={formatPan(edit.pan, text)}
          onChange={(event) => onEdit({ pan: event.target.valueAsNumber })}
        />
      </label>
    </>
  );
};

const Placement = ({ data, index, edits, onEdit }: LaneProps) => {
  const text = useFunctionText('smart-mixing').result;
  const edit = edits[index]!;
  const role = text[data.curves.tracks[index]!.role];
  return (
    <div className={styles.placement}>
      <select
        aria-label={text.role}
        value={edit.role}
        onChange={(event) => onEdit({ role: event.target.value as TrackEdit['role'] })}
      >
        <option value="auto">{fill(text.roleAuto, { role })}</option>
        {ROLES.map((name) => (
          <option key={name} value={name}>
            {text[name]}
          </option>
        ))}
      </select>
      <label className={styles.offset}>
        <span>{text.offset}</span>
        <input
          type="number"
          step={0.1}
          min={-86_400}
          max={86_400}
          value={edit.offset}
          onChange={(event) => onEdit({ offset: event.target.valueAsNumber || 0 })}
        />
        <span>s</span>
      </label>
      <label className={styles.loop}>
        <input
          type="checkbox"
          checked={edit.loop}
          onChange={(event) => onEdit({ loop: event.target.checked })}
        />
        <span>{text.loop}</span>
      </label>
    </div>
  );
};

/** One track: its waveform with the gain line, and its hands-on controls. */
export const Lane = (props: LaneProps) => {
  const { data, index, edits, isSoloed, autoGainDb, canExport, onEdit, onSolo } = props;
  const text = useFunctionText('smart-mixing').result;
  const titleId = useId();
  const { name } = data.curves.tracks[index]!;
  const { mute } = edits[index]!;
  return (
    <li className={styles.lane} aria-labelledby={titleId}>
      <div className={styles.head}>
        <h3 id={titleId} title={name}>
          {name}
        </h3>
        <div className={styles.toggles}>
          <button type="button" aria-pressed={mute} onClick={() => onEdit({ mute: !mute })}>
            {text.mute}
          </button>
          <button type="button" aria-pressed={isSoloed} onClick={onSolo}>
            {text.solo}
          </button>
        </div>
      </div>
      <div className={styles.controls}>
        <Faders {...props} />
        {canExport && <Placement {...props} />}
        {autoGainDb !== null && (
          <p className={styles.auto}>{fill(text.autoGain, { gain: autoGainDb.toFixed(1) })}</p>
        )}
      </div>
      <LaneCanvas {...props} />
    </li>
  );
};
