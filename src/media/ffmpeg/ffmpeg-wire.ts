/** Messages between a job's worker and its own ffmpeg worker. */
export interface MountedInput {
  /** Path under `/in`. */
  readonly name: string;
  readonly blob: Blob;
}

export interface LoadRequest {
  readonly kind: 'load';
  readonly coreUrl: string;
  readonly wasmUrl: string;
  readonly inputs: readonly MountedInput[];
  /** One counter of chunks in flight; null where the page is not cross-origin isolated. */
  readonly gate: SharedArrayBuffer | null;
}

export interface RunRequest {
  readonly kind: 'run';
  readonly program: 'ffmpeg' | 'ffprobe';
  readonly args: readonly string[];
}

export interface MountRequest {
  readonly kind: 'mount';
  readonly inputs: readonly MountedInput[];
}

export type FfmpegRequest = LoadRequest | RunRequest | MountRequest;

/** A piece of a file under `/out`. */
export interface OutputChunk {
  readonly name: string;
  readonly position: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

export type FfmpegReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly exitCode: number }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'log'; readonly stream: string; readonly line: string }
  | { readonly kind: 'time'; readonly seconds: number }
  | { readonly kind: 'chunk'; readonly chunk: OutputChunk };
