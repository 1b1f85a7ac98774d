import { useTranslation } from 'react-i18next';
import { isEnded, toJobInput, type Job, type JobInput, type JobInputs } from '../../jobs/job';
import { patchJob } from '../../jobs/job-store';
import { formatBytes } from '../format';
import { useLanguage } from '../i18n/use-function-text';
import { pickFiles } from '../intake/pick-files';
import type { PickedFile } from '../intake/picked-file';
import { toast } from '../shell/announcer';
import { useStudio } from '../studio-context';

const MIN_PRIORITY = 1;
const MAX_PRIORITY = 10;

const isTheFile = ({ file }: PickedFile, input: JobInput): boolean =>
  file.name === input.name && file.size === input.size;

/** Puts picked files in the places of the inputs they are; the rest stays as it is. */
export const withPicked = (inputs: JobInputs, picked: readonly PickedFile[]): JobInputs =>
  Object.fromEntries(
    Object.entries(inputs).map(([slot, list]) => [
      slot,
      list.map((input) => {
        const found = input.file ? undefined : picked.find((file) => isTheFile(file, input));
        return found ? toJobInput(found.file, found.handle) : input;
      }),
    ]),
  );

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
