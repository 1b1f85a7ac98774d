import { isEnded, type Job } from '../../jobs/job';

export interface TotalProgress {
  readonly done: number;
  readonly all: number;
  /** 0..1 over all jobs of the current batch. */
  readonly overall: number;
}

const shareOf = ({ state }: Job): number => {
  if (state.status === 'running') return state.overall;
  return state.status === 'queued' ? 0 : 1;
};

/**
 * The batch = everything submitted since the queue was last empty: jobs that have not ended, and the ended ones created
 * no earlier than the oldest of those. `null` when nothing is going on.
 */
export const totalProgress = (jobs: readonly Job[]): TotalProgress | null => {
  const open = jobs.filter((job) => !isEnded(job));
  if (open.length === 0) return null;
  const sinceMs = Math.min(...open.map(({ createdAtMs }) => createdAtMs));
  const linked = jobs.filter((job) => (job.endedAtMs ?? Infinity) >= sinceMs);
  const overall = linked.reduce((sum, job) => sum + shareOf(job), 0) / linked.length;
  return { done: linked.filter(isEnded).length, all: linked.length, overall };
};
