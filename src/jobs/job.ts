import type { WireError } from '../core/errors';
import type { BackendChoice, Json, StoredOutput } from '../core/media-function';
import type { FunctionName } from '../functions/definitions';

/** One input file. `file` is `null` after a reload when the browser could not give it back by itself. */
export interface JobInput {
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly lastModifiedMs: number;
  readonly file: File | null;
  /** Where the person picked or dropped the file in a browser that gives handles; survives a reload. */
  readonly handle: FileSystemFileHandle | null;
}
export type JobInputs = Readonly<Record<string, readonly JobInput[]>>;

export interface LogLine {
  readonly timeMs: number;
  readonly message: string;
  readonly data?: Json;
}

export type JobState =
  | { readonly status: 'queued' }
  | {
      readonly status: 'running';
      /** Stage id of the function; `''` until the worker named one. */
      readonly stage: string;
      /** 0..1, never falls. */
      readonly overall: number;
      /** `null` while there is nothing honest to say. */
      readonly etaSeconds: number | null;
    }
  | { readonly status: 'done'; readonly outputs: readonly StoredOutput[]; readonly result: Json }
  | { readonly status: 'failed'; readonly error: WireError }
  | { readonly status: 'cancelled' };

/** A frozen request and what became of it. */
export interface Job {
  readonly id: string;
  readonly functionName: FunctionName;
  readonly inputs: JobInputs;
  /** Validated, with every default filled in. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly backend: BackendChoice;
  /** 1..10; smaller runs first. */
  readonly priority: number;
  readonly name: string;
  readonly userData: string;
  /** `''` = none. */
  readonly clientToken: string;
  /** File-name template of the outputs; `''` = the function's own names. */
  readonly outputTemplate: string;
  /** The tab that holds the files and runs the job. */
  readonly ownerTab: string;
  readonly createdAtMs: number;
  /** Set anew by a retry, which joins the end of its priority. */
  readonly queuedAtMs: number;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
  /** What the worker said it used (`webgpu`, `wasm-threads`, ...); `''` until it did. */
  readonly usedBackend: string;
  readonly log: readonly LogLine[];
  readonly state: JobState;
}

export const DEFAULT_PRIORITY = 6;

export const isEnded = (job: Job): boolean => job.state.status !== 'queued' && job.state.status !== 'running';

/** A reload or a closed tab ended it; it can be offered again. */
export const isInterrupted = (job: Job): boolean =>
  job.state.status === 'failed' && job.state.error.code === 'interrupted';

export const toJobInput = (file: File, handle: FileSystemFileHandle | null = null): JobInput => ({
  name: file.name,
  size: file.size,
  type: file.type,
  lastModifiedMs: file.lastModified,
  file,
  handle,
});
