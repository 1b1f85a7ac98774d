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

/** Cuts rows and columns off at the right and bottom, or repeats the last ones. */
const fitImage = (image: RgbaImage, { widthPx, heightPx }: SizePx): RgbaImage => {
  if (image.widthPx === widthPx && image.heightPx === heightPx) return image;
  const data = new Uint8ClampedArray(widthPx * heightPx * 4);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const from = (Math.min(y, image.heightPx - 1) * image.widthPx + Math.min(x, image.widthPx - 1)) * 4;
      data.set(image.data.subarray(from, from + 4), (y * widthPx + x) * 4);
    }
  return { widthPx, heightPx, data };
};

const fitFrame = (frame: VideoFrame, { widthPx, heightPx }: SizePx): VideoFrame => {
  const { timestamp } = frame;
  const rect = frame.visibleRect;
  if (!rect || (rect.width === widthPx && rect.height === heightPx))
    return new VideoFrame(frame, { timestamp });
  if (rect.width >= widthPx && rect.height >= heightPx) {
    const visibleRect = { x: rect.x, y: rect.y, width: widthPx, height: heightPx };
    return new VideoFrame(frame, { timestamp, visibleRect, displayWidth: widthPx, displayHeight: heightPx });
  }
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  canvas.getContext('2d')?.drawImage(frame, 0, 0, widthPx, heightPx);
  return new VideoFrame(canvas, { timestamp });
};

/** The frame as it is encoded, with its time; close it. */
export const toSample = (
  frame: VideoFrame | RgbaImage,
  size: SizePx,
  time: FrameTime,
  alpha: boolean,
): VideoSample => {
  const times = { timestamp: time.timeSeconds, duration: time.durationSeconds };
  if (isVideoFrame(frame)) return new VideoSample(fitFrame(frame, size), times);
  const { data, widthPx: codedWidth, heightPx: codedHeight } = fitImage(frame, size);
  return new VideoSample(data, { ...times, format: alpha ? 'RGBA' : 'RGBX', codedWidth, codedHeight });
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
