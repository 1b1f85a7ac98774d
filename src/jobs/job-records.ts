import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Json, StoredOutput } from '../core/media-function';
import { isEnded, type Job, type JobInput, type JobInputs, type JobState } from './job';

/**
 * Inputs up to this size in all are kept until their job has ended, so that an interrupted job goes on without asking.
 * Larger ones live on through their file handle, or the page asks for them again.
 */
export const KEPT_INPUT_BYTES = 64 * 1024 * 1024;

type OutputRecord = Omit<StoredOutput, 'blob'>;
type StateRecord =
  | Exclude<JobState, { status: 'done' }>
  | { readonly status: 'done'; readonly outputs: readonly OutputRecord[]; readonly result: Json };
type InputRecord = Omit<JobInput, 'file'>;

/** A job without its files, as IndexedDB and other tabs see it. */
export interface JobRecord extends Omit<Job, 'inputs' | 'state'> {
  readonly inputs: Readonly<Record<string, readonly InputRecord[]>>;
  readonly state: StateRecord;
}

/** Files of one job, slot by slot, in order. */
export type KeptFiles = Readonly<Record<string, readonly File[]>>;

interface Schema extends DBSchema {
  jobs: { key: string; value: JobRecord };
  inputs: { key: string; value: KeptFiles };
}

export interface JobRecords {
  loadAll(): Promise<readonly JobRecord[]>;
  load(id: string): Promise<JobRecord | null>;
  save(record: JobRecord): Promise<void>;
  remove(id: string): Promise<void>;
  keepFiles(id: string, files: KeptFiles): Promise<void>;
  keptFiles(id: string): Promise<KeptFiles | null>;
  dropFiles(id: string): Promise<void>;
  close(): void;
}

const stateRecord = (state: JobState): StateRecord => {
  if (state.status !== 'done') return state;
  return { ...state, outputs: state.outputs.map(({ blob: _blob, ...output }) => output) };
};

const mapInputs = <A, B>(inputs: Readonly<Record<string, readonly A[]>>, change: (input: A) => B) =>
  Object.fromEntries(Object.entries(inputs).map(([slot, list]) => [slot, list.map(change)]));

export const toRecord = (job: Job): JobRecord => ({
  ...job,
  inputs: mapInputs(job.inputs, ({ file: _file, ...input }) => input),
  state: stateRecord(job.state),
});

/** Inputs without files; `recoverInputs` brings them back when they are needed. */
export const inputsOfRecord = (record: JobRecord): JobInputs =>
  mapInputs(record.inputs, (input): JobInput => ({ ...input, file: null }));

/** The files worth keeping: none when the job is over, when handles give them back, or when they are too large. */
export const filesToKeep = (job: Job): KeptFiles | null => {
  const inputs = Object.values(job.inputs).flat();
  const bytes = inputs.reduce((sum, { size }) => sum + size, 0);
  const needed = inputs.some(({ handle }) => handle === null);
  if (isEnded(job) || !needed || bytes > KEPT_INPUT_BYTES) return null;
  return Object.fromEntries(
    Object.entries(job.inputs).map(([slot, list]) => [
      slot,
      list.flatMap(({ file }) => (file ? [file] : [])),
    ]),
  );
};

const wrapDatabase = (db: IDBPDatabase<Schema>): JobRecords => ({
  loadAll: () => db.getAll('jobs'),
  load: async (id) => (await db.get('jobs', id)) ?? null,
  save: async (record) => void (await db.put('jobs', record)),
  remove: async (id) => {
    const transaction = db.transaction(['jobs', 'inputs'], 'readwrite');
    await Promise.all([
      transaction.objectStore('jobs').delete(id),
      transaction.objectStore('inputs').delete(id),
      transaction.done,
    ]);
  },
  keepFiles: async (id, files) => void (await db.put('inputs', files, id)),
  keptFiles: async (id) => (await db.get('inputs', id)) ?? null,
  dropFiles: (id) => db.delete('inputs', id),
  close: () => db.close(),
});

/** Rejects where the browser gives no IndexedDB (some private windows). */
export const openJobRecords = async (name = 'cutroom-jobs'): Promise<JobRecords> => {
  const db = await openDB<Schema>(name, 1, {
    upgrade: (fresh) => {
      fresh.createObjectStore('jobs', { keyPath: 'id' });
      fresh.createObjectStore('inputs');
    },
    // A newer build in another tab wants to change the schema: let it.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
  return wrapDatabase(db);
};
