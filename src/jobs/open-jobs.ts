import { createJobFiles } from './job-files';
import { openJobRecords } from './job-records';
import { createMemoryRecords } from './memory-records';
import { openWorker } from './open-worker';
import { startJobs, type Jobs } from './start-jobs';
import { openTabChannel } from './tab-channel';
import { createTabLocks } from './tab-locks';

/** The page's jobs: what was there before a reload, the queue, and what other tabs do. */
export const openJobs = async (options: { readonly concurrency?: number } = {}): Promise<Jobs> => {
  const durable = await openJobRecords().catch(() => null);
  return startJobs({
    ...options,
    tab: crypto.randomUUID(),
    openWorker,
    files: createJobFiles(),
    records: durable ?? createMemoryRecords(),
    isDurable: durable !== null,
    locks: createTabLocks(navigator.locks),
    channel: openTabChannel(),
  });
};
