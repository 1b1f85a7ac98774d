import type { BoxPx } from '../../core/geometry';
import type { LumaImage, RgbaImage } from '../../core/image';
import { createLumaReader, lumaStep, readCrop } from '../../media/luma-reader';
import type { MediaSource } from '../../media/media-source';

/** Longer side of the luma that text is found and followed in: letters stay legible, frames stay cheap. */
const ANALYSIS_SIDE_PX = 1280;

/** One frame as the analysis sees it. Valid until the next one is asked for. */
export interface CaptionFrame {
  readonly timeSeconds: number;
  readonly luma: LumaImage;
  /** In full size; the box in pixels of the full picture. */
  readonly crop: (box: BoxPx) => Promise<RgbaImage>;
}

export interface CaptionVideo {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly durationSeconds: number;
  /** Full-size pixels in one pixel of the luma. */
  readonly step: number;
  frames(): AsyncIterable<CaptionFrame>;
}

async function* readFrames(source: MediaSource, step: number): AsyncGenerator<CaptionFrame> {
  const readLuma = createLumaReader(step);
  for await (const frame of source.frames()) {
    using own = frame;
    const { videoFrame, timeSeconds } = own;
    yield { timeSeconds, luma: await readLuma(videoFrame), crop: (box) => readCrop(videoFrame, box) };
  }
}

export const openCaptionVideo = (source: MediaSource): CaptionVideo => {
  const { widthPx = 1, heightPx = 1 } = source.video ?? {};
  const step = lumaStep(widthPx, heightPx, ANALYSIS_SIDE_PX);
  const { durationSeconds } = source;
  return { widthPx, heightPx, durationSeconds, step, frames: () => readFrames(source, step) };
};
