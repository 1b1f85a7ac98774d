import { Braces, FileArchive, Share2 } from 'lucide-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json, StoredOutput } from '../../core/media-function';
import { baseNameOf } from '../../core/file-name';
import type { Job } from '../../jobs/job';
import type { ParamValues } from '../form/field-spec';
import { definitionOf, jobTitle } from '../jobs/job-words';
import { useObjectUrls } from '../media/use-object-urls';
import { toast } from '../shell/announcer';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { canShare, saveZip, share } from './download';
import { FileTable } from './file-table';
import { GenericResult } from './generic-result';
import { resultViews } from './registry';
import styles from './result-frame.module.css';
import type { ResultInput, ResultJob, ResultOutput, ResultViewProps } from './result-view';

interface ResultFrameProps {
  readonly job: Job;
  readonly outputs: readonly StoredOutput[];
  readonly result: Json;
  readonly inputs: Job['inputs'];
  readonly rerun: ((values: ParamValues) => Promise<void>) | null;
}

const toResultJob = (job: Job): ResultJob => {
  const { id, functionName } = definitionOf(job);
  return { jobId: job.id, functionId: id, functionName, name: jobTitle(job), params: job.params };
};

const useResultOutputs = (outputs: readonly StoredOutput[]): readonly ResultOutput[] => {
  const urls = useObjectUrls(outputs.map(({ blob }) => blob));
  return outputs.map(({ role, fileName, mimeType, blob }, index) => ({
    role,
    fileName,
    mimeType,
    blob,
    sizeBytes: blob.size,
    url: urls[index] ?? '',
  }));
};

/** A slot counts only when all of its files can be read. */
const useResultInputs = (inputs: Job['inputs']): ResultViewProps['inputs'] => {
  const slots = Object.entries(inputs).map(([slot, list]) => {
    const files = list.flatMap(({ file }) => (file ? [file] : []));
    return { slot, files: files.length === list.length ? files : [] };
  });
  const all = slots.flatMap(({ files }) => files);
  const urls = useObjectUrls(all);
  const urlOf = new Map(all.map((file, index) => [file, urls[index] ?? '']));
  const withUrls = (files: readonly File[]): readonly ResultInput[] =>
    files.map((file) => ({ file, url: urlOf.get(file) ?? '' }));
  return Object.fromEntries(slots.map(({ slot, files }) => [slot, withUrls(files)]));
};

const Toolbar = ({ job, outputs, result }: Pick<ResultFrameProps, 'job' | 'outputs' | 'result'>) => {
  const { t } = useTranslation();
  const files = outputs.filter(({ role }) => role !== 'preview');
  const shared = files.filter(({ role }) => role === 'result');
  const zipName = `${baseNameOf(jobTitle(job))}.${definitionOf(job).id}.zip`;
  const zip = async () => {
    if (await saveZip(files, zipName)) toast(t('result.saved', { name: zipName }));
  };
  const copy = async () => {
    await navigator.clipboard.writeText(JSON.stringify(result, null, 2));
    toast(t('common.copied'));
  };
  return (
    <div className={styles.toolbar}>
      {files.length > 1 && (
        <Button variant="primary" icon={<FileArchive aria-hidden />} onClick={() => void zip()}>
          {t('result.downloadAll')}
        </Button>
      )}
      {canShare(shared) && (
        <Button icon={<Share2 aria-hidden />} onClick={() => void share(shared)}>
          {t('result.share')}
        </Button>
      )}
      <Button icon={<Braces aria-hidden />} onClick={() => void copy()}>
        {t('result.copyResult')}
      </Button>
    </div>
  );
};

/** What every result has: the function's own view, its files, zip, share and the Result JSON. Give it the job's key. */
export const ResultFrame = ({ job, outputs, result, inputs, rerun }: ResultFrameProps) => {
  const { t } = useTranslation();
  const resultOutputs = useResultOutputs(outputs);
  const resultInputs = useResultInputs(inputs);
  const resultJob = toResultJob(job);
  const View = resultViews[resultJob.functionId] ?? GenericResult;
  const files = resultOutputs.filter(({ role }) => role !== 'preview');
  return (
    <>
      <Suspense fallback={<p className={styles.loading}>{t('common.loading')}</p>}>
        <View job={resultJob} outputs={resultOutputs} result={result} inputs={resultInputs} rerun={rerun} />
      </Suspense>
      <Card aria-labelledby="files-title" className={styles.files}>
        <h2 id="files-title">{t('result.files')}</h2>
        <FileTable outputs={files} />
        <Toolbar job={job} outputs={outputs} result={result} />
      </Card>
    </>
  );
};
