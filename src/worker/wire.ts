import type { WireError } from '../core/errors';
import type { BackendChoice, Json, OutputFile } from '../core/media-function';
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
  | { readonly ok: true; readonly outputs: readonly OutputFile[]; readonly result: Json }
  | { readonly ok: false; readonly error: WireError };

export interface BackendReport {
  readonly webgpu: { readonly usable: boolean; readonly reason: string; readonly adapter: string };
  readonly threads: { readonly usable: boolean; readonly count: number; readonly reason: string };
  readonly opfs: { readonly usable: boolean; readonly reason: string };
  /** Each codec was really encoded or decoded once. */
  readonly codecs: readonly {
    readonly codec: string;
    readonly decode: boolean;
    readonly encode: boolean;
    readonly via: 'webcodecs' | 'wasm' | 'none';
  }[];
}

export interface WorkerApi {
  run(request: JobRequest, onEvent: (event: JobEvent) => void): Promise<JobResult>;
  cancel(jobId: string): void;
  /** Probes every capability by really doing it once. */
  report(): Promise<BackendReport>;
}
