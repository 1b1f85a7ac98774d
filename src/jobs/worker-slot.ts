import { toWireError } from '../core/errors';
import type { JobEvent, JobRequest, JobResult } from '../worker/wire';
import type { WorkerHandle } from './connect-worker';
import type { Job, JobInputs } from './job';

/** A worker that has not answered a cancel by then is terminated and replaced (law 1). */
export const CANCEL_GRACE_MS = 1500;

/** A place where one job runs at a time, in a worker that is replaced when it is of no more use. */
export interface WorkerSlot {
  /** The job that holds this place, from `run` until its promise settles. */
  readonly jobId: string | null;
  /** Always resolves. */
  run(job: Job, onEvent: (event: JobEvent) => void): Promise<JobResult>;
  cancel(): void;
  worker(): WorkerHandle;
  close(): void;
}

const filesOf = (inputs: JobInputs): Record<string, readonly File[]> =>
  Object.fromEntries(
    Object.entries(inputs).map(([slot, list]) => [slot, list.flatMap(({ file }) => (file ? [file] : []))]),
  );

const requestOf = (job: Job): JobRequest => ({
  jobId: job.id,
  functionName: job.functionName,
  inputs: filesOf(job.inputs),
  params: job.params,
  backend: job.backend,
});

const CANCELLED: JobResult = {
  ok: false,
  error: { code: 'cancelled', message: 'Cancelled', details: {} },
  restart: false,
};

export const createWorkerSlot = (openWorker: () => WorkerHandle, graceMs = CANCEL_GRACE_MS): WorkerSlot => {
  let current: WorkerHandle | null = null;
  let jobId: string | null = null;
  let deadline: ReturnType<typeof setTimeout> | null = null;

  const worker = (): WorkerHandle => {
    if (!current?.isAlive) current = openWorker();
    return current;
  };

  const execute = async (job: Job, onEvent: (event: JobEvent) => void): Promise<JobResult> => {
    try {
      const result = await worker().run(requestOf(job), onEvent);
      if (!result.ok && result.restart) current?.terminate();
      return result;
    } catch (error) {
      // The transport rejected: whatever the reason, this worker is of no more use.
      current?.terminate();
      return { ok: false, error: toWireError(error), restart: true };
    }
  };

  return {
    get jobId() {
      return jobId;
    },
    worker,
    run: async (job, onEvent) => {
      jobId = job.id;
      const result = await execute(job, onEvent);
      const cancelled = deadline !== null;
      if (deadline) clearTimeout(deadline);
      deadline = null;
      jobId = null;
      return cancelled ? CANCELLED : result;
    },
    cancel: () => {
      if (jobId === null || deadline) return;
      current?.cancel(jobId);
      // Synchronous WASM never reads the message, so a deaf worker is replaced.
      deadline = setTimeout(() => current?.terminate(), graceMs);
    },
    close: () => current?.terminate(),
  };
};
