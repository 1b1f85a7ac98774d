import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { createJobFiles } from './job-files';
import { openJobRecords } from './job-records';
import { findJob } from './job-store';
import { startJobs, type Jobs } from './start-jobs';
import { toJobInput, type JobInput } from './job';
import { createTabLocks } from './tab-locks';
import {
  anOrder,
  anOutput,
  createFakeChannels,
  createFakeLocks,
  createFakeOpfs,
  createFakeWorker,
  type FakeRun,
} from './test-fakes';

const never: FakeRun = () => new Promise(() => undefined);
let nextOrigin = 0;
const opened: Jobs[] = [];
afterEach(() => opened.splice(0).forEach((jobs) => jobs.close()));

/** One origin with its disk, database, locks and channel; `openTab` opens the page in it once more. */
const createOrigin = () => {
  const locks = createFakeLocks();
  const openChannel = createFakeChannels();
  const opfs = createFakeOpfs();
  const name = `origin-${nextOrigin++}`;

  const succeed: FakeRun = async ({ jobId }) => {
    const blob = opfs.write(jobId, 'cover.jpg', 'picture');
    return { ok: true, outputs: [anOutput('holiday.cover-1.jpg', { blob, path: 'cover.jpg' })], result: [1] };
  };

  const openTab = async (run: FakeRun = succeed) => {
    const owner = {};
    const jobs = await startJobs({
      tab: crypto.randomUUID(),
      openWorker: () => createFakeWorker(run),
      files: createJobFiles(opfs.openRoot),
      records: await openJobRecords(name),
      isDurable: true,
      locks: createTabLocks(locks.forTab(owner)),
      channel: openChannel(),
      graceMs: 20,
    });
    opened.push(jobs);
    const state = (id: string) => findJob(jobs.store, id)?.state;
    const becomes = (id: string, status: string) =>
      vi.waitFor(() => expect(state(id)?.status).toBe(status), { timeout: 2000 });
    /** What a reload or a closed window does: nothing is said, locks fall free. */
    const die = () => {
      jobs.close();
      locks.kill(owner);
    };
    return { ...jobs, state, becomes, die };
  };
  return { openTab, opfs };
};

test('a finished job is there after a reload, and its output can be read', async () => {
  const origin = createOrigin();
  const before = await origin.openTab();
  const { id } = await before.submit(anOrder({ userData: 'mine', name: 'My cover' }));
  await before.becomes(id, 'done');
  before.die();

  const after = await origin.openTab();
  const job = findJob(after.store, id);
  expect(job).toMatchObject({ userData: 'mine', name: 'My cover', params: { Count: 3 } });
  const state = after.state(id);
  if (state?.status !== 'done') throw new Error('not done');
  expect(state.result).toEqual([1]);
  expect(state.outputs.map(({ fileName }) => fileName)).toEqual(['holiday.cover-1.jpg']);
  expect(await state.outputs[0]?.blob.text()).toBe('picture');
});

test('an output that was cleared from the disk is left out after a reload', async () => {
  const origin = createOrigin();
  const before = await origin.openTab();
  const { id } = await before.submit(anOrder());
  await before.becomes(id, 'done');
  before.die();
  await createJobFiles(origin.opfs.openRoot).remove(id);
  const after = await origin.openTab();
  expect(after.state(id)).toMatchObject({ status: 'done', outputs: [] });
});

test('running and queued jobs of a dead tab are interrupted, and their files are gone', async () => {
  const origin = createOrigin();
  const halfDone: FakeRun = ({ jobId }, ...rest) => {
    origin.opfs.write(jobId, 'half.mp4', '...');
    return never({} as never, ...rest);
  };
  const before = await origin.openTab(halfDone);
  const running = await before.submit(anOrder());
  const queued = await before.submit(anOrder());
  await before.becomes(running.id, 'running');
  before.die();

  const after = await origin.openTab();
  for (const { id } of [running, queued]) {
    expect(after.state(id)).toMatchObject({ status: 'failed', error: { code: 'interrupted' } });
  }
  expect(origin.opfs.folders()).toEqual([]);
});

const handleOf = (file: File, permission: PermissionState) =>
  ({
    queryPermission: async () => 'prompt',
    requestPermission: async () => permission,
    getFile: async () => file,
  }) as unknown as FileSystemFileHandle;

const largeInput = (handle: FileSystemFileHandle | null): JobInput => ({
  ...toJobInput(new File([], 'film.mp4'), handle),
  size: 5_000_000_000,
});

test('an interrupted job goes on by itself when its small input was kept', async () => {
  const origin = createOrigin();
  const before = await origin.openTab(never);
  const { id } = await before.submit(anOrder());
  await before.becomes(id, 'running');
  before.die();
  const after = await origin.openTab();
  expect(await after.retry(id)).toEqual({ outcome: 'queued' });
  await after.becomes(id, 'done');
});

test('an interrupted job with a large input asks for the file, and runs with the one it is given', async () => {
  const origin = createOrigin();
  const before = await origin.openTab(never);
  const { id } = await before.submit(anOrder({ inputs: { source: [largeInput(null)] } }));
  before.die();
  const after = await origin.openTab();
  expect(await after.retry(id)).toEqual({ outcome: 'needs-input', missing: ['film.mp4'] });
  const given = { source: [toJobInput(new File(['x'], 'film.mp4'))] };
  expect(await after.retry(id, given)).toEqual({ outcome: 'queued' });
  await after.becomes(id, 'done');
});

test('retrying works for failed and cancelled jobs of this visit, not for jobs that run or are done', async () => {
  const origin = createOrigin();
  const fail: FakeRun = async () => ({
    ok: false,
    error: { code: 'decode-failed', message: '', details: {} },
    restart: false,
  });
  let run = fail;
  const tab = await origin.openTab((...call) => run(...call));
  const { id } = await tab.submit(anOrder());
  await tab.becomes(id, 'failed');
  run = never;
  expect(await tab.retry(id)).toEqual({ outcome: 'queued' });
  await tab.becomes(id, 'running');
  expect(await tab.retry(id)).toEqual({ outcome: 'not-possible' });
  tab.cancel(id);
  await tab.becomes(id, 'cancelled');
  expect(await tab.retry('unknown')).toEqual({ outcome: 'not-possible' });
});

test('a repeated client token gives the first job, also after a reload', async () => {
  const origin = createOrigin();
  const before = await origin.openTab();
  const first = await before.submit(anOrder({ clientToken: 'once' }));
  const second = await before.submit(anOrder({ clientToken: 'once' }));
  expect(second.id).toBe(first.id);
  await before.becomes(first.id, 'done');
  before.die();
  const after = await origin.openTab();
  expect((await after.submit(anOrder({ clientToken: 'once' }))).id).toBe(first.id);
  expect((await after.submit(anOrder())).id).not.toBe(first.id);
});

test('folders that no living or successful job owns are swept at start', async () => {
  const origin = createOrigin();
  const before = await origin.openTab();
  const done = await before.submit(anOrder());
  await before.becomes(done.id, 'done');
  before.die();
  const failing = await origin.openTab(() => Promise.reject(new Error('gone')));
  const failed = await failing.submit(anOrder());
  await failing.becomes(failed.id, 'failed');
  failing.die();
  origin.opfs.write(failed.id, 'left.mp4', '...');
  origin.opfs.write('stranger', 'left.mp4', '...');
  await origin.openTab();
  expect(origin.opfs.folders()).toEqual([done.id]);
});

test('a second tab sees the jobs of the first, and leaves them to it', async () => {
  const origin = createOrigin();
  const first = await origin.openTab(never);
  const early = await first.submit(anOrder());
  await first.becomes(early.id, 'running');
  const second = await origin.openTab();
  const late = await first.submit(anOrder());
  await second.becomes(early.id, 'running');
  await second.becomes(late.id, 'queued');
});

test('a second tab can cancel a job of the first, and reads the outputs of those that end', async () => {
  const origin = createOrigin();
  const obey: FakeRun = async (_request, _onEvent, { cancelled }) => {
    await cancelled;
    return { ok: false, error: { code: 'cancelled', message: '', details: {} }, restart: false };
  };
  const first = await origin.openTab(obey);
  const { id } = await first.submit(anOrder());
  const second = await origin.openTab();
  await first.becomes(id, 'running');
  second.cancel(id);
  await second.becomes(id, 'cancelled');

  const done = await second.submit(anOrder());
  await first.becomes(done.id, 'done');
  const state = first.state(done.id);
  expect(state?.status === 'done' && (await state.outputs[0]?.blob.text())).toBe('picture');
});

test('when a tab dies, the others show its jobs as interrupted and one of them can go on', async () => {
  const origin = createOrigin();
  const first = await origin.openTab(never);
  const second = await origin.openTab();
  const { id } = await first.submit(anOrder());
  await second.becomes(id, 'running');
  first.die();
  await second.becomes(id, 'failed');
  expect(second.state(id)).toMatchObject({ error: { code: 'interrupted' } });
  expect(await second.retry(id)).toEqual({ outcome: 'queued' });
  await second.becomes(id, 'done');
});

test('deleting a job removes its outputs, its record and its place in other tabs', async () => {
  const origin = createOrigin();
  const first = await origin.openTab();
  const second = await origin.openTab();
  const { id } = await first.submit(anOrder());
  await second.becomes(id, 'done');
  await first.remove(id);
  expect(origin.opfs.folders()).toEqual([]);
  await vi.waitFor(() => expect(second.state(id)).toBeUndefined());
  first.die();
  expect((await origin.openTab()).store.getState().jobs).toEqual([]);
});

test('deleting a running job cancels it first; deleting all ended jobs leaves the running one', async () => {
  const origin = createOrigin();
  let run: FakeRun | null = null;
  const tab = await origin.openTab(async (...call) => {
    if (run) return run(...call);
    origin.opfs.write(call[0].jobId, 'cover.jpg', 'x');
    return { ok: true, outputs: [], result: null };
  });
  const done = await tab.submit(anOrder());
  await tab.becomes(done.id, 'done');
  run = never;
  const running = await tab.submit(anOrder());
  await tab.becomes(running.id, 'running');
  await tab.removeEnded();
  expect(tab.store.getState().jobs.map(({ id }) => id)).toEqual([running.id]);
  await tab.remove(running.id);
  expect(tab.store.getState().jobs).toEqual([]);
});

test('a handle is asked for permission, and a refusal means asking for the file', async () => {
  const { recoverInputs, missingFiles } = await import('./recover-inputs');
  const file = new File(['x'], 'film.mp4');
  const inputWith = (permission: PermissionState) => ({
    source: [{ ...largeInput(handleOf(file, permission)), file: null }],
  });
  expect((await recoverInputs(inputWith('granted'), null))['source']?.[0]?.file).toBe(file);
  expect(missingFiles(await recoverInputs(inputWith('denied'), null))).toEqual(['film.mp4']);
});
