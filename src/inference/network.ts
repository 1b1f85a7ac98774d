import type { BackendChoice, Json } from '../core/media-function';
import type { ModelAsset } from '../core/model-asset';

export type InferenceBackend = 'webgpu' | 'wasm-threads' | 'wasm';

/** A dense tensor as plain data; `data.length` equals the product of `dims`. */
export interface TensorData {
  readonly dims: readonly number[];
  readonly data: Float32Array | Uint8Array | BigInt64Array | Int32Array;
}
export type TensorMap = Readonly<Record<string, TensorData>>;

/** A loaded network. Runs are serial across all networks (onnxruntime-web cannot run two at once). */
export interface Network extends AsyncDisposable {
  readonly asset: ModelAsset;
  readonly backend: InferenceBackend;
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Throws `inference-failed`, `gpu-lost` or `out-of-memory`. */
  run(feeds: TensorMap): Promise<TensorMap>;
}

export interface OpenNetworkOptions {
  readonly signal: AbortSignal;
  readonly backend: BackendChoice;
  /** `data.backend` names the backend in use; the job's record shows it. Pass `ctx.log` itself. */
  readonly log: (message: string, data?: Readonly<Record<string, Json>>) => void;
  /** Download share 0..1; compile time is not included. */
  readonly onDownload?: (fraction: number) => void;
}

/** Implemented by `open-network.ts`. Throws `model-load-failed`. */
export type OpenNetwork = (asset: ModelAsset, options: OpenNetworkOptions) => Promise<Network>;
