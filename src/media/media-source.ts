import type { InputAudioTrack, InputVideoTrack } from 'mediabunny';
import type { RgbaImage, TimedImage } from '../core/image';
import type { Scratch } from '../core/scratch';
import type { MediaKind } from '../core/media-function';

/** Which engine reads the file: `webcodecs` = mediabunny; `ffmpeg` = turned into a mezzanine by ffmpeg.wasm first. */
export type MediaEngine = 'webcodecs' | 'ffmpeg' | 'image';

export interface ColorInfo {
  readonly primaries: string | null;
  readonly transfer: string | null;
  readonly matrix: string | null;
  readonly fullRange: boolean | null;
  /** PQ or HLG transfer. Frames handed out are tone-mapped to SDR sRGB. */
  readonly isHdr: boolean;
}

export interface VideoTrackInfo {
  readonly codec: string;
  /** As shown: after rotation and pixel aspect ratio. Frames are handed out this way up. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly codedWidthPx: number;
  readonly codedHeightPx: number;
  /** Clockwise degrees stored in the container: 0, 90, 180, 270. Already applied to frames. */
  readonly rotationDegrees: number;
  readonly pixelAspectRatio: number;
  /** Median frame rate. */
  readonly frameRate: number;
  readonly isVariableFrameRate: boolean;
  readonly color: ColorInfo;
  readonly hasAlpha: boolean;
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly bitsPerSecond: number;
}

export interface AudioTrackInfo {
  readonly codec: string;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly startSeconds: number;
  readonly durationSeconds: number;
}

export interface FrameSize {
  /** The frame is scaled to fit inside, keeping its aspect; never upscaled. Default: native size. */
  readonly maxWidthPx?: number;
  readonly maxHeightPx?: number;
}

export interface FrameStreamOptions extends FrameSize {
  readonly startSeconds?: number;
  readonly endSeconds?: number;
  /** Thin the stream to at most this many frames a second (nearest source frames, their own times kept). */
  readonly maxFrameRate?: number;
}

/** A decoded full-size frame on its way to a writer. Close it (`using`) or the decoder stalls. */
export interface DecodedFrame extends Disposable {
  readonly timeSeconds: number;
  readonly durationSeconds: number;
  /** Upright, square-pixel size. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** The upright frame for WebGPU / canvas / encoder use. Owned by this frame: do not close it separately. */
  readonly videoFrame: VideoFrame;
  /** Copies to straight RGBA. */
  readRgba(): Promise<RgbaImage>;
}

export interface PcmOptions {
  /** Resampled when it differs from the source. Default: source rate. */
  readonly sampleRateHz?: number;
  /** 1 mixes down; 2 gives stereo. Default: source channels. */
  readonly channels?: number;
  readonly startSeconds?: number;
  readonly endSeconds?: number;
  /** Length of each block; the last may be shorter. Default 1 s. */
  readonly blockSeconds?: number;
}

/** A block of audio. `channels[c]` has `frameCount` samples, nominal range -1..1. Gaps are filled with zeros. */
export interface PcmBlock {
  readonly timeSeconds: number;
  readonly sampleRateHz: number;
  readonly frameCount: number;
  readonly channels: readonly Float32Array<ArrayBuffer>[];
}

/** The container's own tracks, for copying packets without decoding. Only the writers of this folder read it. */
export interface EncodedTracks {
  readonly video: InputVideoTrack | null;
  readonly audio: InputAudioTrack | null;
  /** Subtract from packet times to get times on the source's timeline. */
  readonly offsetSeconds: number;
}

/** One opened input. Close it with `using` / `[Symbol.dispose]`. All times are seconds on the presentation timeline. */
export interface MediaSource extends Disposable {
  readonly file: File;
  readonly kind: MediaKind;
  readonly container: string;
  readonly engine: MediaEngine;
  readonly durationSeconds: number;
  readonly video: VideoTrackInfo | null;
  readonly audio: AudioTrackInfo | null;
  /** Absent where there is no container to copy from (images). */
  readonly encoded?: EncodedTracks;

  /** Presentation times of keyframes, ascending, read from the index without decoding. */
  keyframeTimes(): Promise<readonly number[]>;
  /** Presentation times of all frames, ascending, without decoding (packet walk). */
  frameTimes(): Promise<readonly number[]>;
  /**
   * Frames at the given ascending times (the frame on screen at each time), decoding as little as possible.
   * A time before the first frame gives the first, after the last gives the last. Undecodable frames are skipped.
   */
  imagesAt(timesSeconds: readonly number[], size?: FrameSize): AsyncIterable<TimedImage>;
  /** The same frames at native size as they were decoded; dispose each before the next is taken. */
  framesAt(timesSeconds: readonly number[]): AsyncIterable<DecodedFrame>;
  /** All (or thinned) frames in order as small RGBA pictures, with backpressure. For analysis. */
  images(options?: FrameStreamOptions): AsyncIterable<TimedImage>;
  /** All frames in order at native size, with backpressure. For rendering. */
  frames(options?: Omit<FrameStreamOptions, keyof FrameSize>): AsyncIterable<DecodedFrame>;
  /** Audio as planar float PCM in blocks. Throws `no-audio-track` when there is none. */
  pcm(options?: PcmOptions): AsyncIterable<PcmBlock>;
}

export interface OpenMediaOptions {
  readonly signal: AbortSignal;
  readonly scratch: Scratch;
  readonly log: (message: string) => void;
  /** Called while engine 2 turns the file into a mezzanine; 0..1. */
  readonly onPrepare?: (fraction: number) => void;
  /** What the caller needs; a file that lacks it is refused with `no-video-track` / `no-audio-track`. */
  readonly need?: 'video' | 'audio' | 'any';
}

/** Implemented by `open-media.ts`; spelled here so that callers and tests can stand on the shape alone. */
export type OpenMedia = (file: File, options: OpenMediaOptions) => Promise<MediaSource>;
