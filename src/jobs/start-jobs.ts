import type { BackendReport } from '../core/backend-report';
import { memoizeAsync } from '../core/memoize-async';
import type { WorkerHandle } from './connect-worker';
import { followTabs } from './follow-tabs';
import { isEnded, type Job, type JobInputs } from './job';
import type { JobFiles } from './job-files';
import { newJob, queuedAgain, type JobOrder } from './job-order';
import { inputsOfRecord, type JobRecords } from './job-records';
import { startJobRunner, type JobRunner } from './job-runner';
import { createJobStore, dropJob, findByClientToken, findJob, putJob, type JobStore } from './job-store';
import { loadJobs } from './load-jobs';
import { missingFiles, recoverInputs } from './recover-inputs';
import { recordNewJob, shareChanges } from './share-changes';
import type { TabChannel } from './tab-channel';
import type { TabLocks } from './tab-locks';

export type RetryOutcome =
  | { readonly outcome: 'queued' }
  /** The browser cannot give these files back; ask for them and call `retry` again with them. */
  | { readonly outcome: 'needs-input'; readonly missing: readonly string[] }
  /** Unknown, still running, or done. */
  | { readonly outcome: 'not-possible' };

export interface Jobs {
  readonly store: JobStore;
  /** This tab's id; jobs with another `ownerTab` run elsewhere. */
  readonly tab: string;
  /** False where the browser has no IndexedDB: jobs are then gone after a reload. */
  readonly isDurable: boolean;
  /** The job is in the records when the promise resolves. A repeated `clientToken` gives the first job. */
  submit(order: JobOrder): Promise<Job>;
  cancel(id: string): void;
  /** Call it from a click: the browser may want to ask the person for permission to re-open a file. */
  retry(id: string, inputs?: JobInputs): Promise<RetryOutcome>;
  /** Deletes a job with its outputs; one that still runs is cancelled first. */
  remove(id: string): Promise<void>;
  /** Deletes every ended job with its outputs. */
  removeEnded(): Promise<void>;
  /** Probes every capability once by really doing it. */
  reportBackends(): Promise<BackendReport>;
  close(): void;
}

export interface JobsParts {
  readonly tab: string;
  openWorker(): WorkerHandle;
  readonly files: JobFiles;
  readonly records: JobRecords;
  readonly isDurable: boolean;
  readonly locks: TabLocks;
  readonly channel: TabChannel;
  readonly concurrency?: number;
  readonly graceMs?: number;
}

const untilEnded = (store: JobStore, id: string): Promise<void> =>
  new Promise((resolve) => {
    const isOver = () => {
      const job = findJob(store, id);
      return !job || isEnded(job);
    };
    if (isOver()) return resolve();
    const unsubscribe = store.subscribe(() => {
      if (!isOver()) return;
      unsubscribe();
      resolve();
    });
  });

/** Another tab's job arrives without handles; its record has them. */
const inputsOf = async (job: Job, records: JobRecords): Promise<JobInputs> => {
  const complete = Object.values(job.inputs)
    .flat()
    .every(({ file, handle }) => file ?? handle);
  const record = complete ? null : await records.load(job.id);
  return record ? inputsOfRecord(record) : job.inputs;
};

type JobActions = Pick<Jobs, 'submit' | 'cancel' | 'retry' | 'remove' | 'removeEnded'>;

const createJobActions = (store: JobStore, parts: JobsParts, runner: JobRunner): JobActions => {
  const { tab, files, records, channel } = parts;

  const submit = async (order: JobOrder): Promise<Job> => {
    const known = findByClientToken(store, order.clientToken);
    if (known) return known;
    const job = newJob(order, tab);
    putJob(store, job);
    await recordNewJob(records, job);
    return job;
  };

  const cancel = (id: string) => {
    if (findJob(store, id)?.ownerTab === tab) runner.cancel(id);
    else channel.post({ type: 'cancel', id });
  };

  const retry = async (id: string, given?: JobInputs): Promise<RetryOutcome> => {
    const job = findJob(store, id);
    if (!job || !isEnded(job) || job.state.status === 'done') return { outcome: 'not-possible' };
    const inputs = given ?? (await recoverInputs(await inputsOf(job, records), await records.keptFiles(id)));
    const missing = missingFiles(inputs);
    if (missing.length > 0) return { outcome: 'needs-input', missing };
    const again = queuedAgain(job, inputs, tab);
    putJob(store, again);
    await recordNewJob(records, again);
    return { outcome: 'queued' };
  };

  const remove = async (id: string) => {
    cancel(id);
    await untilEnded(store, id);
    await files.remove(id);
    dropJob(store, id);
    await records.remove(id);
    channel.post({ type: 'drop', id });
  };

  const removeEnded = async () => {
    for (const { id } of store.getState().jobs.filter(isEnded)) await remove(id);
  };

  return { submit, cancel, retry, remove, removeEnded };
};

/** The page's jobs over the given parts; `openJobs` gives the browser's. */
export const startJobs = async (parts: JobsParts): Promise<Jobs> => {
  const { tab, files, records, locks, channel } = parts;
  const store = createJobStore();
  await locks.announce(tab);
  const following = followTabs(store, parts, (id) => runner.cancel(id));
  await loadJobs(store, parts);
  following.watchOwners();
  const unshare = shareChanges(store, tab, records, channel);
  const runner = startJobRunner({
    ...parts,
    store,
    claimJob: (id) => locks.claimJob(id),
    removeFiles: (id) => files.remove(id),
  });
  const actions = createJobActions(store, parts, runner);
  const probe = memoizeAsync<'once', BackendReport>(() => runner.anyWorker().report());
  const close = () => {
    unshare();
    following.stop();
    runner.stop();
    channel.close();
    records.close();
  };
  return { ...actions, store, tab, isDurable: parts.isDurable, reportBackends: () => probe('once'), close };
};
