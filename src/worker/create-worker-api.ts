import type { BackendReport } from '../core/backend-report';
import { MediaError, toWireError, type ErrorCode } from '../core/errors';
import type { FunctionDefinition, Json, RunContext, RunFunction } from '../core/media-function';
import { paramsError } from '../core/params-error';
import type { FunctionName } from '../functions/definitions';
import { createProgress } from './create-progress';
import type { JobScratch } from './job-scratch';
import type { JobEvent, JobRequest, JobResult, WorkerApi } from './wire';

/** What the API stands on; `media.worker.ts` gives the real parts, tests give their own. */
export interface WorkerParts {
  findDefinition(name: string): FunctionDefinition | undefined;
  loadRun(name: FunctionName): Promise<RunFunction<FunctionDefinition>>;
  openScratch(jobId: string, log: (message: string) => void): Promise<JobScratch>;
  report(): Promise<BackendReport>;
  holdLifeLock(name: string): Promise<void>;
  /** Errors that no promise chain caught, from anywhere in this worker. Returns the unsubscribe function. */
  onStrayError(listener: (reason: unknown) => void): () => void;
}

/** After these the worker's heap or device is not to be trusted with the next job. */
const RESTART_CODES: ReadonlySet<ErrorCode> = new Set(['gpu-lost', 'out-of-memory', 'worker-crashed']);

/** What a cancelled job left running may still reject for a moment; the next job is not to blame. */
const CANCEL_ECHO_MS = 1000;

type Emit = (event: JobEvent) => void;

const createLog =
  (emit: Emit) =>
  (message: string, data?: Readonly<Record<string, Json>>): void =>
    emit({ type: 'log', timeMs: Date.now(), message, ...(data ? { data } : {}) });

const parseParams = (definition: FunctionDefinition, params: unknown) => {
  const parsed = definition.params.safeParse(params);
  if (parsed.success) return parsed.data;
  throw paramsError(definition.params, params, parsed.error);
};

/** A chunk that failed to load may be remembered as failed for the worker's whole life: a fresh one tries again. */
const loadRun = async (parts: WorkerParts, name: FunctionName): Promise<RunFunction<FunctionDefinition>> => {
  try {
    return await parts.loadRun(name);
  } catch (cause) {
    throw new MediaError('worker-crashed', `${name} could not be loaded`, { cause });
  }
};

const findDefinition = (parts: WorkerParts, name: string): FunctionDefinition => {
  const definition = parts.findDefinition(name);
  if (definition) return definition;
  const details = { field: 'FunctionName', value: name, range: '' };
  throw new MediaError('invalid-params', `There is no function ${name}`, { details });
};

type RunJob = Pick<RunContext, 'signal' | 'progress' | 'log'>;

const runInScratch = async (
  parts: WorkerParts,
  definition: FunctionDefinition,
  request: JobRequest,
  job: RunJob,
) => {
  const { jobId, functionName, inputs, backend } = request;
  const params = parseParams(definition, request.params);
  const run = await loadRun(parts, functionName);
  const scratch = await parts.openScratch(jobId, job.log);
  try {
    job.signal.throwIfAborted();
    const { outputs, result } = await run(inputs, params, { ...job, scratch, backend });
    job.signal.throwIfAborted();
    return { outputs: await scratch.keep(outputs), result };
  } catch (error) {
    await scratch.remove().catch(() => undefined);
    throw error;
  }
};

const runJob = async (parts: WorkerParts, request: JobRequest, emit: Emit, signal: AbortSignal) => {
  const definition = findDefinition(parts, request.functionName);
  const progress = createProgress(definition.stages, (stage, overall) =>
    emit({ type: 'progress', stage, overall }),
  );
  // The page names a stage from the first moment on, while the algorithm itself is still being loaded.
  const [firstStage] = definition.stages;
  if (firstStage) progress.report(firstStage.id, 0);
  try {
    const job = { signal, progress: progress.report, log: createLog(emit) };
    return await runInScratch(parts, definition, request, job);
  } finally {
    progress.end();
  }
};

/** Whatever was thrown after a cancel is a consequence of it. */
const failureOf = (error: unknown, signal: AbortSignal, strayed: boolean): JobResult => {
  const wire = toWireError(error);
  const failure = signal.aborted && !strayed ? { ...wire, code: 'cancelled' as const } : wire;
  return { ok: false, error: failure, restart: strayed || RESTART_CODES.has(wire.code) };
};

export const createWorkerApi = (parts: WorkerParts): WorkerApi => {
  const controllers = new Map<string, AbortController>();
  let lastCancelMs = -Infinity;

  const isEcho = (reason: unknown): boolean =>
    toWireError(reason).code === 'cancelled' || Date.now() - lastCancelMs < CANCEL_ECHO_MS;

  const run = async (request: JobRequest, emit: Emit): Promise<JobResult> => {
    const controller = new AbortController();
    controllers.set(request.jobId, controller);
    const { signal } = controller;
    let strayed = false;
    let unsubscribe = () => {};
    const strayError = new Promise<never>((_, reject) => {
      unsubscribe = parts.onStrayError((reason) => {
        if (signal.aborted) return;
        if (isEcho(reason)) return createLog(emit)(`Echo of a cancelled job: ${toWireError(reason).message}`);
        strayed = true;
        reject(reason);
        controller.abort();
      });
    });
    try {
      return { ok: true, ...(await Promise.race([runJob(parts, request, emit, signal), strayError])) };
    } catch (error) {
      return failureOf(error, signal, strayed);
    } finally {
      unsubscribe();
      controllers.delete(request.jobId);
      if (signal.aborted) lastCancelMs = Date.now();
    }
  };

  return {
    run,
    cancel: (jobId) => controllers.get(jobId)?.abort(),
    report: () => parts.report(),
    holdLifeLock: (name) => parts.holdLifeLock(name),
  };
};
