import { useMemo, useState } from 'react';
import { captionResultSchema, type CaptionCue } from '../../core/caption-result';
import { fill } from '../i18n/function-text';
import { useFunctionText } from '../i18n/use-function-text';
import { CueTable } from '../media/cue-table';
import { VideoScrubber } from '../media/video-scrubber';
import { Button } from '../ui/button';
import { Card, Notice } from '../ui/card';
import styles from './caption-extraction-result.module.css';
import { CaptionOverlay } from './caption-extraction/caption-overlay';
import {
  hasInvalid,
  isEdited,
  keepCues,
  rowsAt,
  toCues,
  toRows,
  UNSURE,
  type EditRow,
} from './caption-extraction/edit-cues';
import { RegionPicker } from './caption-extraction/region-picker';
import { useThumbnails } from './caption-extraction/use-thumbnails';
import { GenericResult, NothingFound } from './generic-result';
import type { ResultViewProps } from './result-view';

const useWords = () => useFunctionText('caption-extraction').result;

interface EditorProps {
  readonly cues: readonly CaptionCue[];
  readonly url: string | undefined;
  readonly rerun: NonNullable<ResultViewProps['rerun']>;
}

const useAsides = (rows: readonly EditRow[], cues: readonly CaptionCue[], url: string | undefined) => {
  const text = useWords();
  const requests = useMemo(
    () => toRows(cues).map(({ id, cue }) => ({ id, timeSeconds: cue ? (cue.start + cue.end) / 2 : 0 })),
    [cues],
  );
  const pictures = useThumbnails(url, requests);
  return rows.map((row, index) => {
    const picture = pictures[row.id];
    const isUnsure = row.cue !== null && row.cue.confidence < UNSURE;
    const aside = (
      <span className={styles.aside}>
        {isUnsure && <span className={styles.unsure}>{text.unsure}</span>}
        {picture && (
          <img className={styles.thumb} src={picture} alt={fill(text.thumbnail, { number: index + 1 })} />
        )}
      </span>
    );
    return { ...row, aside };
  });
};

/** Words and times to correct beside the video; saving is a new job that writes the files again. */
const Editor = ({ cues, url, rerun }: EditorProps) => {
  const text = useWords();
  const [rows, setRows] = useState(() => toRows(cues));
  const [seconds, setSeconds] = useState(cues[0]?.start ?? 0);
  const [isBusy, setBusy] = useState(false);
  const shown = useAsides(rows, cues, url);
  const isChanged = isEdited(rows, cues);
  const isInvalid = hasInvalid(rows);
  const save = () => {
    setBusy(true);
    void rerun({ Cues: toCues(rows) }).finally(() => setBusy(false));
  };
  return (
    <div className={styles.columns}>
      {url && (
        <Card className={styles.video}>
          <VideoScrubber
            url={url}
            timeSeconds={seconds}
            onTime={setSeconds}
            label={text.preview}
            overlay={(video) => (
              <div className={styles.stage}>
                {video}
                <CaptionOverlay rows={rowsAt(rows, seconds)} />
              </div>
            )}
          />
        </Card>
      )}
      <Card aria-labelledby="cues-title">
        <div className={styles.head}>
          <h2 id="cues-title">{text.cues}</h2>
          <span>{fill(text.count, { count: rows.length })}</span>
        </div>
        <p className={styles.hint}>{text.hint}</p>
        <CueTable
          rows={shown}
          label={text.cues}
          currentSeconds={seconds}
          onSeek={setSeconds}
          onChange={(next) => setRows(keepCues(next, rows))}
        />
        {isInvalid && <Notice tone="warn">{text.invalid}</Notice>}
        <div className={styles.actions}>
          <Button variant="primary" disabled={!isChanged || isInvalid || isBusy} onClick={save}>
            {text.apply}
          </Button>
          <Button disabled={!isChanged || isBusy} onClick={() => setRows(toRows(cues))}>
            {text.discard}
          </Button>
        </div>
      </Card>
    </div>
  );
};

const PlainList = ({ cues }: { readonly cues: readonly CaptionCue[] }) => (
  <Card>
    <ol className={styles.list}>
      {cues.map((cue) => (
        <li key={`${cue.start}-${cue.text}`}>{cue.text}</li>
      ))}
    </ol>
  </Card>
);

/** Captions in a table that can be edited, beside the video that shows them. */
export const CaptionExtractionResult = (props: ResultViewProps) => {
  const { job, result, inputs, rerun } = props;
  const text = useWords();
  const captions = captionResultSchema.safeParse(result).data;
  if (!captions) return <GenericResult {...props} />;
  const [source] = inputs['source'] ?? [];
  const startSeconds = captions.cues[0]?.start ?? 0;
  const picker = source && rerun && (
    <RegionPicker url={source.url} startSeconds={startSeconds} region={job.params['roi']} rerun={rerun} />
  );
  if (captions.reason)
    return (
      <div className={styles.page}>
        <NothingFound job={job} result={result} />
        {picker}
      </div>
    );
  return (
    <div className={styles.page}>
      {job.params['Cues'] ? <Notice>{text.applied}</Notice> : null}
      {!source && <Notice>{text.gone}</Notice>}
      {rerun ? (
        <Editor key={job.jobId} cues={captions.cues} url={source?.url} rerun={rerun} />
      ) : (
        <PlainList cues={captions.cues} />
      )}
      {picker}
    </div>
  );
};
