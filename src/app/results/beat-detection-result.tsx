import { useState } from 'react';
import { beatResultSchema, type BeatResult } from '../../core/beat-result';
import { fill } from '../i18n/function-text';
import { useFunctionText } from '../i18n/use-function-text';
import { Button } from '../ui/button';
import { Card, Notice } from '../ui/card';
import { BeatPlayer } from './beat-detection/beat-player';
import styles from './beat-detection-result.module.css';
import { TempoChart } from './beat-detection/tempo-chart';
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
        <BeatPlayer beats={beats} waveform={waveform} soundUrl={soundUrl} clicksAreMixedIn={!source} />
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
