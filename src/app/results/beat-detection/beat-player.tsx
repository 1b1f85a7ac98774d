import { Pause, Play, ZoomIn, ZoomOut } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { BeatResult, WaveformData } from '../../../core/beat-result';
import { formatTimecode } from '../../format';
import { useFunctionText } from '../../i18n/use-function-text';
import { Waveform } from '../../media/waveform';
import { Button, IconButton } from '../../ui/button';
import { Card } from '../../ui/card';
import styles from './beat-player.module.css';
import { BeatStrip } from './beat-strip';
import { useBeatPlayback } from './use-beat-playback';

const SPANS_SECONDS = [2, 4, 8, 16, 32, 64];
const FIRST_SPAN = 2;
/** Seen and heard from the start; the others would be a rattle. */
const FIRST_LEVELS = ['downbeat', 'beat'];

interface BeatPlayerProps {
  readonly beats: BeatResult;
  readonly waveform: WaveformData;
  readonly soundUrl: string;
  readonly clicksAreMixedIn: boolean;
}

interface LoudnessProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

const Loudness = ({ label, value, onChange }: LoudnessProps) => (
  <label className={styles.loudness}>
    {label}
    <input
      type="range"
      min={0}
      max={1}
      step={0.05}
      value={value}
      onChange={(event) => onChange(event.target.valueAsNumber)}
    />
  </label>
);

const Zoom = ({ span, onSpan }: { readonly span: number; readonly onSpan: (span: number) => void }) => {
  const text = useFunctionText('beat-detection');
  return (
    <span className={styles.zoom}>
      <IconButton label={text.result.zoomIn} disabled={span === 0} onClick={() => onSpan(span - 1)}>
        <ZoomIn aria-hidden />
      </IconButton>
      <IconButton
        label={text.result.zoomOut}
        disabled={span === SPANS_SECONDS.length - 1}
        onClick={() => onSpan(span + 1)}
      >
        <ZoomOut aria-hidden />
      </IconButton>
    </span>
  );
};

interface LevelTogglesProps {
  readonly all: BeatResult['Levels'];
  readonly shown: readonly string[];
  readonly onShown: (shown: readonly string[]) => void;
}

const LevelToggles = ({ all, shown, onShown }: LevelTogglesProps) => {
  const text = useFunctionText('beat-detection');
  const names: Readonly<Record<string, string>> = text.params.Levels.options;
  const toggle = (name: string) =>
    onShown(shown.includes(name) ? shown.filter((other) => other !== name) : [...shown, name]);
  return (
    <fieldset className={styles.row}>
      <legend className={styles.legend}>{text.result.levels}</legend>
      {all.map(({ name }) => (
        <label key={name} className={styles.level}>
          <input type="checkbox" checked={shown.includes(name)} onChange={() => toggle(name)} />
          {names[name] ?? name}
        </label>
      ))}
    </fieldset>
  );
};

/** Beats over the waveform, played with clicks. */
export const BeatPlayer = ({ beats, waveform, soundUrl, clicksAreMixedIn }: BeatPlayerProps) => {
  const text = useFunctionText('beat-detection');
  const [shown, setShown] = useState<readonly string[]>(FIRST_LEVELS);
  const [span, setSpan] = useState(FIRST_SPAN);
  const [clicks, setClicks] = useState(0.7);
  const [music, setMusic] = useState(0.8);
  const levels = useMemo(() => beats.Levels.filter(({ name }) => shown.includes(name)), [beats, shown]);
  const peaks = useMemo(() => waveform.peaks.map((peak) => peak / 255), [waveform]);
  const loudness = { music, clicks: clicksAreMixedIn ? 0 : clicks };
  const { ref, isPlaying, currentSeconds, toggle, seek, events } = useBeatPlayback(levels, loudness);
  return (
    <Card className={styles.player} aria-label={text.result.waveform}>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- the person's own music; the beats are the caption */}
      <audio ref={ref} src={soundUrl} preload="auto" {...events} />
      <div className={styles.row}>
        <Button
          variant="primary"
          icon={isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
          onClick={toggle}
        >
          {isPlaying ? text.result.pause : text.result.play}
        </Button>
        <span className={styles.time}>
          {formatTimecode(currentSeconds, true)} / {formatTimecode(beats.Duration)}
        </span>
        <Loudness label={text.result.music} value={music} onChange={setMusic} />
        {!clicksAreMixedIn && <Loudness label={text.result.clicks} value={clicks} onChange={setClicks} />}
        <span className={styles.spacer} />
        <Zoom span={span} onSpan={setSpan} />
      </div>
      <BeatStrip
        waveform={waveform}
        levels={levels}
        durationSeconds={beats.Duration}
        currentSeconds={currentSeconds}
        spanSeconds={SPANS_SECONDS[span]!}
        label={text.result.waveform}
        onSeek={seek}
      />
      <Waveform
        peaks={peaks}
        durationSeconds={beats.Duration}
        currentSeconds={currentSeconds}
        heightPx={48}
        onSeek={seek}
      />
      <LevelToggles all={beats.Levels} shown={shown} onShown={setShown} />
    </Card>
  );
};
