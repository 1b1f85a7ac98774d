import type { Job } from '../../jobs/job';

const orderOf = (job: Job): number => {
  if (job.state.status === 'running') return 0;
  return job.state.status === 'queued' ? 1 : 2;
};

/** What works first, then what waits in the order it will run, then what ended, newest first. */
export const sortJobs = (jobs: readonly Job[]): readonly Job[] =>
  jobs.toSorted((a, b) => {
    const byOrder = orderOf(a) - orderOf(b);
    if (byOrder !== 0) return byOrder;
    if (orderOf(a) === 1) return a.priority - b.priority || a.queuedAtMs - b.queuedAtMs;
    return (b.endedAtMs ?? b.createdAtMs) - (a.endedAtMs ?? a.createdAtMs);
  });
