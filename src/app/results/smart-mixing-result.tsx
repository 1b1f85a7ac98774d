import { useEffect, useMemo, useState } from 'react';
import type { Json } from '../../core/media-function';
import { smartMixing } from '../../functions/smart-mixing/definition';
import { fill } from '../i18n/function-text';
import { useFunctionText } from '../i18n/use-function-text';
import { Button } from '../ui/button';
import { Card, Notice } from '../ui/card';
import { GenericResult, reasonOf } from './generic-result';
import type { ResultViewProps } from './result-view';
import { Lane } from './smart-mixing/lane';
import { foretellMasterDb, type MixData, readMixData, type TrackEdit } from './smart-mixing/mix-data';
import { createMixPlayer } from './smart-mixing/mix-player';
import { Transport } from './smart-mixing/transport';
import styles from './smart-mixing-result.module.css';
import { useOutputData } from './use-output-data';

interface MixResult {
  readonly tracks: readonly { readonly gainDb: number | null }[];
  readonly mix: Readonly<Record<'lufs' | 'truePeakDb' | 'lra' | 'duckedSeconds', number | null>>;
}

const asMixResult = (result: Json): MixResult => result as unknown as MixResult;

const Facts = ({ result, foretoldLufs }: { result: MixResult; foretoldLufs: number | null }) => {
  const text = useFunctionText('smart-mixing').result;
  const { lufs, truePeakDb, lra, duckedSeconds } = result.mix;
  const facts = [
    [text.loudness, lufs, 'LUFS'],
    [text.truePeak, truePeakDb, 'dBTP'],
    [text.range, lra, 'LU'],
    [text.ducked, duckedSeconds, 's'],
  ] as const;
  return (
    <dl className={styles.facts}>
      {facts.map(([label, value, unit]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value === null ? '–' : `${value.toFixed(1)} ${unit}`}</dd>
        </div>
      ))}
      {foretoldLufs !== null && (
        <div>
          <dt>{text.mixTitle}</dt>
          <dd>{fill(text.foretold, { lufs: foretoldLufs.toFixed(1) })}</dd>
        </div>
      )}
    </dl>
  );
};

const editsOf = (params: ResultViewProps['job']['params'], count: number): readonly TrackEdit[] => {
  const { Tracks } = smartMixing.params.pick({ Tracks: true }).parse({ Tracks: params['Tracks'] ?? [] });
  const plain = smartMixing.params.parse({ Tracks: [{}] }).Tracks[0]!;
  return Array.from({ length: count }, (_, index) => Tracks[index] ?? plain);
};

const needsExport = (edits: readonly TrackEdit[], made: readonly TrackEdit[]): boolean =>
  edits.some(
    (edit, i) =>
      edit.role !== made[i]!.role || edit.offset !== made[i]!.offset || edit.loop !== made[i]!.loop,
  );

const withToggled = (set: ReadonlySet<number>, index: number): ReadonlySet<number> =>
  set.has(index) ? new Set([...set].filter((other) => other !== index)) : new Set([...set, index]);

/** Edits, solos and the player that follows them. */
const useDesk = (data: MixData, params: ResultViewProps['job']['params']) => {
  const made = useMemo(() => editsOf(params, data.curves.tracks.length), [params, data]);
  const [edits, setEdits] = useState(made);
  const [soloed, setSoloed] = useState<ReadonlySet<number>>(new Set());
  const player = useMemo(() => createMixPlayer(data, { edits: made, made, soloed: new Set() }), [data, made]);
  useEffect(() => () => player.close(), [player]);
  useEffect(() => player.update({ edits, made, soloed }), [player, edits, made, soloed]);
  return {
    made,
    edits,
    soloed,
    player,
    edit: (index: number, change: Partial<TrackEdit>) =>
      setEdits((old) => old.map((entry, at) => (at === index ? { ...entry, ...change } : entry))),
    solo: (index: number) => setSoloed((old) => withToggled(old, index)),
    reset: () => setEdits(made),
    isEdited: JSON.stringify(edits) !== JSON.stringify(made),
  };
};

const Desk = ({ data, ...props }: ResultViewProps & { readonly data: MixData }) => {
  const text = useFunctionText('smart-mixing').result;
  const result = asMixResult(props.result);
  const desk = useDesk(data, props.job.params);
  const canPlay = data.stems.every((stem) => stem !== null);
  const { lufs } = result.mix;
  const change = desk.isEdited ? foretellMasterDb(data, desk.edits, desk.made) : 0;
  const isClamped = !Number.isFinite(change);
  return (
    <Card className={styles.desk}>
      <Facts result={result} foretoldLufs={desk.isEdited && !isClamped ? lufs : null} />
      {canPlay ? (
        <Transport player={desk.player} seconds={data.curves.seconds} />
      ) : (
        <Notice>{text.noPreview}</Notice>
      )}
      <ol className={styles.lanes}>
        {data.curves.tracks.map((track, index) => (
          <Lane
            key={`${index}-${track.name}`}
            data={data}
            index={index}
            edits={desk.edits}
            isSoloed={desk.soloed.has(index)}
            autoGainDb={result.tracks[index]?.gainDb ?? null}
            canExport={props.rerun !== null}
            onEdit={(changed) => desk.edit(index, changed)}
            onSolo={() => desk.solo(index)}
            onSeek={(seconds) => void desk.player.play(seconds)}
          />
        ))}
      </ol>
      <p className={styles.hint}>{text.curveHint}</p>
      {desk.isEdited && (
        <div className={styles.actions}>
          <p>{needsExport(desk.edits, desk.made) ? text.needsExport : text.edited}</p>
          {props.rerun && (
            <Button variant="primary" onClick={() => void props.rerun?.({ Tracks: desk.edits })}>
              {text.export}
            </Button>
          )}
          <Button onClick={desk.reset}>{text.reset}</Button>
        </div>
      )}
    </Card>
  );
};

/** A lane per track with faders that are heard at once, and the finished mix. */
export const SmartMixingResult = (props: ResultViewProps) => {
  const words = useFunctionText('smart-mixing');
  const data = useOutputData(props.outputs, readMixData);
  const reason = reasonOf(props.result);
  return (
    <div className={styles.page}>
      {reason === 'silent' && <Notice tone="warn">{words.reasons.silent}</Notice>}
      {data && <Desk {...props} data={data} />}
      <section className={styles.finished}>
        <h2>{words.result.finished}</h2>
        <GenericResult {...props} />
      </section>
    </div>
  );
};
