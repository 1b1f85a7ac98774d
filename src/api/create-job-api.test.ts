import { expect, test, vi } from 'vitest';
import type { Job } from '../jobs/job';
import { createJobStore, dropJob, putJob, setJobState } from '../jobs/job-store';
import type { Jobs } from '../jobs/start-jobs';
import { aJob, anOutput } from '../jobs/test-fakes';
import { createJobApi, watchJobStates } from './create-job-api';
import type { JobStateChange } from './job-api-shapes';
import { notifyWhenHidden } from './notify-when-hidden';
import { openRpcSession, PROTOCOL, type RpcMessage } from './rpc';
import { createWindowApi } from './window-api';

const film = new File(['film'], 'film.mp4', { type: 'video/mp4' });

/** The API over a store of jobs that nothing runs. */
const setUp = (...jobs: readonly Job[]) => {
  const store = createJobStore();
  for (const job of jobs) putJob(store, job);
  const cancel = vi.fn();
  const studio: Jobs = {
    store,
    tab: 'here',
    isDurable: true,
    submit: async (order) => {
      const job = aJob('new', order);
      putJob(store, job);
      return job;
    },
    cancel,
    retry: async () => ({ outcome: 'not-possible' }),
    remove: async (id) => dropJob(store, id),
    removeEnded: async () => undefined,
    reportBackends: () => Promise.reject(new Error('not asked')),
    close: () => undefined,
  };
  const api = createJobApi(studio);
  const watchStates = (listener: (change: JobStateChange) => void) => watchJobStates(studio, listener);
  return { api, store, cancel, watchStates };
};

const done = {
  status: 'done',
  outputs: [anOutput('a.jpg', { blob: new Blob(['picture']) })],
  result: [{ Score: 9.5 }],
} as const;

test('a submitted job can be queried, and what was sent comes back', async () => {
  const { api } = setUp();
  const request = {
    FunctionName: 'Cover',
    Input: film,
    UserData: 'mine',
    Name: 'My cover',
    JobParams: { Count: 2 },
  };
  const { JobId } = await api.submitIProductionJob(request);
  expect(await api.queryIProductionJob({ JobId })).toMatchObject({
    JobId,
    FunctionName: 'Cover',
    Status: 'Queuing',
    FinishTime: '',
    Progress: 0,
    Input: { source: [{ Name: 'film.mp4', Size: 4, MimeType: 'video/mp4' }] },
    OutputFiles: [],
    Result: '',
    Code: '',
    Message: '',
    UserData: 'mine',
    Name: 'My cover',
    Priority: 6,
  });
});

test('a running job tells its stage, percent and time to go', async () => {
  const running = { status: 'running', stage: 'scan', overall: 0.456, etaSeconds: 12 } as const;
  const { api } = setUp(aJob('a', { state: running, usedBackend: 'wasm' }));
  expect(await api.queryIProductionJob({ JobId: 'a' })).toMatchObject({
    Status: 'Analysing',
    Progress: 45,
    Stage: 'scan',
    Eta: 12,
    Backend: 'wasm',
  });
});

test('a finished job gives its result as JSON text and its files', async () => {
  const log = [{ timeMs: 0, message: 'ready', data: { backend: 'wasm' } }];
  const { api, watchStates } = setUp(aJob('a', { state: done, createdAtMs: 0, endedAtMs: 1000, log }));
  const job = await createWindowApi(api, watchStates).queryIProductionJob({ JobId: 'a' });
  expect(job).toMatchObject({ Status: 'Success', Progress: 100, FinishTime: '1970-01-01T00:00:01.000Z' });
  expect(JSON.parse(job.Result)).toEqual([{ Score: 9.5 }]);
  expect(job.Log).toEqual(['1970-01-01T00:00:00.000Z ready {"backend":"wasm"}']);
  expect(job.OutputFiles).toMatchObject([{ Name: 'a.jpg', Size: 7, MimeType: 'image/jpeg', Role: 'result' }]);
  expect(await (await job.OutputFiles[0]?.Blob())?.text()).toBe('picture');
});

test('a failed job gives its code and facts, a cancelled one says so', async () => {
  const error = { code: 'decode-failed', message: 'frame 3', details: { frame: 3 } } as const;
  const { api } = setUp(
    aJob('a', { state: { status: 'failed', error } }),
    aJob('b', { state: { status: 'cancelled' } }),
  );
  expect(await api.queryIProductionJob({ JobId: 'a' })).toMatchObject({
    Status: 'Fail',
    Code: 'decode-failed',
    Message: 'frame 3',
    Details: { frame: 3 },
  });
  expect(await api.queryIProductionJob({ JobId: 'b' })).toMatchObject({
    Status: 'Cancelled',
    Code: 'cancelled',
  });
});

test('jobs are listed by status and function', async () => {
  const { api } = setUp(aJob('a', { state: done }), aJob('b'));
  const idsOf = async (...filter: Parameters<typeof api.listIProductionJobs>) =>
    (await api.listIProductionJobs(...filter)).Jobs.map(({ JobId }) => JobId);
  expect(await idsOf()).toEqual(['a', 'b']);
  expect(await idsOf({ Status: 'Success' })).toEqual(['a']);
  expect(await idsOf({ FunctionName: 'Cover' })).toEqual(['a', 'b']);
});

test('a job is cancelled and deleted by id', async () => {
  const { api, cancel } = setUp(aJob('a'));
  expect(await api.cancelIProductionJob({ JobId: 'a' })).toEqual({ JobId: 'a' });
  expect(cancel).toHaveBeenCalledWith('a');
  await api.deleteIProductionJob({ JobId: 'a' });
  expect((await api.listIProductionJobs()).Jobs).toEqual([]);
});

test('an unknown job or output is refused by name', async () => {
  const { api } = setUp(aJob('a', { state: done }));
  const unknownJob = { code: 'invalid-params', details: { field: 'JobId', value: 'x' } };
  await expect(api.queryIProductionJob({ JobId: 'x' })).rejects.toMatchObject(unknownJob);
  await expect(api.cancelIProductionJob({ JobId: 'x' })).rejects.toMatchObject(unknownJob);
  await expect(api.readIProductionOutput({ JobId: 'a', Name: 'b.jpg' })).rejects.toMatchObject({
    details: { field: 'Name', value: 'b.jpg' },
  });
});

test('every function is listed with a JSON schema of its parameters', async () => {
  const functions = await setUp().api.listFunctions();
  const cover = functions.find(({ FunctionName }) => FunctionName === 'Cover');
  expect(cover).toMatchObject({ Id: 'smart-cover', Inputs: { source: { min: 1, max: 1 } } });
  expect(cover?.ParamsSchema).toMatchObject({
    type: 'object',
    properties: { Count: { type: 'integer', minimum: 1, maximum: 10, default: 3 } },
  });
});

test('listeners hear each change of state once, and not the progress between', () => {
  const { store, watchStates } = setUp();
  const heard: JobStateChange[] = [];
  const stop = watchStates((change) => heard.push(change));
  putJob(store, aJob('a', { userData: 'mine' }));
  setJobState(store, 'a', { status: 'running', stage: '', overall: 0, etaSeconds: null });
  setJobState(store, 'a', { status: 'running', stage: 'scan', overall: 0.5, etaSeconds: 3 });
  setJobState(store, 'a', done);
  stop();
  putJob(store, aJob('b'));
  expect(heard.map(({ State }) => State)).toEqual(['Queuing', 'Analysing', 'Success']);
  expect(heard[2]).toEqual({
    JobId: 'a',
    FunctionName: 'Cover',
    State: 'Success',
    Code: '',
    Message: '',
    Details: {},
    Type: 'IProduction',
    UserData: 'mine',
  });
});

test('over RPC, answers carry the id, errors the code, and everything can be cloned', async () => {
  const { api, store, watchStates } = setUp(aJob('a', { state: done }));
  const sent: RpcMessage[] = [];
  const session = openRpcSession(api, watchStates, (message) => sent.push(structuredClone(message)));
  const ask = (id: number, method: string, params?: unknown) =>
    session.answer({ cutroom: PROTOCOL, id, method, ...(params === undefined ? {} : { params }) });

  await ask(1, 'queryIProductionJob', { JobId: 'a' });
  await ask(2, 'queryIProductionJob', { JobId: 'x' });
  await ask(3, 'toString');
  await ask(4, 'submitIProductionJob', { FunctionName: 'Cover', Input: film, JobParams: { Count: 0 } });
  await ask(5, 'onJobStateChange');
  putJob(store, aJob('b'));
  await ask(6, 'offJobStateChange');
  putJob(store, aJob('c'));
  expect(sent).toMatchObject([
    { id: 1, ok: true, value: { Status: 'Success' } },
    { id: 2, ok: false, error: { code: 'invalid-params', details: { field: 'JobId' } } },
    { id: 3, ok: false, error: { code: 'invalid-params', details: { field: 'method', value: 'toString' } } },
    {
      id: 4,
      ok: false,
      error: { code: 'invalid-params', details: { field: 'Count', value: '0', range: '1..10' } },
    },
    { id: 5, ok: true },
    { event: 'jobStateChange', body: { JobId: 'b', State: 'Queuing' } },
    { id: 6, ok: true },
  ]);
});

test('a notification is shown only for this tab, when hidden and wanted, and never for a cancel', () => {
  const { store } = setUp();
  const shown: string[] = [];
  let hidden = false;
  let wanted = true;
  notifyWhenHidden({
    store,
    tab: 'here',
    isHidden: () => hidden,
    isWanted: () => wanted,
    describe: (job) => ({ title: job.id, body: '' }),
    show: (title) => shown.push(title),
  });
  const finish = (id: string, state: Job['state'], change: Partial<Job> = {}) => {
    putJob(store, aJob(id, change));
    setJobState(store, id, state);
  };
  finish('visible', done);
  hidden = true;
  finish('theirs', done, { ownerTab: 'there' });
  finish('cancelled', { status: 'cancelled' });
  finish('done', done);
  finish('failed', { status: 'failed', error: { code: 'internal', message: '', details: {} } });
  wanted = false;
  finish('unwanted', done);
  expect(shown).toEqual(['done', 'failed']);
});
