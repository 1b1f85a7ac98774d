import type { RgbaImage } from '../core/image';
import type { ScratchFile } from '../core/scratch';
import type { MediaSource, PcmBlock, VideoTrackInfo } from './media-source';

export type VideoContainer = 'mp4' | 'webm';

export interface WriterVideoOptions {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Nominal, for rate control; timestamps are what count. */
  readonly frameRate: number;
  /** WebM VP9 only. Frames must then be given as straight RGBA. */
  readonly alpha?: boolean;
  /** Default: from size and rate, no lower than the source's share (see `chooseBitrate`). */
  readonly bitsPerSecond?: number;
  /** The picture's origin, so that the default rate does not fall below its share. */
  readonly source?: VideoTrackInfo | null;
}

/** Untouched audio is copied packet for packet where the container takes the codec, else re-encoded. */
export type WriterAudioOptions =
  | { readonly kind: 'copy'; readonly from: MediaSource }
  | {
      readonly kind: 'pcm';
      readonly sampleRateHz: number;
      readonly channels: number;
      readonly bitsPerSecond?: number;
    };

export interface MediaWriterOptions {
  readonly target: ScratchFile;
  readonly container: VideoContainer;
  readonly video?: WriterVideoOptions;
  readonly audio?: WriterAudioOptions;
  readonly signal: AbortSignal;
  readonly log: (message: string) => void;
  /** `auto` (default) takes WebCodecs where it really encodes. `ffmpeg` forces x264 in WebAssembly (MP4 only). */
  readonly engine?: 'auto' | 'ffmpeg';
}

/** Streams to disk with backpressure: await every call. Dispose without `finish` abandons and removes the file. */
export interface MediaWriter extends AsyncDisposable {
  addFrame(frame: VideoFrame | RgbaImage, timeSeconds: number, durationSeconds: number): Promise<void>;
  addPcm(block: PcmBlock): Promise<void>;
  /** Flushes, closes, re-opens and verifies (duration, size, tracks, first and last decode) before it resolves. */
  finish(): Promise<File>;
}

/** Implemented by `open-media-writer.ts`. */
export type OpenMediaWriter = (options: MediaWriterOptions) => Promise<MediaWriter>;
