import type { BackendReport } from '../core/backend-report';
import type { WireError } from '../core/errors';
import type { BackendChoice, Json, StoredOutput } from '../core/media-function';
import type { FunctionName } from '../functions/definitions';

export interface JobRequest {
  readonly jobId: string;
  readonly functionName: FunctionName;
  readonly inputs: Readonly<Record<string, readonly File[]>>;
  /** Already validated on the page; parsed again in the worker. */
  readonly params: unknown;
  readonly backend: BackendChoice;
}

export type JobEvent =
  /** `overall` 0..1 never falls; sent at most 10 times a second. */
  | { readonly type: 'progress'; readonly stage: string; readonly overall: number }
  | { readonly type: 'log'; readonly timeMs: number; readonly message: string; readonly data?: Json };

/** Plain data both ways: comlink keeps only name, message and stack of a thrown error. */
export type JobResult =
  | { readonly ok: true; readonly outputs: readonly StoredOutput[]; readonly result: Json }
  | {
      readonly ok: false;
      readonly error: WireError;
      /** The worker's state can no longer be trusted (stray error, lost GPU, memory gone): replace it. */
      readonly restart: boolean;
    };

export interface WorkerApi {
  /** Resolves once the worker holds this Web Lock for the rest of its life; the lock falls free when it dies. */
  holdLifeLock(name: string): Promise<void>;
  run(request: JobRequest, onEvent: (event: JobEvent) => void): Promise<JobResult>;
  cancel(jobId: string): void;
  /** Probes every capability by really doing it once. */
  report(): Promise<BackendReport>;
}
