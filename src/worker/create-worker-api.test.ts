import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { MediaError } from '../core/errors';
import { defineFunction, type RunFunction, type FunctionDefinition } from '../core/media-function';
import type { FunctionName } from '../functions/definitions';
import { createWorkerApi, type WorkerParts } from './create-worker-api';
import type { JobScratch } from './job-scratch';
import type { JobEvent, JobRequest } from './wire';

const definition = defineFunction({
  id: 'probe',
  functionName: 'Probe',
  inputs: {},
  params: z.object({ Count: z.int().min(1).max(10).default(3) }),
  stages: [{ id: 'scan', weight: 1 }],
});

type Run = RunFunction<FunctionDefinition>;

/** An API over one function whose algorithm is `run`. */
const setUp = (run: Run) => {
  const scratch = {
    createFile: vi.fn(),
    keep: vi.fn<JobScratch['keep']>(async (outputs) =>
      outputs.map((output) => ({ ...output, path: 'kept' })),
    ),
    remove: vi.fn(async () => undefined),
  };
  const strays = new Set<(reason: unknown) => void>();
  const parts: WorkerParts = {
    findDefinition: (name) => (name === 'Probe' ? definition : undefined),
    loadRun: async () => run,
    openScratch: async () => scratch,
    report: () => Promise.reject(new Error('not asked')),
    holdLifeLock: async () => undefined,
    onStrayError: (listener) => {
      strays.add(listener);
      return () => strays.delete(listener);
    },
  };
  const api = createWorkerApi(parts);
  const events: JobEvent[] = [];
  const start = (change: Partial<JobRequest> = {}) =>
    api.run(
      {
        jobId: 'a',
        functionName: 'Probe' as FunctionName,
        inputs: {},
        params: {},
        backend: 'auto',
        ...change,
      },
      (event) => events.push(event),
    );
  const stray = (reason: unknown) => strays.forEach((listener) => listener(reason));
  return { api, parts, start, scratch, events, stray, strays };
};

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

test('a job gets its defaults, reports progress and log, and keeps its outputs', async () => {
  const blob = new Blob(['x']);
  const { start, events, scratch } = setUp(async (_inputs, params, ctx) => {
    await new Promise((resolve) => setTimeout(resolve, 120));
    ctx.progress('scan', 0.5);
    ctx.log('half way', { count: 1 });
    const output = { role: 'result', fileName: 'a.txt', mimeType: 'text/plain', blob } as const;
    return { outputs: [output], result: { Count: params['Count'] as number } };
  });
  const result = await start();
  expect(result).toMatchObject({
    ok: true,
    result: { Count: 3 },
    outputs: [{ fileName: 'a.txt', path: 'kept' }],
  });
  expect(events).toMatchObject([
    { type: 'progress', stage: 'scan', overall: 0 },
    { type: 'progress', stage: 'scan', overall: 0.5 },
    { type: 'log', message: 'half way', data: { count: 1 } },
  ]);
  expect(scratch.remove).not.toHaveBeenCalled();
});

test('parameters are checked again, and the failure names field, value and range', async () => {
  const { start } = setUp(async () => ({ outputs: [], result: null }));
  expect(await start({ params: { Count: 99 } })).toMatchObject({
    ok: false,
    error: { code: 'invalid-params', details: { field: 'Count', value: '99', range: '1..10' } },
  });
});

test('an algorithm that cannot be loaded fails the job and asks for a new worker', async () => {
  const { start, parts } = setUp(async () => ({ outputs: [], result: null }));
  parts.loadRun = () => Promise.reject(new TypeError('Failed to fetch'));
  expect(await start()).toMatchObject({ ok: false, error: { code: 'worker-crashed' }, restart: true });
});

test('an unknown function is a failed job with a code', async () => {
  const { start } = setUp(async () => ({ outputs: [], result: null }));
  const result = await start({ functionName: 'Nope' as FunctionName });
  expect(result).toMatchObject({ ok: false, error: { code: 'invalid-params', details: { value: 'Nope' } } });
});

test.each([
  [new MediaError('decode-failed', 'x', { details: { at: 3 } }), 'decode-failed', false],
  [new DOMException('full', 'QuotaExceededError'), 'storage-full', false],
  [new DOMException('gone', 'NotReadableError'), 'input-unreadable', false],
  [new RangeError('Array buffer allocation failed'), 'out-of-memory', true],
  [new MediaError('gpu-lost', 'x'), 'gpu-lost', true],
  ['a bare string', 'internal', false],
])('thrown %s becomes a failure with code %s and leaves no file', async (thrown, code, restart) => {
  const { start, scratch } = setUp(() => Promise.reject(thrown));
  expect(await start()).toMatchObject({ ok: false, error: { code }, restart });
  expect(scratch.remove).toHaveBeenCalledOnce();
});

test('a cancelled job stops, says so, and leaves no file', async () => {
  const { api, start, scratch } = setUp((_inputs, _params, { signal }) => untilAborted(signal));
  const job = start();
  await vi.waitFor(() => expect(scratch.remove).not.toHaveBeenCalled());
  api.cancel('a');
  expect(await job).toMatchObject({ ok: false, error: { code: 'cancelled' }, restart: false });
  expect(scratch.remove).toHaveBeenCalledOnce();
});

test('what a cancelled job throws on its way out is still a cancel', async () => {
  const { api, start } = setUp(async (_inputs, _params, { signal }) => {
    await untilAborted(signal).catch(() => undefined);
    throw new MediaError('encode-failed', 'the encoder was closed');
  });
  const job = start();
  await Promise.resolve();
  api.cancel('a');
  expect(await job).toMatchObject({ ok: false, error: { code: 'cancelled' } });
});

test('a job that ignores the cancel and succeeds is cancelled all the same', async () => {
  const { api, start, scratch } = setUp(async (_inputs, _params, { signal }) => {
    await untilAborted(signal).catch(() => undefined);
    return { outputs: [], result: null };
  });
  const job = start();
  await Promise.resolve();
  api.cancel('a');
  expect(await job).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  expect(scratch.keep).not.toHaveBeenCalled();
});

test('an error that no promise chain caught fails the running job and asks for a new worker', async () => {
  const { start, stray, strays } = setUp((_inputs, _params, { signal }) => untilAborted(signal));
  const job = start();
  stray(new MediaError('decode-failed', 'from a callback'));
  expect(await job).toMatchObject({ ok: false, error: { code: 'decode-failed' }, restart: true });
  expect(strays.size).toBe(0);
});

test('a stray error after a cancel is a consequence of it', async () => {
  const { api, start, stray } = setUp((_inputs, _params, { signal }) => untilAborted(signal));
  const job = start();
  api.cancel('a');
  stray(new Error('reader was closed'));
  expect(await job).toMatchObject({ ok: false, error: { code: 'cancelled' }, restart: false });
});

test('an echo of a cancelled job does not fail the one after it', async () => {
  const finish = vi.fn<() => void>();
  const { api, start, stray, events } = setUp(async () => {
    await new Promise<void>((resolve) => finish.mockImplementation(resolve));
    return { outputs: [], result: 'fine' };
  });
  const first = start();
  await vi.waitFor(() => expect(finish.getMockImplementation()).toBeDefined());
  api.cancel('a');
  finish();
  await first;
  finish.mockReset();
  const second = start({ jobId: 'b' });
  await vi.waitFor(() => expect(finish.getMockImplementation()).toBeDefined());
  stray(new Error('the decoder was closed'));
  stray(new DOMException('gone', 'AbortError'));
  expect(events.filter(({ type }) => type === 'log')).toHaveLength(2);
  finish();
  expect(await second).toMatchObject({ ok: true, result: 'fine' });
});
