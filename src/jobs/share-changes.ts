import { isEnded, type Job } from './job';
import { filesToKeep, toRecord, type JobRecords } from './job-records';
import type { JobStore } from './job-store';
import type { TabChannel } from './tab-channel';

/** Other tabs see progress this often. */
const PROGRESS_INTERVAL_MS = 500;

/** Losing a write (disk full, database closed) costs durability of one change, never the job. */
const ignoreFailure = (write: Promise<unknown>): void => void write.catch(() => undefined);

const saveJob = (records: JobRecords, job: Job): void => {
  ignoreFailure(records.save(toRecord(job)));
  if (isEnded(job)) ignoreFailure(records.dropFiles(job.id));
};

/** Writes every change of this tab's jobs to the records and tells the other tabs. Returns the unsubscribe function. */
export const shareChanges = (
  store: JobStore,
  tab: string,
  records: JobRecords,
  channel: TabChannel,
): (() => void) => {
  const lastPostMs = new Map<string, number>();

  const onChange = (job: Job, before: Job | undefined) => {
    const isTransition = job.state.status !== before?.state.status || job.queuedAtMs !== before.queuedAtMs;
    const dueMs = (lastPostMs.get(job.id) ?? 0) + PROGRESS_INTERVAL_MS;
    if (isTransition) saveJob(records, job);
    if (!isTransition && Date.now() < dueMs) return;
    lastPostMs.set(job.id, Date.now());
    channel.post({ type: 'put', record: toRecord(job) });
  };

  return store.subscribe(({ jobs }, { jobs: jobsBefore }) => {
    const before = new Map(jobsBefore.map((job) => [job.id, job]));
    for (const job of jobs) {
      const old = before.get(job.id);
      if (job.ownerTab === tab && job !== old) onChange(job, old);
    }
  });
};

/** Writes a new job and, when small, its files, so that it is there again after a reload. */
export const recordNewJob = async (records: JobRecords, job: Job): Promise<void> => {
  const files = filesToKeep(job);
  // Copying the files takes a while; nobody waits for it.
  if (files) ignoreFailure(records.keepFiles(job.id, files));
  await records.save(toRecord(job)).catch(() => undefined);
};
