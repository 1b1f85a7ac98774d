import type { WireError } from '../../core/errors';
import type { BackendChoice, Json } from '../../core/media-function';
import type { SpectralSummary } from './measure-features';

/** What the listening worker has found out about one track. */
export interface HeardTrack {
  /** Speech probability per 32 ms. */
  readonly probabilities: Float32Array;
  readonly spectrum: SpectralSummary;
}

/** To the worker: `open` once; then for each track its blocks in order, and `finish`. */
export type ListenRequest =
  | { readonly kind: 'open'; readonly backend: BackendChoice }
  /** Mono at the rate of the mix. */
  | { readonly kind: 'block'; readonly mono: Float32Array<ArrayBuffer> }
  | { readonly kind: 'finish' };

/** From it: `taken` for each block, `heard` for each `finish`. */
export type ListenReply =
  | { readonly kind: 'download'; readonly fraction: number }
  /** The network is there, or given up. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'log'; readonly line: string; readonly data?: Readonly<Record<string, Json>> }
  | { readonly kind: 'taken' }
  | { readonly kind: 'heard'; readonly heard: HeardTrack }
  | { readonly kind: 'failed'; readonly error: WireError };
