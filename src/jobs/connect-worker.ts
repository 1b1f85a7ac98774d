import { proxy, releaseProxy, wrap, type Endpoint } from 'comlink';
import type { BackendReport } from '../core/backend-report';
import { MediaError } from '../core/errors';
import type { JobEvent, JobRequest, JobResult, WorkerApi } from '../worker/wire';

/** A worker as the page sees it. `run` and `report` reject exactly when the worker is gone. */
export interface WorkerHandle {
  readonly isAlive: boolean;
  run(request: JobRequest, onEvent: (event: JobEvent) => void): Promise<JobResult>;
  cancel(jobId: string): void;
  report(): Promise<BackendReport>;
  terminate(): void;
}

export interface WorkerConnection {
  readonly endpoint: Endpoint;
  /** Ends the thread behind the endpoint. */
  terminate(): void;
  /** Resolves when the worker, which holds the Web Lock of that name, is gone; rejects when `signal` aborts. */
  waitForLock(name: string, signal: AbortSignal): Promise<void>;
}

const crashed = (why: string) => new MediaError('worker-crashed', why);

/** Speaks comlink over the endpoint and turns every kind of death into one rejection. */
export const connectWorker = (connection: WorkerConnection): WorkerHandle => {
  const { endpoint } = connection;
  const remote = wrap<WorkerApi>(endpoint);
  const pending = new Set<(error: MediaError) => void>();
  const gone = new AbortController();

  const die = (error: MediaError) => {
    if (gone.signal.aborted) return;
    gone.abort();
    for (const reject of pending) reject(error);
    remote[releaseProxy]();
    connection.terminate();
  };

  const untilDeath = <T>(call: () => Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (gone.signal.aborted) return reject(crashed('The worker is gone'));
      pending.add(reject);
      const forget = () => pending.delete(reject);
      call().then(resolve, reject).finally(forget);
    });

  const watch = async () => {
    const lockName = `cutroom-worker-${crypto.randomUUID()}`;
    await remote.holdLifeLock(lockName);
    await connection.waitForLock(lockName, gone.signal);
    die(crashed('The worker ended without a word'));
  };

  endpoint.addEventListener('error', () => die(crashed('The worker reported an uncaught error')));
  endpoint.addEventListener('messageerror', () =>
    die(crashed('A message from the worker could not be read')),
  );
  watch().catch((error: unknown) => {
    if (!gone.signal.aborted) die(crashed(`The worker's life lock failed: ${String(error)}`));
  });

  return {
    get isAlive() {
      return !gone.signal.aborted;
    },
    // comlink's types spread the promise over the union; it is one promise of the union.
    run: (request, onEvent) => untilDeath(() => remote.run(request, proxy(onEvent)) as Promise<JobResult>),
    report: () => untilDeath(() => remote.report()),
    cancel: (jobId) => {
      if (!gone.signal.aborted) remote.cancel(jobId).catch(() => undefined);
    },
    terminate: () => die(crashed('The worker was terminated')),
  };
};
