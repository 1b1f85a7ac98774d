import { isEnded } from './job';
import type { JobFiles } from './job-files';
import { toRecord, type JobRecord, type JobRecords } from './job-records';
import { findJob, putJob, type JobStore } from './job-store';
import { interrupted, restoreJob } from './restore-job';
import type { TabLocks } from './tab-locks';

export interface LoadParts {
  readonly files: JobFiles;
  readonly records: JobRecords;
  readonly locks: TabLocks;
}

/** Ends a job whose tab is gone, unless another tab ended or took it meanwhile. */
export const interruptJob = async (store: JobStore, record: JobRecord, parts: LoadParts): Promise<void> => {
  const now = (await parts.records.load(record.id)) ?? record;
  const job = await restoreJob(now, parts.files);
  if (isEnded(job) || job.ownerTab !== record.ownerTab) return putJob(store, job);
  await parts.files.remove(job.id);
  const ended = interrupted(job, Date.now());
  await parts.records.save(toRecord(ended)).catch(() => undefined);
  putJob(store, ended);
};

const loadJob = async (
  store: JobStore,
  record: JobRecord,
  parts: LoadParts,
  living: ReadonlySet<string>,
): Promise<void> => {
  const job = await restoreJob(record, parts.files);
  // Its tab may have sent a newer state meanwhile.
  if (findJob(store, job.id)) return;
  if (isEnded(job) || living.has(job.ownerTab)) return putJob(store, job);
  await interruptJob(store, record, parts);
};

/** A folder that no living or successful job owns is deleted, unless a tab holds the job's lock (it may be just starting). */
const sweepOrphans = async (
  folders: readonly string[],
  owners: ReadonlySet<string>,
  { files, locks }: LoadParts,
): Promise<void> => {
  for (const id of folders.filter((folder) => !owners.has(folder))) {
    const release = await locks.claimJob(id);
    if (!release) continue;
    await files.remove(id).finally(release);
  }
};

/** Fills the store with what earlier visits and other tabs left, and cleans up after tabs that died. */
export const loadJobs = async (store: JobStore, parts: LoadParts): Promise<void> => {
  // Folders first: a job that starts meanwhile is then in the records but not in this list.
  const folders = await parts.files.list();
  const records = (await parts.records.loadAll()).toSorted((a, b) => a.createdAtMs - b.createdAtMs);
  const living = await parts.locks.livingTabs();
  for (const record of records) await loadJob(store, record, parts, living);
  const owners = store.getState().jobs.filter((job) => job.state.status === 'done' || !isEnded(job));
  await sweepOrphans(folders, new Set(owners.map(({ id }) => id)), parts);
};
