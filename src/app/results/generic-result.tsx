import { SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLooseFunctionText } from '../i18n/use-function-text';
import { Notice } from '../ui/card';
import styles from './generic-result.module.css';
import { OutputPreview } from './output-preview';
import type { ResultViewProps } from './result-view';

/** The `reason` code that an empty Result carries. */
export const reasonOf = (result: ResultViewProps['result']): string | undefined => {
  if (typeof result !== 'object' || result === null || !('reason' in result)) return undefined;
  return typeof result.reason === 'string' ? result.reason : undefined;
};

/** Said when a job ended well with nothing to give: why, in the function's own words where it has them. */
export const NothingFound = ({ job, result }: Pick<ResultViewProps, 'job' | 'result'>) => {
  const { t } = useTranslation();
  const text = useLooseFunctionText(job.functionId);
  const reason = reasonOf(result);
  return (
    <Notice icon={<SearchX aria-hidden />} title={t('result.nothingFound')}>
      <p>{(reason && text.reasons[reason]) ?? t('result.nothingFoundText')}</p>
    </Notice>
  );
};

/** For a function without a page of its own: every result file, shown where a browser can show it. */
export const GenericResult = ({ job, outputs, result }: ResultViewProps) => {
  const shown = outputs.filter(({ role }) => role === 'result');
  if (shown.length === 0) return <NothingFound job={job} result={result} />;
  return (
    <div className={styles.grid}>
      {shown.map((output) => (
        <figure key={output.fileName} className={styles.item}>
          <OutputPreview output={output} />
          <figcaption>{output.fileName}</figcaption>
        </figure>
      ))}
    </div>
  );
};
