import { MediaError } from '../core/errors';
import type { TimedImage } from '../core/image';
import type { DecodedImage } from './decode-image';
import { readRgba } from './decoded-frame';
import { measureFrameRate } from './frame-rate';
import type { ImageType } from './media-file-kind';
import { guardStream } from './media-failure';
import type {
  DecodedFrame,
  FrameSize,
  FrameStreamOptions,
  MediaSource,
  OpenMediaOptions,
  VideoTrackInfo,
} from './media-source';
import { planFrameSize } from './plan-frame-size';
import { createFrameThinner } from './thin-frames';

const OPAQUE: ReadonlySet<ImageType> = new Set(['image/jpeg', 'image/bmp']);
const SRGB = {
  primaries: 'bt709',
  transfer: 'iec61966-2-1',
  matrix: 'rgb',
  fullRange: true,
  isHdr: false,
} as const;

const describe = async (image: DecodedImage, type: ImageType, bytes: number): Promise<VideoTrackInfo> => {
  const first = await image.decode(0);
  const { displayWidth: widthPx, displayHeight: heightPx } = first;
  first.close();
  const last = image.frameTimes.at(-1);
  const durationSeconds = last ? last.timeSeconds + last.durationSeconds : 0;
  const rate = measureFrameRate(image.frameTimes.map((frame) => frame.timeSeconds));
  return {
    codec: type.slice('image/'.length),
    widthPx,
    heightPx,
    codedWidthPx: widthPx,
    codedHeightPx: heightPx,
    rotationDegrees: 0,
    pixelAspectRatio: 1,
    frameRate: rate.frameRate,
    isVariableFrameRate: rate.isVariable,
    color: SRGB,
    hasAlpha: !OPAQUE.has(type),
    startSeconds: 0,
    durationSeconds,
    bitsPerSecond: durationSeconds > 0 ? Math.round((bytes * 8) / durationSeconds) : 0,
  };
};

const toPicture = async (frame: VideoFrame, info: VideoTrackInfo, size: FrameSize | undefined) => {
  const { widthPx, heightPx } = planFrameSize(info, size);
  if (widthPx === info.widthPx && heightPx === info.heightPx) return readRgba(frame);
  const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('No 2D canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(frame, 0, 0, widthPx, heightPx);
  const data = context.getImageData(0, 0, widthPx, heightPx).data as Uint8ClampedArray<ArrayBuffer>;
  return { widthPx, heightPx, data };
};

const toDecodedFrame = (
  videoFrame: VideoFrame,
  timeSeconds: number,
  durationSeconds: number,
): DecodedFrame => ({
  timeSeconds,
  durationSeconds,
  widthPx: videoFrame.displayWidth,
  heightPx: videoFrame.displayHeight,
  videoFrame,
  readRgba: () => readRgba(videoFrame),
  [Symbol.dispose]: () => videoFrame.close(),
});

/** Indices of the frames of a range, thinned. */
const planFrames = (
  image: DecodedImage,
  info: VideoTrackInfo,
  options: FrameStreamOptions = {},
): number[] => {
  const { startSeconds = 0, endSeconds = Infinity } = options;
  const wants = createFrameThinner(options.maxFrameRate, info.frameRate, startSeconds);
  return image.frameTimes.flatMap(({ timeSeconds }, index) =>
    timeSeconds >= startSeconds && timeSeconds < endSeconds && wants(timeSeconds) ? [index] : [],
  );
};

async function* readPictures(
  image: DecodedImage,
  info: VideoTrackInfo,
  indices: readonly number[],
  size?: FrameSize,
): AsyncGenerator<TimedImage, void> {
  for (const index of indices) {
    const frame = await image.decode(index);
    try {
      yield {
        timeSeconds: image.frameTimes[index]?.timeSeconds ?? 0,
        image: await toPicture(frame, info, size),
      };
    } finally {
      frame.close();
    }
  }
}

async function* readFrames(
  image: DecodedImage,
  indices: readonly number[],
): AsyncGenerator<DecodedFrame, void> {
  for (const index of indices) {
    const { timeSeconds = 0, durationSeconds = 0 } = image.frameTimes[index] ?? {};
    yield toDecodedFrame(await image.decode(index), timeSeconds, durationSeconds);
  }
}

/** A still is a video track of one frame and duration 0; an animation plays once. */
export const createImageSource = async (
  file: File,
  type: ImageType,
  image: DecodedImage,
  { signal }: OpenMediaOptions,
): Promise<MediaSource> => {
  const info = await describe(image, type, file.size);
  const allTimes = image.frameTimes.map((frame) => frame.timeSeconds);
  const indexAt = (time: number) =>
    Math.max(
      0,
      allTimes.findLastIndex((start) => start <= time + 5e-7),
    );
  return {
    file,
    kind: 'image',
    container: info.codec,
    engine: 'image',
    durationSeconds: info.durationSeconds,
    video: info,
    audio: null,
    keyframeTimes: async () => allTimes,
    frameTimes: async () => allTimes,
    imagesAt: (times, size) => guardStream(readPictures(image, info, times.map(indexAt), size), signal),
    framesAt: (times) => guardStream(readFrames(image, times.map(indexAt)), signal),
    images: (options) =>
      guardStream(readPictures(image, info, planFrames(image, info, options), options), signal),
    frames: (options) => guardStream(readFrames(image, planFrames(image, info, options)), signal),
    pcm: () => {
      throw new MediaError('no-audio-track', 'A picture has no audio');
    },
    [Symbol.dispose]: () => image[Symbol.dispose](),
  };
};
