import { logoResultSchema } from '../../core/logo-result';
import { useFunctionText } from '../i18n/use-function-text';
import { GenericResult, NothingFound } from './generic-result';
import styles from './logo-blur-result.module.css';
import type { EditedMark } from './logo-blur/edit-marks';
import { MarkEditor, type Mode } from './logo-blur/mark-editor';
import { OutputPreview } from './output-preview';
import type { ResultViewProps } from './result-view';

/** The picture without its marks, and the marks to be moved, timed, added or dropped before it is made again. */
export const LogoBlurResult = (props: ResultViewProps) => {
  const { job, outputs, result, inputs, rerun } = props;
  const text = useFunctionText('logo-blur');
  const found = logoResultSchema.safeParse(result).data;
  if (!found) return <GenericResult {...props} />;
  const output = outputs.find(({ role }) => role === 'result');
  const [source] = inputs['source'] ?? [];
  const make = (marks: readonly EditedMark[], Mode: Mode) => {
    const Marks = marks.map(({ box, start, end }) => ({ box, start, end: Math.max(start, end) }));
    return rerun?.({ Marks, Mode, Boxes: [] }) ?? Promise.resolve();
  };
  return (
    <div className={styles.page}>
      {output ? (
        <section aria-label={text.result.result}>
          <OutputPreview output={output} />
        </section>
      ) : (
        <NothingFound job={job} result={result} />
      )}
      {source && rerun && (
        <MarkEditor
          found={found}
          sourceUrl={source.url}
          isImage={found.duration === 0}
          mode={(job.params['Mode'] ?? 'blur') as Mode}
          onMake={make}
        />
      )}
    </div>
  );
};
