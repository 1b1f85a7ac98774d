import { detextResultSchema, type DetextResult } from '../../core/detext-result';
import { fill } from '../i18n/function-text';
import { useFunctionText } from '../i18n/use-function-text';
import { Notice } from '../ui/card';
import { GenericResult, NothingFound } from './generic-result';
import { OutputPreview } from './output-preview';
import type { ResultViewProps } from './result-view';
import styles from './subtitle-removal-result.module.css';
import { CompareView } from './subtitle-removal/compare-view';
import { TextEditor } from './subtitle-removal/text-editor';

const Findings = ({ removed, residual }: DetextResult) => {
  const { result: words } = useFunctionText('subtitle-removal');
  const left = residual.map(({ text }) => text).join(' · ');
  return (
    <Notice tone={residual.length > 0 ? 'warn' : 'ok'} title={fill(words.removed, { count: removed.length })}>
      <p>{left ? fill(words.residual, { text: left }) : words.clean}</p>
    </Notice>
  );
};

/** The picture before and after, what was found in it, and the boxes and times to be changed by hand. */
export const SubtitleRemovalResult = (props: ResultViewProps) => {
  const { job, outputs, result, inputs, rerun } = props;
  const { result: words } = useFunctionText('subtitle-removal');
  const found = detextResultSchema.safeParse(result).data;
  const output = outputs.find(({ role }) => role === 'result');
  if (!found || !output) return <GenericResult {...props} />;
  const [source] = inputs['source'] ?? [];
  const { removed, reason } = found;
  const isStill = output.mimeType.startsWith('image/');
  const [first] = removed;
  return (
    <div className={styles.page}>
      {reason ? <NothingFound job={job} result={result} /> : <Findings {...found} />}
      {source && !reason ? (
        <CompareView
          beforeUrl={source.url}
          afterUrl={output.url}
          isStill={isStill}
          label={output.fileName}
          startSeconds={first ? (first.start + first.end) / 2 : 0}
        />
      ) : (
        <OutputPreview output={output} />
      )}
      {!source && <Notice>{words.original}</Notice>}
      {source && rerun && (
        <TextEditor
          removed={removed}
          sourceUrl={source.url}
          isStill={isStill}
          quality={String(job.params['Quality'] ?? 'fast')}
          rerun={rerun}
        />
      )}
    </div>
  );
};
