import type { Job, JobInputs } from './job';

/** What a person or a program asks for; everything else about a job follows. Already validated. */
export type JobOrder = Pick<
  Job,
  | 'functionName'
  | 'inputs'
  | 'params'
  | 'backend'
  | 'priority'
  | 'name'
  | 'userData'
  | 'clientToken'
  | 'outputTemplate'
>;

export const newJob = (order: JobOrder, ownerTab: string): Job => {
  const now = Date.now();
  const fresh = {
    startedAtMs: null,
    endedAtMs: null,
    usedBackend: '',
    log: [],
    state: { status: 'queued' },
  } as const;
  return { ...order, ...fresh, id: crypto.randomUUID(), ownerTab, createdAtMs: now, queuedAtMs: now };
};

/** The same job once more, at the end of its priority. */
export const queuedAgain = (job: Job, inputs: JobInputs, ownerTab: string): Job => ({
  ...newJob(job, ownerTab),
  id: job.id,
  createdAtMs: job.createdAtMs,
  inputs,
});
