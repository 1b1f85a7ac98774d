import { useState } from 'react';
import { summaryResultSchema, type SummaryResult } from '../../core/video-summary';
import { useFunctionText } from '../i18n/use-function-text';
import { Notice } from '../ui/card';
import { GenericResult } from './generic-result';
import { OutputPreview } from './output-preview';
import type { ResultViewProps } from './result-view';
import styles from './video-summary-result.module.css';
import { segmentsOfResult, toggleShot } from './video-summary/edit-segments';
import { ShotStrip } from './video-summary/shot-strip';
import { SummaryEditor } from './video-summary/summary-editor';
import { useSummaryShots, type ShotSheet } from './video-summary/use-summary-shots';

/** Length of a crossfade, as the function makes it (to a frame). */
const CROSSFADE_SECONDS = 0.4;

interface WorkbenchProps extends Omit<ResultViewProps, 'result'> {
  readonly summary: SummaryResult;
  readonly sheet: ShotSheet;
}

/** Strip and list, which share what is in the summary. */
const Workbench = ({ job, inputs, rerun, summary, sheet }: WorkbenchProps) => {
  const [made] = useState(() => segmentsOfResult(summary));
  const [segments, setSegments] = useState(made);
  const [source] = inputs['source'] ?? [];
  const canEdit = rerun !== null && source !== undefined;
  const make = () =>
    rerun?.({ Segments: segments.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds]) }) ??
    Promise.resolve();
  return (
    <>
      <ShotStrip
        sheet={sheet}
        segments={segments}
        onToggle={canEdit ? (index) => setSegments((old) => toggleShot(old, sheet.shots, index)) : null}
      />
      {canEdit && (
        <SummaryEditor
          sheet={sheet}
          videoUrl={source.url}
          segments={segments}
          wantedSeconds={Number(job.params['Duration'] ?? summary.Duration)}
          overlapSeconds={job.params['Transition'] === 'crossfade' ? CROSSFADE_SECONDS : 0}
          isChanged={segments !== made}
          onChange={setSegments}
          onReset={() => setSegments(made)}
          onMake={make}
        />
      )}
    </>
  );
};

/** The summary, the shots it was chosen from with their scores, and a list of its parts to change. */
export const VideoSummaryResult = (props: ResultViewProps) => {
  const { outputs, result } = props;
  const text = useFunctionText('video-summary');
  const sheet = useSummaryShots(outputs);
  const summary = summaryResultSchema.safeParse(result).data;
  if (!summary) return <GenericResult {...props} />;
  const clip = outputs.find(({ role, mimeType }) => role === 'result' && mimeType === 'video/mp4');
  return (
    <div className={styles.page}>
      {summary.Reasons.map((reason) => (
        <Notice key={reason}>{text.reasons[reason]}</Notice>
      ))}
      {clip && (
        <section aria-label={text.result.summary}>
          <OutputPreview output={clip} />
        </section>
      )}
      {sheet === undefined && <div className={styles.waiting} />}
      {sheet && <Workbench {...props} summary={summary} sheet={sheet} />}
    </div>
  );
};
