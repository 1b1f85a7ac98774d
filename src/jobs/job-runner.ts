import { toWireError } from '../core/errors';
import type { JobEvent, JobResult } from '../worker/wire';
import type { WorkerHandle } from './connect-worker';
import { createEtaEstimator } from './eta';
import type { Job, JobState, LogLine } from './job';
import { findJob, patchJob, setJobState, type JobStore } from './job-store';
import { nameOutputs, renameInResult } from './name-outputs';
import { planNextJob } from './plan-next-job';
import { createWorkerSlot, type WorkerSlot } from './worker-slot';

/** A job ends in the person's eyes after this long, even while its last files are still being deleted. */
const REMOVE_WAIT_MS = 200;
/** Oldest lines go first. */
const MAX_LOG_LINES = 500;

export interface JobRunnerParts {
  readonly store: JobStore;
  readonly tab: string;
  openWorker(): WorkerHandle;
  /** Jobs that run at once, each in a worker of its own; 1 unless told otherwise: they share cores and GPU. */
  readonly concurrency?: number;
  readonly graceMs?: number;
  /** Takes the job for this tab; `null` when another tab has it. Call the result to let go. */
  claimJob(id: string): Promise<(() => void) | null>;
  /** Deletes the job's files; must not throw, and may take seconds after a worker was terminated. */
  removeFiles(id: string): Promise<void>;
}

export interface JobRunner {
  cancel(id: string): void;
  /** A worker for questions outside any job. */
  anyWorker(): WorkerHandle;
  stop(): void;
}

const backendNamedIn = ({ data }: LogLine): string | undefined => {
  if (typeof data !== 'object' || data === null || !('backend' in data)) return undefined;
  return typeof data.backend === 'string' ? data.backend : undefined;
};

/** Applies worker events to the store. */
const createEventSink = (store: JobStore, id: string, startMs: number) => {
  const estimate = createEtaEstimator(startMs);
  return (event: JobEvent): void => {
    if (event.type === 'progress') {
      const { stage, overall } = event;
      const etaSeconds = estimate(Date.now(), stage, overall);
      return setJobState(store, id, { status: 'running', stage, overall, etaSeconds });
    }
    const { type: _type, ...line } = event;
    patchJob(store, id, (job) => ({
      log: [...job.log.slice(1 - MAX_LOG_LINES), line],
      usedBackend: backendNamedIn(line) ?? job.usedBackend,
    }));
  };
};

const stateAfter = (result: JobResult, job: Job): JobState => {
  if (result.ok) {
    const outputs = nameOutputs(result.outputs, job);
    return { status: 'done', outputs, result: renameInResult(result.result, result.outputs, outputs) };
  }
  if (result.error.code === 'cancelled') return { status: 'cancelled' };
  return { status: 'failed', error: result.error };
};

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const runJob = async (parts: JobRunnerParts, slot: WorkerSlot, job: Job): Promise<void> => {
  const { store } = parts;
  const startedAtMs = Date.now();
  const state: JobState = { status: 'running', stage: '', overall: 0, etaSeconds: null };
  patchJob(store, job.id, () => ({ state, startedAtMs }));
  const result = await slot.run(job, createEventSink(store, job.id, startedAtMs));
  const end = stateAfter(result, job);
  if (end.status !== 'done') await Promise.race([parts.removeFiles(job.id), pause(REMOVE_WAIT_MS)]);
  patchJob(store, job.id, () => ({ state: end, endedAtMs: Date.now() }));
};

/** Only one tab runs a job; whatever goes wrong on the way ends in a final state. */
const runClaimed = async (parts: JobRunnerParts, slot: WorkerSlot, job: Job): Promise<void> => {
  const { store } = parts;
  try {
    const release = await parts.claimJob(job.id);
    if (!release) return patchJob(store, job.id, () => ({ ownerTab: '' }));
    try {
      // A retry must not start while the files of the first try are still being deleted.
      await parts.removeFiles(job.id);
      const isWanted = findJob(store, job.id)?.state.status === 'queued';
      if (isWanted) await runJob(parts, slot, job);
    } finally {
      release();
    }
  } catch (error) {
    setJobState(store, job.id, { status: 'failed', error: toWireError(error) });
  }
};

/** Drains the queue of this tab with bounded concurrency; every job ends in a final state and the queue goes on. */
export const startJobRunner = (parts: JobRunnerParts): JobRunner => {
  const { store, tab } = parts;
  const free = new Set(
    Array.from({ length: parts.concurrency ?? 1 }, () => createWorkerSlot(parts.openWorker, parts.graceMs)),
  );
  const slots = [...free];
  const taken = new Set<string>();
  let stopped = false;

  const pump = (): void => {
    const [slot] = free;
    if (!slot || stopped) return;
    const job = planNextJob(
      store.getState().jobs.filter(({ id }) => !taken.has(id)),
      tab,
    );
    if (!job) return;
    free.delete(slot);
    taken.add(job.id);
    void runClaimed(parts, slot, job).finally(() => {
      free.add(slot);
      taken.delete(job.id);
      pump();
    });
    pump();
  };

  const cancel = (id: string): void => {
    const slot = slots.find(({ jobId }) => jobId === id);
    if (slot) return slot.cancel();
    if (findJob(store, id)?.ownerTab !== tab) return;
    patchJob(store, id, () => ({ state: { status: 'cancelled' }, endedAtMs: Date.now() }));
  };

  const unsubscribe = store.subscribe(pump);
  pump();
  return {
    cancel,
    anyWorker: () => slots[0]!.worker(),
    stop: () => {
      stopped = true;
      unsubscribe();
      for (const slot of slots) slot.close();
    },
  };
};
