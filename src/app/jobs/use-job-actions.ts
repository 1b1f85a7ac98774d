import { useTranslation } from 'react-i18next';
import { isEnded, type Job } from '../../jobs/job';
import { patchJob } from '../../jobs/job-store';
import { formatBytes } from '../format';
import { useLanguage } from '../i18n/use-function-text';
import { pickFiles } from '../intake/pick-files';
import { toast } from '../shell/announcer';
import { useStudio } from '../studio-context';
import { withPicked } from './with-picked';

const MIN_PRIORITY = 1;
const MAX_PRIORITY = 10;

export const useJobActions = () => {
  const studio = useStudio();
  const { t } = useTranslation();
  const language = useLanguage();

  /** Asks for the missing files by name; another file is refused. */
  const chooseAgain = async (job: Job): Promise<boolean> => {
    const picked = await pickFiles(true);
    if (picked.length === 0) return false;
    const inputs = withPicked(job.inputs, picked);
    const missing = Object.values(inputs)
      .flat()
      .find(({ file }) => !file);
    if (missing) {
      toast(t('jobs.wrongFile', { name: missing.name, size: formatBytes(missing.size, language) }));
      return false;
    }
    return (await studio.retry(job.id, inputs)).outcome === 'queued';
  };

  const retry = async (job: Job): Promise<boolean> => {
    const answer = await studio.retry(job.id);
    if (answer.outcome === 'needs-input') toast(t('jobs.needsFile', { name: answer.missing.join(', ') }));
    return answer.outcome === 'queued';
  };

  const changePriority = (job: Job, offset: number): void => {
    const priority = Math.min(MAX_PRIORITY, Math.max(MIN_PRIORITY, job.priority + offset));
    patchJob(studio.store, job.id, () => ({ priority }));
  };

  const cancelAll = (jobs: readonly Job[]): void => {
    for (const job of jobs) if (!isEnded(job)) studio.cancel(job.id);
  };

  return {
    retry,
    chooseAgain,
    changePriority,
    cancelAll,
    cancel: (job: Job) => studio.cancel(job.id),
    remove: (job: Job) => studio.remove(job.id),
    removeEnded: () => studio.removeEnded(),
  };
};
