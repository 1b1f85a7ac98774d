import { expose } from 'comlink';
import { afterEach, expect, test, vi } from 'vitest';
import { MediaError } from '../core/errors';
import type { FunctionName } from '../functions/definitions';
import type { JobEvent, JobRequest, WorkerApi } from '../worker/wire';
import { connectWorker } from './connect-worker';

const open: MessagePort[] = [];
afterEach(() => open.splice(0).forEach((port) => port.close()));

const request: JobRequest = {
  jobId: 'a',
  functionName: 'Cover' as FunctionName,
  inputs: {},
  params: {},
  backend: 'auto',
};

/** The page's handle and a worker's API at the two ends of a real comlink channel. */
const connect = (change: Partial<WorkerApi> = {}) => {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  const api: WorkerApi = {
    holdLifeLock: async () => undefined,
    run: async () => ({ ok: true, outputs: [], result: 'fine' }),
    cancel: () => undefined,
    report: () => new Promise(() => undefined),
    ...change,
  };
  expose(api, port1);
  let lockFalls = () => {};
  const terminate = vi.fn();
  const waitForLock = vi.fn(
    (_name: string, signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        lockFalls = resolve;
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
  );
  const handle = connectWorker({ endpoint: port2, terminate, waitForLock });
  return { handle, terminate, waitForLock, dropLock: () => lockFalls(), port2 };
};

const never = () => new Promise<never>(() => undefined);

test('results and events cross the channel as data', async () => {
  const events: JobEvent[] = [];
  const { handle } = connect({
    run: async (_request, onEvent) => {
      await onEvent({ type: 'progress', stage: 'scan', overall: 0.5 });
      return {
        ok: false,
        error: { code: 'decode-failed', message: 'm', details: { at: 1 } },
        restart: false,
      };
    },
  });
  const result = await handle.run(request, (event) => events.push(event));
  expect(result).toMatchObject({ ok: false, error: { code: 'decode-failed', details: { at: 1 } } });
  expect(events).toEqual([{ type: 'progress', stage: 'scan', overall: 0.5 }]);
});

test('a worker that dies without a word is noticed by its lock', async () => {
  const { handle, dropLock, waitForLock, terminate } = connect({ run: never });
  const job = handle.run(request, () => undefined);
  await vi.waitFor(() => expect(waitForLock).toHaveBeenCalled());
  dropLock();
  await expect(job).rejects.toMatchObject({ code: 'worker-crashed' });
  expect(handle.isAlive).toBe(false);
  expect(terminate).toHaveBeenCalledOnce();
});

test.each(['error', 'messageerror'])(
  'a %s event of the worker rejects everything that waits',
  async (type) => {
    const { handle, port2 } = connect({ run: never });
    const job = handle.run(request, () => undefined);
    const report = handle.report();
    port2.dispatchEvent(new Event(type));
    await expect(job).rejects.toMatchObject({ code: 'worker-crashed' });
    await expect(report).rejects.toMatchObject({ code: 'worker-crashed' });
  },
);

test('terminating rejects what waits, releases the lock request, and later calls reject at once', async () => {
  const { handle, terminate, waitForLock } = connect({ run: never });
  const job = handle.run(request, () => undefined);
  await vi.waitFor(() => expect(waitForLock).toHaveBeenCalled());
  handle.terminate();
  handle.terminate();
  await expect(job).rejects.toBeInstanceOf(MediaError);
  await expect(handle.run(request, () => undefined)).rejects.toMatchObject({ code: 'worker-crashed' });
  expect(waitForLock.mock.calls[0]?.[1].aborted).toBe(true);
  expect(terminate).toHaveBeenCalledOnce();
});

test('a rejected transport is a rejection, not silence', async () => {
  const { handle } = connect({ run: () => Promise.reject(new Error('boom')) });
  await expect(handle.run(request, () => undefined)).rejects.toThrow('boom');
});

test('a worker that cannot take its life lock is not used', async () => {
  const { handle } = connect({ holdLifeLock: () => Promise.reject(new Error('no locks')), run: never });
  await expect(handle.run(request, () => undefined)).rejects.toMatchObject({ code: 'worker-crashed' });
});
