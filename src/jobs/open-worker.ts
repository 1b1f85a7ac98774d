import { connectWorker, type WorkerHandle } from './connect-worker';

const waitForLock = async (name: string, signal: AbortSignal): Promise<void> => {
  await navigator.locks.request(name, { signal }, () => undefined);
};

/** Starts the media worker; one lives for many jobs. */
export const openWorker = (): WorkerHandle => {
  const worker = new Worker(new URL('../worker/media.worker.ts', import.meta.url), { type: 'module' });
  return connectWorker({ endpoint: worker, terminate: () => worker.terminate(), waitForLock });
};
