import { VideoSample } from 'mediabunny';
import type { RgbaImage } from '../core/image';
import type { DecodedFrame, VideoTrackInfo } from './media-source';
import { createPlaneReader, hasAlphaPlane } from './plane-reader';

const MICROSECONDS = 1e6;

const HDR_TRANSFERS: ReadonlySet<string | null> = new Set(['pq', 'hlg']);
/** More than 8 bits a sample; encoders do not take these. */
const DEEP_FORMAT = /P1[02]$/;

const isStandard = (sample: VideoSample): boolean =>
  !HDR_TRANSFERS.has(sample.colorSpace.transfer) && !DEEP_FORMAT.test(sample.format ?? '');

/** True when the decoder's own picture can be handed out: upright, square pixels, standard range. */
const isReady = (sample: VideoSample, info: VideoTrackInfo): boolean =>
  isStandard(sample) &&
  sample.rotation === 0 &&
  !sample.flip &&
  sample.visibleRect.width === info.widthPx &&
  sample.visibleRect.height === info.heightPx;

const drawUpright = (sample: VideoSample, info: VideoTrackInfo): OffscreenCanvas => {
  const canvas = new OffscreenCanvas(info.widthPx, info.heightPx);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('No 2D canvas');
  sample.draw(context, 0, 0, info.widthPx, info.heightPx);
  return canvas;
};

const toUprightFrame = (sample: VideoSample, info: VideoTrackInfo, timeSeconds: number): VideoFrame => {
  const times = {
    timestamp: Math.round(timeSeconds * MICROSECONDS),
    duration: Math.round(sample.duration * MICROSECONDS),
  };
  if (!isReady(sample, info)) return new VideoFrame(drawUpright(sample, info), times);
  const own = sample.toVideoFrame();
  try {
    return new VideoFrame(own, times);
  } finally {
    own.close();
  }
};

/** Straight RGBA of an upright frame. */
export const readRgba = async (frame: VideoFrame): Promise<RgbaImage> => {
  const rect = frame.visibleRect;
  const [widthPx, heightPx] = [rect?.width ?? frame.codedWidth, rect?.height ?? frame.codedHeight];
  using sample = new VideoSample(frame.clone());
  if (hasAlphaPlane(sample)) return createPlaneReader({ widthPx, heightPx })(sample);
  const data = new Uint8ClampedArray(widthPx * heightPx * 4);
  await frame.copyTo(data, { format: 'RGBA', colorSpace: 'srgb' });
  return { widthPx, heightPx, data };
};

/** Takes over the sample: it is closed here, and the frame lives until the caller disposes it. */
export const toDecodedFrame = (
  sample: VideoSample,
  info: VideoTrackInfo,
  timeSeconds: number,
): DecodedFrame => {
  using own = sample;
  const videoFrame = toUprightFrame(own, info, timeSeconds);
  return {
    timeSeconds,
    durationSeconds: own.duration,
    widthPx: info.widthPx,
    heightPx: info.heightPx,
    videoFrame,
    readRgba: () => readRgba(videoFrame),
    [Symbol.dispose]: () => videoFrame.close(),
  };
};
