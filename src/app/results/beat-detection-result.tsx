import { Pause, Play, ZoomIn, ZoomOut } from 'lucide-react';
import { useMemo, useState } from 'react';
import { beatResultSchema, type BeatResult, type WaveformData } from '../../core/beat-result';
import { formatTimecode } from '../format';
import { fill } from '../i18n/function-text';
import { useFunctionText } from '../i18n/use-function-text';
import { Waveform } from '../media/waveform';
import { Button, IconButton } from '../ui/button';
import { Card, Notice } from '../ui/card';
import { BeatStrip } from './beat-detection/beat-strip';
import styles from './beat-detection-result.module.css';
import { TempoChart } from './beat-detection/tempo-chart';
import { useBeatPlayback } from './beat-detection/use-beat-playback';
import { useWaveform } from './beat-detection/use-waveform';
import { GenericResult, NothingFound } from './generic-result';
import type { ResultViewProps } from './result-view';

const useWords = () => useFunctionText('beat-detection');

/** Tempo changes by less than this are breathing, not another tempo. */
const STEADY_SHARE = 0.05;

const tempoWords = (beats: BeatResult, words: { bpm: string; changing: string }): string => {
  const tempi = beats.TempoCurve.map(([, bpm]) => bpm).sort((a, b) => a - b);
  const low = tempi[Math.floor(0.1 * tempi.length)] ?? beats.Bpm;
  const high = tempi[Math.floor(0.9 * tempi.length)] ?? beats.Bpm;
  if (high / low - 1 < STEADY_SHARE) return fill(words.bpm, { bpm: beats.Bpm.toFixed(1) });
  return fill(words.changing, { low: Math.round(low), high: Math.round(high) });
};

const Facts = ({ beats }: { readonly beats: BeatResult }) => {
  const text = useWords();
  const facts: readonly (readonly [string, string])[] = [
    [text.result.tempo, tempoWords(beats, text.result)],
    [text.result.meter, beats.Meter === 6 ? '6/8' : `${beats.Meter}/4`],
    [text.result.beats, String(beats.BeatList.length)],
    [text.result.bars, String(beats.DownBeatList.length)],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};

const SPANS_SECONDS = [2, 4, 8, 16, 32, 64];
const FIRST_SPAN = 2;
/** Heard from the start; the others would be a rattle. */
const FIRST_LEVELS = ['downbeat', 'beat'];

interface PlayerProps {
  readonly beats: BeatResult;
  readonly waveform: WaveformData;
  readonly soundUrl: string;
  readonly clicksAreMixedIn: boolean;
}

const Player = ({ beats, waveform, soundUrl, clicksAreMixedIn }: PlayerProps) => {
  const text = useWords();
  const [shown, setShown] = useState<readonly string[]>(FIRST_LEVELS);
  const [span, setSpan] = useState(FIRST_SPAN);
  const [clickLevel, setClickLevel] = useState(0.7);
  const [musicLevel, setMusicLevel] = useState(0.8);
  const levels = useMemo(() => beats.Levels.filter(({ name }) => shown.includes(name)), [beats, shown]);
  const playback = useBeatPlayback(levels, {
    music: musicLevel,
    clicks: clicksAreMixedIn ? 0 : clickLevel,
  });
  const { currentSeconds, isPlaying } = playback;
  const toggleLevel = (name: string) =>
    setShown((old) => (old.includes(name) ? old.filter((other) => other !== name) : [...old, name]));
  const names = text.params.Levels.options;
  return (
    <Card className={styles.player} aria-label={text.result.waveform}>
      <audio ref={playback.ref} src={soundUrl} preload="auto" {...playback.events} />
      <div className={styles.row}>
        <Button
          variant="primary"
          icon={isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
          onClick={playback.toggle}
        >
          {isPlaying ? text.result.pause : text.result.play}
        </Button>
        <span className={styles.time}>
          {formatTimecode(currentSeconds, true)} / {formatTimecode(beats.Duration)}
        </span>
        <Loudness label={text.result.music} value={musicLevel} onChange={setMusicLevel} />
        {!clicksAreMixedIn && (
          <Loudness label={text.result.clicks} value={clickLevel} onChange={setClickLevel} />
        )}
        <span className={styles.spacer} />
        <IconButton
          label={text.result.zoomIn}
          disabled={span === 0}
          onClick={() => setSpan((old) => Math.max(0, old - 1))}
        >
          <ZoomIn aria-hidden />
        </IconButton>
        <IconButton
          label={text.result.zoomOut}
          disabled={span === SPANS_SECONDS.length - 1}
          onClick={() => setSpan((old) => Math.min(SPANS_SECONDS.length - 1, old + 1))}
        >
          <ZoomOut aria-hidden />
        </IconButton>
      </div>
      <BeatStrip
        waveform={waveform}
        levels={levels}
        durationSeconds={beats.Duration}
        currentSeconds={currentSeconds}
        spanSeconds={SPANS_SECONDS[span]!}
        label={text.result.waveform}
        onSeek={playback.seek}
      />
      <Waveform
        peaks={waveform.peaks.map((peak) => peak / 255)}
        durationSeconds={beats.Duration}
        currentSeconds={currentSeconds}
        heightPx={48}
        onSeek={playback.seek}
      />
      <fieldset className={styles.row}>
        <legend>{text.result.levels}</legend>
        {beats.Levels.map(({ name }) => (
          <label key={name} className={styles.level}>
            <input type="checkbox" checked={shown.includes(name)} onChange={() => toggleLevel(name)} />
            {names[name as keyof typeof names] ?? name}
          </label>
        ))}
      </fieldset>
    </Card>
  );
};

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

/** Half, double and shift are new jobs on the same input with the correction as a parameter. */
const Corrections = ({ job, rerun }: Pick<ResultViewProps, 'job' | 'rerun'>) => {
  const text = useWords();
  const [isBusy, setBusy] = useState(false);
  if (!rerun) return null;
  const factor = Number(job.params['TempoFactor'] ?? 1);
  const shift = Number(job.params['Shift'] ?? 0);
  const submit = (params: Readonly<Record<string, unknown>>) => {
    setBusy(true);
    void rerun(params).finally(() => setBusy(false));
  };
  return (
    <Card className={styles.correct} aria-labelledby="correct-title">
      <h2 id="correct-title">{text.result.correct}</h2>
      <div className={styles.row}>
        <Button disabled={isBusy || factor <= 0.25} onClick={() => submit({ TempoFactor: factor / 2 })}>
          {text.result.half}
        </Button>
        <Button disabled={isBusy || factor >= 4} onClick={() => submit({ TempoFactor: factor * 2 })}>
          {text.result.double}
        </Button>
        <Button disabled={isBusy} onClick={() => submit({ Shift: shift - 1 })}>
          {text.result.earlier}
        </Button>
        <Button disabled={isBusy} onClick={() => submit({ Shift: shift + 1 })}>
          {text.result.later}
        </Button>
      </div>
    </Card>
  );
};

/** Tempo, beats over the waveform, playback with clicks, and corrections. */
export const BeatDetectionResult = (props: ResultViewProps) => {
  const { job, outputs, result, inputs, rerun } = props;
  const text = useWords();
  const waveform = useWaveform(outputs);
  const beats = beatResultSchema.safeParse(result).data;
  if (!beats || beats.reason) return <NothingFound job={job} result={result} />;
  if (waveform === null) return <GenericResult {...props} />;
  const [source] = inputs['source'] ?? [];
  const clickTrack = outputs.find(({ mimeType }) => mimeType === 'audio/wav');
  const soundUrl = source?.url ?? clickTrack?.url;
  return (
    <div className={styles.page}>
      <Facts beats={beats} />
      {beats.Method === 'flux' && <Notice tone="warn">{text.result.fallback}</Notice>}
      {!source && <Notice>{text.result.gone}</Notice>}
      {waveform && soundUrl && (
        <Player beats={beats} waveform={waveform} soundUrl={soundUrl} clicksAreMixedIn={!source} />
      )}
      <Card aria-labelledby="tempo-title">
        <h2 id="tempo-title">{text.result.tempoCurve}</h2>
        <TempoChart
          curve={beats.TempoCurve}
          durationSeconds={beats.Duration}
          label={tempoWords(beats, text.result)}
        />
      </Card>
      <Corrections job={job} rerun={rerun} />
    </div>
  );
};
