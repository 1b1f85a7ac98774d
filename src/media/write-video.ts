import { Quality, VideoSample, VideoSampleSource, type VideoSource } from 'mediabunny';
import type { RgbaImage } from '../core/image';
import { chooseBitrate } from './choose-bitrate';
import type { VideoContainer, WriterVideoOptions } from './media-writer';
import type { SizePx } from './plan-frame-size';

/** Keyframes every two seconds: players seek quickly and the cost stays below 3 %. */
export const KEYFRAME_INTERVAL_SECONDS = 2;

export interface FrameTime {
  readonly timeSeconds: number;
  readonly durationSeconds: number;
}

/** Encodes frames into a track of the output. */
export interface VideoTrackWriter {
  readonly source: VideoSource;
  add(frame: VideoFrame | RgbaImage, time: FrameTime): Promise<void>;
  /** Encodes what is still held back. */
  finish(): Promise<void>;
  close(): void;
}

/** 4:2:0 needs even sides: an odd one loses its last row or column; a single pixel is doubled. */
export const planEncodedSize = (size: SizePx, container: VideoContainer): SizePx => {
  if (container === 'webm') return size;
  return {
    widthPx: Math.max(2, size.widthPx - (size.widthPx % 2)),
    heightPx: Math.max(2, size.heightPx - (size.heightPx % 2)),
  };
};

const isVideoFrame = (frame: VideoFrame | RgbaImage): frame is VideoFrame => 'codedWidth' in frame;

/** The part of the frame that is encoded, with its time; close it. */
export const toSample = (
  frame: VideoFrame | RgbaImage,
  size: SizePx,
  time: FrameTime,
  alpha: boolean,
): VideoSample => {
  const times = { timestamp: time.timeSeconds, duration: time.durationSeconds };
  if (!isVideoFrame(frame)) {
    const { widthPx: codedWidth, heightPx: codedHeight } = frame;
    const sample = new VideoSample(frame.data, {
      ...times,
      format: alpha ? 'RGBA' : 'RGBX',
      codedWidth,
      codedHeight,
    });
    return sample;
  }
  return new VideoSample(new VideoFrame(frame, cropTo(frame, size)), times);
};

const cropTo = (frame: VideoFrame, { widthPx, heightPx }: SizePx): VideoFrameInit => {
  const rect = frame.visibleRect;
  if (!rect || (rect.width === widthPx && rect.height === heightPx)) return { timestamp: frame.timestamp };
  const width = Math.min(widthPx, rect.width);
  const height = Math.min(heightPx, rect.height);
  const visibleRect = { x: rect.x, y: rect.y, width, height };
  return { timestamp: frame.timestamp, visibleRect, displayWidth: width, displayHeight: height };
};

/** WebCodecs through mediabunny: H.264 for MP4, VP9 (with straight alpha when asked) for WebM. */
export const createWebCodecsWriter = (
  options: WriterVideoOptions,
  container: VideoContainer,
  encodedSize: SizePx,
): VideoTrackWriter => {
  const codec = container === 'mp4' ? 'avc' : 'vp9';
  const { frameRate, source: origin, alpha = false } = options;
  const bitrate =
    options.bitsPerSecond ?? chooseBitrate({ codec, ...encodedSize, frameRate, source: origin ?? null });
  const source = new VideoSampleSource({
    codec,
    quality: new Quality({ bitrate, bitrateMode: 'variable' }),
    keyFrameInterval: KEYFRAME_INTERVAL_SECONDS,
    latencyMode: 'quality',
    alpha: alpha ? 'keep' : 'discard',
  });
  return {
    source,
    add: async (frame, time) => {
      using sample = toSample(frame, encodedSize, time, alpha);
      await source.add(sample);
    },
    finish: () => Promise.resolve(),
    close: () => undefined,
  };
};
