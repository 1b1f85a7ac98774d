import { useRef, useState } from 'react';
import { coverResultSchema, type CoverResult } from '../../core/cover-candidates';
import type { NormalizedBox } from '../../core/geometry';
import { useFunctionText } from '../i18n/use-function-text';
import { formatTimecode } from '../format';
import { Notice } from '../ui/card';
import { GenericResult, NothingFound } from './generic-result';
import { OutputPreview } from './output-preview';
import type { ResultViewProps } from './result-view';
import styles from './smart-cover-result.module.css';
import { ContactSheet } from './smart-cover/contact-sheet';
import { CoverCard, Reasons } from './smart-cover/cover-card';
import { CoverEditor, type Shape } from './smart-cover/cover-editor';
import { cropFor, normalAspect, picksOfResult, type Pick } from './smart-cover/picks';
import { useCoverSheet, type CoverSheet } from './smart-cover/use-cover-sheet';

/** Two times closer than this are the same frame. */
const SAME_FRAME_SECONDS = 0.02;

const cropAt =
  (sheet: CoverSheet) =>
  (timeSeconds: number): NormalizedBox | undefined =>
    sheet.candidates.find((candidate) => Math.abs(candidate.timeSeconds - timeSeconds) < SAME_FRAME_SECONDS)
      ?.crop;

interface WorkbenchProps extends Omit<ResultViewProps, 'result'> {
  readonly covers: CoverResult;
  readonly sheet: CoverSheet;
}

const shapeOf = (params: ResultViewProps['job']['params']): Shape =>
  (params['AspectRatio'] ?? 'source') as Shape;

/** The picks, which start as the covers that were made, and what changes them. */
const usePicks = ({ job, covers, sheet }: WorkbenchProps) => {
  const [shape, setShape] = useState<Shape>(() => shapeOf(job.params));
  const aspectOf = (wanted: Shape) => normalAspect(wanted, sheet.widthPx, sheet.heightPx);
  const [picks, setPicks] = useState<readonly Pick[]>(() =>
    picksOfResult(covers, cropAt(sheet), aspectOf(shape)),
  );
  const [selected, select] = useState(0);
  const reshape = (wanted: Shape) => {
    setShape(wanted);
    setPicks((old) => old.map((pick) => ({ ...pick, crop: cropFor(pick.crop, aspectOf(wanted)) })));
  };
  const takeCandidate = (index: number) => {
    const candidate = sheet.candidates[index];
    if (!candidate) return;
    const crop = cropFor(candidate.crop, aspectOf(shape));
    setPicks((old) =>
      old.map((pick, at) => (at === selected ? { ...pick, timeSeconds: candidate.timeSeconds, crop } : pick)),
    );
  };
  return { shape, aspect: aspectOf(shape), picks, selected, select, setPicks, reshape, takeCandidate };
};

/** Covers, contact sheet and editor, which share what is picked. */
const Workbench = (props: WorkbenchProps) => {
  const { job, covers, outputs, inputs, rerun, sheet } = props;
  const text = useFunctionText('smart-cover');
  const isGif = job.params['Model'] === 'gif';
  const bench = usePicks(props);
  const heading = useRef<HTMLHeadingElement>(null);
  const [source] = inputs['source'] ?? [];
  const canEdit = rerun !== null && source !== undefined;
  const edit = (index: number) => {
    bench.select(index);
    heading.current?.focus();
  };
  const make = () => {
    const Times = bench.picks.map(({ timeSeconds }) => timeSeconds);
    const Crops = bench.picks.map(({ crop }) => crop);
    return rerun?.({ Times, Crops, AspectRatio: bench.shape }) ?? Promise.resolve();
  };
  return (
    <>
      {isGif ? (
        <GifCover covers={covers} outputs={outputs} />
      ) : (
        <section className={styles.covers} aria-label={text.result.covers}>
          <ul className={styles.grid}>
            {covers.map((cover, index) => (
              <CoverCard
                key={cover.Url}
                number={index + 1}
                cover={cover}
                output={outputs.find(({ fileName }) => fileName === cover.Url)}
                onChange={canEdit ? () => edit(index) : null}
              />
            ))}
          </ul>
        </section>
      )}
      <ContactSheet sheet={sheet} onPick={bench.takeCandidate} />
      {canEdit && (
        <CoverEditor
          videoUrl={source.url}
          picks={bench.picks}
          selected={bench.selected}
          shape={bench.shape}
          aspect={bench.aspect}
          isGif={isGif}
          onPicks={bench.setPicks}
          onSelect={bench.select}
          onShape={bench.reshape}
          onMake={make}
          headingRef={heading}
        />
      )}
    </>
  );
};

const GifCover = ({
  covers,
  outputs,
}: {
  readonly covers: CoverResult;
  readonly outputs: ResultViewProps['outputs'];
}) => {
  const text = useFunctionText('smart-cover');
  const gif = outputs.find(({ role, mimeType }) => role === 'result' && mimeType === 'image/gif');
  return (
    <section className={styles.gif} aria-label={text.result.gif}>
      {gif && <OutputPreview output={gif} />}
      <h2>{text.result.moments}</h2>
      <ol className={styles.moments}>
        {covers.map((cover) => (
          <li key={cover.Time}>
            <span className={styles.time}>{formatTimecode(Number(cover.Time) / 1000, true)}</span>
            <Reasons reasons={cover.Reasons} />
          </li>
        ))}
      </ol>
    </section>
  );
};

/** Ranked covers with their reasons, the contact sheet, and any other frame by hand. */
export const SmartCoverResult = (props: ResultViewProps) => {
  const { job, outputs, result } = props;
  const text = useFunctionText('smart-cover');
  const sheet = useCoverSheet(outputs);
  const covers = coverResultSchema.safeParse(result).data ?? [];
  if (covers.length === 0) return <NothingFound job={job} result={result} />;
  if (sheet === undefined) return <div className={styles.waiting} />;
  if (sheet === null) return <GenericResult {...props} />;
  const wanted = Number(job.params['Count'] ?? 0);
  const isShort = job.params['Model'] !== 'gif' && covers.length < wanted && !hasTimes(job.params);
  return (
    <div className={styles.page}>
      {isShort && <Notice>{text.result.fewer}</Notice>}
      <Workbench {...props} covers={covers} sheet={sheet} />
    </div>
  );
};

const hasTimes = (params: ResultViewProps['job']['params']): boolean =>
  Array.isArray(params['Times']) && params['Times'].length > 0;
