import type { Job } from './job';

/** Smaller priority first, first come first served inside one; `null` when this tab has nothing queued. */
export const planNextJob = (jobs: readonly Job[], tab: string): Job | null => {
  const queued = jobs.filter((job) => job.state.status === 'queued' && job.ownerTab === tab);
  const [next] = queued.toSorted((a, b) => a.priority - b.priority || a.queuedAtMs - b.queuedAtMs);
  return next ?? null;
};
