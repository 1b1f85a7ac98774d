import type { StoredOutput } from '../core/media-function';
import type { WorkerHandle } from './connect-worker';
import type { Job } from './job';
import type { JobOrder } from './job-order';
import type { TabChannel, TabMessage } from './tab-channel';
import { toJobInput } from './job';

/** Stand-ins for browser parts, for unit tests only. */

type Held = { readonly name: string; readonly owner: object };

/** Web Locks of one origin; `forTab` gives a tab its own view, `kill` ends a tab as a closed window would. */
export const createFakeLocks = () => {
  const held = new Map<string, Held>();
  const waiting: { readonly name: string; readonly owner: object; start(): void }[] = [];

  const wake = () => {
    const next = waiting.find(({ name }) => !held.has(name));
    if (!next) return;
    waiting.splice(waiting.indexOf(next), 1);
    next.start();
    wake();
  };

  const free = (lock: Held) => {
    if (held.get(lock.name) === lock) held.delete(lock.name);
    wake();
  };

  const kill = (owner: object) => {
    for (const entry of waiting.filter((request) => request.owner === owner))
      waiting.splice(waiting.indexOf(entry), 1);
    for (const lock of held.values()) if (lock.owner === owner) free(lock);
  };

  const forTab = (owner: object): LockManager => {
    const request = (name: string, ...rest: unknown[]): Promise<unknown> => {
      const grant = rest.at(-1) as (lock: object | null) => unknown;
      const options = (rest.length > 1 ? rest[0] : {}) as LockOptions;
      return new Promise((resolve, reject) => {
        const start = () => {
          const lock = { name, owner };
          held.set(name, lock);
          Promise.resolve(grant(lock))
            .then(resolve, reject)
            .finally(() => free(lock));
        };
        if (!held.has(name)) return start();
        if (options.ifAvailable) return void Promise.resolve(grant(null)).then(resolve, reject);
        waiting.push({ name, owner, start });
      });
    };
    const query = async () => ({ held: [...held.values()].map(({ name }) => ({ name })), pending: [] });
    return { request, query } as unknown as LockManager;
  };
  return { forTab, kill };
};

/** One BroadcastChannel name; every opened end hears all the others. */
export const createFakeChannels = () => {
  const ends = new Set<(message: TabMessage) => void>();
  return (): TabChannel => {
    const listeners = new Set<(message: TabMessage) => void>();
    const receive = (message: TabMessage) => listeners.forEach((listener) => listener(message));
    ends.add(receive);
    return {
      post: (message) => {
        for (const end of ends) if (end !== receive) queueMicrotask(() => end(structuredClone(message)));
      },
      onMessage: (listener) => void listeners.add(listener),
      close: () => void ends.delete(receive),
    };
  };
};

type Tree = Map<string, Tree | File>;

const notFound = () => new DOMException('missing', 'NotFoundError');

const folderHandle = (tree: Tree): FileSystemDirectoryHandle =>
  ({
    getDirectoryHandle: async (name: string, options: { create?: boolean } = {}) => {
      if (!tree.has(name) && options.create) tree.set(name, new Map());
      const entry = tree.get(name);
      if (!(entry instanceof Map)) throw notFound();
      return folderHandle(entry);
    },
    getFileHandle: async (name: string) => {
      const file = tree.get(name);
      if (!(file instanceof File)) throw notFound();
      return { kind: 'file', name, getFile: async () => file };
    },
    removeEntry: async (name: string) => {
      if (!tree.delete(name)) throw notFound();
    },
    async *keys() {
      yield* tree.keys();
    },
    async *values() {
      for (const [name, entry] of tree) {
        yield entry instanceof File
          ? { kind: 'file', name, getFile: async () => entry }
          : { kind: 'directory', name };
      }
    },
  }) as unknown as FileSystemDirectoryHandle;

/** OPFS in memory: `write('a', 'x.txt', 'hi')` is `jobs/a/x.txt`. */
export const createFakeOpfs = () => {
  const jobs: Tree = new Map();
  const root: Tree = new Map([['jobs', jobs]]);
  const write = (jobId: string, path: string, text: string): File => {
    const file = new File([text], path);
    const folder = jobs.get(jobId) ?? new Map();
    if (folder instanceof Map) jobs.set(jobId, folder.set(path, file));
    return file;
  };
  return { openRoot: async () => folderHandle(root), write, folders: () => [...jobs.keys()] };
};

export const anOrder = (change: Partial<JobOrder> = {}): JobOrder => ({
  functionName: 'Cover',
  inputs: { source: [toJobInput(new File(['x'], 'holiday.mp4', { type: 'video/mp4' }))] },
  params: { Count: 3 },
  backend: 'auto',
  priority: 6,
  name: '',
  userData: '',
  clientToken: '',
  outputTemplate: '',
  ...change,
});

export const aJob = (id: string, change: Partial<Job> = {}): Job => ({
  ...anOrder(),
  id,
  ownerTab: 'here',
  createdAtMs: 0,
  queuedAtMs: 0,
  startedAtMs: null,
  endedAtMs: null,
  usedBackend: '',
  log: [],
  state: { status: 'queued' },
  ...change,
});

export const anOutput = (fileName: string, change: Partial<StoredOutput> = {}): StoredOutput => ({
  role: 'result',
  fileName,
  mimeType: 'image/jpeg',
  blob: new Blob(['x']),
  path: null,
  ...change,
});

export type FakeRun = (
  ...call: [...Parameters<WorkerHandle['run']>, { readonly cancelled: Promise<void> }]
) => ReturnType<WorkerHandle['run']>;

/** A worker whose jobs are `run`; termination rejects what is going on, like the real handle. */
export const createFakeWorker = (run: FakeRun, onTerminate: () => void = () => undefined): WorkerHandle => {
  let isAlive = true;
  const onCancel = new Map<string, () => void>();
  const deaths = new Set<(error: Error) => void>();
  return {
    get isAlive() {
      return isAlive;
    },
    run: (request, onEvent) =>
      new Promise((resolve, reject) => {
        deaths.add(reject);
        const cancelled = new Promise<void>((tell) => onCancel.set(request.jobId, tell));
        run(request, onEvent, { cancelled }).then(resolve, reject);
      }),
    cancel: (jobId) => onCancel.get(jobId)?.(),
    report: () => Promise.reject(new Error('not asked in tests')),
    terminate: () => {
      if (!isAlive) return;
      isAlive = false;
      onTerminate();
      for (const reject of deaths) reject(Object.assign(new Error('terminated')));
    },
  };
};
