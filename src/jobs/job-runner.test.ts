import { expect, test, vi } from 'vitest';
import { MediaError } from '../core/errors';
import type { JobEvent, JobResult } from '../worker/wire';
import type { WorkerHandle } from './connect-worker';
import { isEnded, type Job } from './job';
import { startJobRunner, type JobRunnerParts } from './job-runner';
import { createJobStore, findJob, putJob } from './job-store';
import { aJob, anOutput, createFakeWorker, type FakeRun } from './test-fakes';

const succeed: FakeRun = async () => ({ ok: true, outputs: [anOutput('a.jpg')], result: { found: 1 } });
const never: FakeRun = () => new Promise(() => undefined);
const cancelled: JobResult = {
  ok: false,
  error: { code: 'cancelled', message: '', details: {} },
  restart: false,
};
const failWith = (code: 'decode-failed' | 'gpu-lost' | 'out-of-memory', restart: boolean): FakeRun => {
  return async () => ({ ok: false, error: { code, message: 'm', details: {} }, restart });
};

/** `run` is asked per job; every worker that is opened or terminated is written down. */
const start = (jobs: readonly Job[], run: FakeRun, change: Partial<JobRunnerParts> = {}) => {
  const store = createJobStore();
  const history: string[] = [];
  const removed: string[] = [];
  const openWorker = (): WorkerHandle => {
    history.push('open');
    return createFakeWorker(run, () => history.push('terminate'));
  };
  for (const job of jobs) putJob(store, job);
  const runner = startJobRunner({
    store,
    tab: 'here',
    openWorker,
    graceMs: 20,
    claimJob: async () => () => undefined,
    removeFiles: async (id) => {
      // A job's place is also cleared before it starts.
      if (findJob(store, id)?.state.status === 'running') removed.push(id);
    },
    ...change,
  });
  const state = (id: string) => findJob(store, id)?.state;
  const allEnded = () => vi.waitFor(() => expect(store.getState().jobs.every(isEnded)).toBe(true));
  return { store, runner, history, removed, state, allEnded };
};

test('smaller priority runs first, and jobs of one priority in the order they came', async () => {
  const order: string[] = [];
  const run: FakeRun = async (...call) => {
    order.push(call[0].jobId);
    return succeed(...call);
  };
  const jobs = [
    aJob('late', { priority: 9 }),
    aJob('a', { queuedAtMs: 1 }),
    aJob('b', { queuedAtMs: 2 }),
    aJob('urgent', { priority: 1, queuedAtMs: 3 }),
  ];
  await start(jobs, run).allEnded();
  expect(order).toEqual(['urgent', 'a', 'b', 'late']);
});

test('one worker lives on for many jobs', async () => {
  const { history, allEnded } = start([aJob('a'), aJob('b'), aJob('c')], succeed);
  await allEnded();
  expect(history).toEqual(['open']);
});

test('no more jobs run at once than allowed, each in a worker of its own', async () => {
  let running = 0;
  let most = 0;
  const run: FakeRun = async (...call) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running--;
    return succeed(...call);
  };
  const jobs = ['a', 'b', 'c', 'd', 'e'].map((id) => aJob(id));
  const { history, allEnded } = start(jobs, run, { concurrency: 2 });
  await allEnded();
  expect(most).toBe(2);
  expect(history).toEqual(['open', 'open']);
});

test('a failed job keeps its code, its files are deleted, and the queue goes on', async () => {
  const fail = failWith('decode-failed', false);
  const run: FakeRun = (...call) => (call[0].jobId === 'bad' ? fail(...call) : succeed(...call));
  const { state, removed, history, allEnded } = start([aJob('bad'), aJob('good')], run);
  await allEnded();
  expect(state('bad')).toMatchObject({ status: 'failed', error: { code: 'decode-failed' } });
  expect(state('good')).toMatchObject({ status: 'done', result: { found: 1 } });
  expect(removed).toEqual(['bad']);
  expect(history).toEqual(['open']);
});

test.each(['gpu-lost', 'out-of-memory'] as const)(
  'after %s the next job gets a fresh worker',
  async (code) => {
    const fail = failWith(code, true);
    const run: FakeRun = (...call) => (call[0].jobId === 'bad' ? fail(...call) : succeed(...call));
    const { state, history, allEnded } = start([aJob('bad'), aJob('good')], run);
    await allEnded();
    expect(state('bad')).toMatchObject({ status: 'failed', error: { code } });
    expect(state('good')?.status).toBe('done');
    expect(history).toEqual(['open', 'terminate', 'open']);
  },
);

test('a worker that dies in the middle fails its job with a code, and the queue goes on', async () => {
  const die: FakeRun = () => Promise.reject(new MediaError('worker-crashed', 'gone'));
  const run: FakeRun = (...call) => (call[0].jobId === 'bad' ? die(...call) : succeed(...call));
  const { state, removed, history, allEnded } = start([aJob('bad'), aJob('good')], run);
  await allEnded();
  expect(state('bad')).toMatchObject({ status: 'failed', error: { code: 'worker-crashed' } });
  expect(state('good')?.status).toBe('done');
  expect(removed).toEqual(['bad']);
  expect(history).toEqual(['open', 'terminate', 'open']);
});

test('a worker that cannot be opened at all fails the job instead of blocking the queue', async () => {
  const openWorker = () => {
    throw new MediaError('worker-crashed', 'no workers here');
  };
  const { state, allEnded } = start([aJob('a'), aJob('b')], succeed, { openWorker });
  await allEnded();
  expect(state('b')).toMatchObject({ status: 'failed', error: { code: 'worker-crashed' } });
});

test('a cancelled queued job never starts', async () => {
  const started: string[] = [];
  const run: FakeRun = (request) => {
    started.push(request.jobId);
    return never(...([] as unknown as Parameters<FakeRun>));
  };
  const { runner, state } = start([aJob('a'), aJob('b')], run);
  await vi.waitFor(() => expect(started).toEqual(['a']));
  runner.cancel('b');
  expect(state('b')).toEqual({ status: 'cancelled' });
  runner.cancel('a');
  await vi.waitFor(() => expect(state('a')).toEqual({ status: 'cancelled' }));
  expect(started).toEqual(['a']);
});

test('a worker that hears the cancel is kept', async () => {
  const obey: FakeRun = async (_request, _onEvent, { cancelled: asked }) => {
    await asked;
    return cancelled;
  };
  const run: FakeRun = (...call) => (call[0].jobId === 'a' ? obey(...call) : succeed(...call));
  const { runner, state, history, removed, allEnded } = start([aJob('a'), aJob('b')], run);
  await vi.waitFor(() => expect(state('a')?.status).toBe('running'));
  runner.cancel('a');
  await allEnded();
  expect(state('a')).toEqual({ status: 'cancelled' });
  expect(removed).toEqual(['a']);
  expect(history).toEqual(['open']);
});

test('a deaf worker is replaced after the grace period and the queue goes on', async () => {
  const run: FakeRun = (...call) => (call[0].jobId === 'a' ? never(...call) : succeed(...call));
  const { runner, state, history, allEnded } = start([aJob('a'), aJob('b')], run);
  await vi.waitFor(() => expect(state('a')?.status).toBe('running'));
  runner.cancel('a');
  runner.cancel('a');
  await allEnded();
  expect(state('a')).toEqual({ status: 'cancelled' });
  expect(state('b')?.status).toBe('done');
  expect(history).toEqual(['open', 'terminate', 'open']);
});

test('a job that succeeds after its cancel is cancelled, and its files are deleted', async () => {
  const run: FakeRun = async (...call) => {
    await call[2].cancelled;
    return succeed(...call);
  };
  const { runner, state, removed, allEnded } = start([aJob('a')], run);
  await vi.waitFor(() => expect(state('a')?.status).toBe('running'));
  runner.cancel('a');
  await allEnded();
  expect(state('a')).toEqual({ status: 'cancelled' });
  expect(removed).toEqual(['a']);
});

test('events that arrive after the end change nothing', async () => {
  let late: (event: JobEvent) => void = () => undefined;
  const run: FakeRun = (...call) => {
    late = call[1];
    return succeed(...call);
  };
  const { store, allEnded } = start([aJob('a')], run);
  await allEnded();
  const before = findJob(store, 'a');
  late({ type: 'progress', stage: 'scan', overall: 0.1 });
  late({ type: 'log', timeMs: 1, message: 'late' });
  expect(findJob(store, 'a')).toEqual(before);
});

test('the log is kept, its oldest lines go first, and it names the backend in use', async () => {
  const run: FakeRun = async (...call) => {
    for (let line = 0; line < 600; line++) call[1]({ type: 'log', timeMs: line, message: `line ${line}` });
    call[1]({ type: 'log', timeMs: 600, message: 'network runs', data: { backend: 'wasm-threads' } });
    return succeed(...call);
  };
  const { store, allEnded } = start([aJob('a')], run);
  await allEnded();
  const job = findJob(store, 'a');
  expect(job?.log).toHaveLength(500);
  expect(job?.log.at(-1)?.message).toBe('network runs');
  expect(job?.usedBackend).toBe('wasm-threads');
});

test('a job does not start before the files of an earlier try are gone', async () => {
  let clear = () => {};
  const removeFiles = () => new Promise<void>((resolve) => (clear = resolve));
  const { runner, state } = start([aJob('a'), aJob('b')], succeed, { removeFiles });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(state('a')?.status).toBe('queued');
  runner.cancel('a');
  clear();
  await vi.waitFor(() => expect(state('a')).toEqual({ status: 'cancelled' }));
  await vi.waitFor(() => {
    clear();
    expect(state('b')?.status).toBe('done');
  });
});

test('a job that another tab holds is left to it', async () => {
  const claimJob = async (id: string) => (id === 'theirs' ? null : () => undefined);
  const { store, state } = start([aJob('theirs'), aJob('ours')], succeed, { claimJob });
  await vi.waitFor(() => expect(state('ours')?.status).toBe('done'));
  expect(findJob(store, 'theirs')).toMatchObject({ ownerTab: '', state: { status: 'queued' } });
});

test('a job of another tab is neither run nor cancelled here', async () => {
  const { runner, state } = start([aJob('theirs', { ownerTab: 'there' }), aJob('ours')], succeed);
  await vi.waitFor(() => expect(state('ours')?.status).toBe('done'));
  runner.cancel('theirs');
  expect(state('theirs')).toEqual({ status: 'queued' });
});

test('a lock manager that fails ends the job with a code', async () => {
  const claimJob = () => Promise.reject(new Error('no locks'));
  const { state, allEnded } = start([aJob('a')], succeed, { claimJob });
  await allEnded();
  expect(state('a')).toMatchObject({ status: 'failed', error: { code: 'internal' } });
});
