import { afterEach, expect, test, vi } from 'vitest';
import { JOBS_FOLDER } from '../core/scratch';
import { connectWorker } from './connect-worker';
import { createJobFiles } from './job-files';
import { startJobRunner, type JobRunner } from './job-runner';
import { createJobStore, findJob, putJob } from './job-store';
import { openWorker } from './open-worker';
import { aJob } from './test-fakes';
import { createTabLocks } from './tab-locks';

const waitForLock = async (name: string, signal: AbortSignal) => {
  await navigator.locks.request(name, { signal }, () => undefined);
};

const openTestWorker = () => {
  const worker = new Worker(new URL('../worker/test-worker.ts', import.meta.url), { type: 'module' });
  return connectWorker({ endpoint: worker, terminate: () => worker.terminate(), waitForLock });
};

const runners: JobRunner[] = [];
afterEach(() => runners.splice(0).forEach((runner) => runner.stop()));

const files = createJobFiles();
const locks = createTabLocks(navigator.locks);

/** Runs jobs of the misbehaving worker on the real disk. */
const start = (...jobs: readonly (readonly [id: string, how: string])[]) => {
  const store = createJobStore();
  for (const [id, how] of jobs) putJob(store, aJob(id, { params: { how }, inputs: {} }));
  const runner = startJobRunner({
    store,
    tab: 'here',
    openWorker: openTestWorker,
    claimJob: (id) => locks.claimJob(id),
    removeFiles: (id) => files.remove(id),
  });
  runners.push(runner);
  const state = (id: string) => findJob(store, id)?.state;
  const becomes = (id: string, status: string) =>
    vi.waitFor(() => expect(state(id)?.status).toBe(status), { timeout: 20_000, interval: 20 });
  return { runner, state, becomes };
};

const listFolder = async (id: string): Promise<string[]> => {
  const jobs = await (await navigator.storage.getDirectory()).getDirectoryHandle(JOBS_FOLDER);
  const names: string[] = [];
  for await (const name of (await jobs.getDirectoryHandle(id)).keys()) names.push(name);
  return names.toSorted();
};

test('outputs end up in OPFS byte for byte, and everything else of the job is deleted', async () => {
  const { state, becomes } = start(['w', 'write']);
  await becomes('w', 'done');
  const done = state('w');
  if (done?.status !== 'done') throw new Error('not done');
  const [big, small] = done.outputs;
  const bytes = new Uint8Array((await big?.blob.arrayBuffer()) ?? new ArrayBuffer());
  expect([bytes.length, bytes[0], bytes[(1 << 20) - 1], bytes[1 << 20], bytes.at(-1)]).toEqual([
    2 << 20,
    1,
    1,
    2,
    2,
  ]);
  expect(await small?.blob.text()).toBe('small');
  expect(await listFolder('w')).toEqual(['big.bin', 'output-1-a_b.txt']);
  expect(await (await files.open('w', small?.path ?? ''))?.text()).toBe('small');
  expect(await files.size('w')).toBe((2 << 20) + 5);
  await files.remove('w');
});

test('a worker that closes itself is noticed at once, and the queue goes on', async () => {
  const { state, becomes } = start(['v', 'vanish'], ['after', 'write']);
  const startMs = performance.now();
  await becomes('v', 'failed');
  expect(performance.now() - startMs).toBeLessThan(5000);
  expect(state('v')).toMatchObject({ error: { code: 'worker-crashed' } });
  await becomes('after', 'done');
  expect(await files.list()).toEqual(['after']);
  await files.remove('after');
});

test('a deaf worker is cancelled within two seconds, leaves no file, and the queue goes on', async () => {
  const { runner, becomes } = start(['d', 'deaf'], ['after', 'write']);
  await becomes('d', 'running');
  await new Promise((resolve) => setTimeout(resolve, 500));
  const startMs = performance.now();
  runner.cancel('d');
  await becomes('d', 'cancelled');
  expect(performance.now() - startMs).toBeLessThan(2000);
  await becomes('after', 'done');
  await vi.waitFor(async () => expect(await files.list()).toEqual(['after']), { timeout: 10_000 });
  await files.remove('after');
});

test.each([
  ['stray', 'internal'],
  ['fail', 'out-of-memory'],
])(
  'a worker with a %s error fails the job with a code, leaves no file, and the queue goes on',
  async (how, code) => {
    const { state, becomes } = start(['e', how], ['after', 'write']);
    await becomes('e', 'failed');
    expect(state('e')).toMatchObject({ error: { code } });
    await becomes('after', 'done');
    expect(await files.list()).toEqual(['after']);
    await files.remove('after');
  },
);

test('the life lock falls free when a worker is terminated, and a killed tab is told from a living one', async () => {
  const worker = openTestWorker();
  const heldBy = async () => ((await navigator.locks.query()).held ?? []).map(({ name }) => name ?? '');
  await vi.waitFor(async () =>
    expect((await heldBy()).some((name) => name.startsWith('cutroom-worker-'))).toBe(true),
  );
  worker.terminate();
  await vi.waitFor(async () =>
    expect((await heldBy()).some((name) => name.startsWith('cutroom-worker-'))).toBe(false),
  );
  await locks.announce('me');
  expect(await locks.livingTabs()).toEqual(new Set(['me']));
  const release = await locks.claimJob('j');
  expect(await locks.claimJob('j')).toBeNull();
  release?.();
  await vi.waitFor(async () => expect(await locks.claimJob('j')).not.toBeNull());
});

test("the product's worker starts and reports what it really tried", async () => {
  const worker = openWorker();
  const report = await worker.report();
  expect(report.opfs).toEqual({ usable: true, reason: 'positioned write read back' });
  expect(report.threads.count).toBeGreaterThan(0);
  expect(report.webgpu.reason).not.toBe('');
  const codecs = Object.fromEntries(report.codecs.map(({ codec, ...can }) => [codec, can]));
  expect(Object.keys(codecs)).toEqual(['avc', 'hevc', 'vp8', 'vp9', 'av1', 'aac', 'opus', 'mp3', 'flac']);
  expect(codecs['vp9']).toEqual({ encode: true, decode: true, via: 'webcodecs' });
  expect(codecs['opus']).toEqual({ encode: true, decode: true, via: 'webcodecs' });
  expect(codecs['aac']).toMatchObject({ encode: true, decode: true });
  expect(codecs['hevc']).toMatchObject({ decode: true });
  expect((await files.list()).filter((name) => name.startsWith('probe-'))).toEqual([]);
  worker.terminate();
});
