import type { RgbaImage } from '../../core/image';
import type { FrameWork } from '../../gpu/open-with-twin';
import type { DecodedFrame } from '../../media/media-source';
import type { Background } from '../../media/open-background';
import type { KeyerSettings } from '../../vision/chroma-key/create-keyer';
import type { NormalizedBox } from '../../core/geometry';
import type { ScreenSegment } from './find-screens';

/** What a frame shows, for either way of painting. */
export interface PaintSource {
  readonly timeSeconds: number;
  /** The decoder's own picture; `null` where it has transparency, which only its pixels tell straight. */
  readonly videoFrame: VideoFrame | null;
  readPixels(): Promise<RgbaImage>;
}

/**
 * Keys frames in time order, and lays them over the background where there is one. A `VideoFrame` is the caller's to
 * close; an image is used again for the next frame.
 */
export type KeyPainter = FrameWork<PaintSource, RgbaImage | VideoFrame>;

export interface PaintPlan {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly segments: readonly ScreenSegment[];
  readonly settings: KeyerSettings;
  readonly garbage: readonly NormalizedBox[];
  readonly background: Background | null;
  /** Light of the background over the edge, 0..1. */
  readonly lightWrap: number;
}

export const frameSource = (frame: DecodedFrame, hasAlpha: boolean): PaintSource => ({
  timeSeconds: frame.timeSeconds,
  videoFrame: hasAlpha ? null : frame.videoFrame,
  readPixels: () => frame.readRgba(),
});

/** The span a moment lies in, walking forward. */
export const createSegmentWalk = (segments: readonly ScreenSegment[]) => {
  let index = 0;
  return (timeSeconds: number): ScreenSegment | undefined => {
    while (index + 1 < segments.length && timeSeconds >= segments[index]!.endSeconds) index++;
    return segments[index];
  };
};
