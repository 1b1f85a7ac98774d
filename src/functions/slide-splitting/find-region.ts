import { toNormalizedBox, type NormalizedBox } from '../../core/geometry';
import type { RgbaImage } from '../../core/image';
import type { MediaSource } from '../../media/media-source';
import { findPictureBox } from '../../vision/borders';
import type { Segment } from './plan-segments';

export const WHOLE: NormalizedBox = [0, 0, 1, 1];
/** Bars are looked for in this many pictures, spread over the segments. */
const BORDER_PICTURES = 8;
const BORDER_WIDTH_PX = 480;

/** Bars lie on both sides and are equal to within this share; the margins of a slide on black are not. */
const EVEN_SHARE = 0.02;

/** Drops bars that have no partner on the other side. */
export const keepEvenBars = ([x, y, width, height]: NormalizedBox): NormalizedBox => {
  const isEvenX = Math.abs(x - (1 - x - width)) <= EVEN_SHARE;
  const isEvenY = Math.abs(y - (1 - y - height)) <= EVEN_SHARE;
  return [isEvenX ? x : 0, isEvenY ? y : 0, isEvenX ? width : 1, isEvenY ? height : 1];
};

/** The picture inside black bars; the whole picture without any. */
export const findRegion = async (
  source: MediaSource,
  segments: readonly Segment[],
  signal: AbortSignal,
): Promise<NormalizedBox> => {
  const step = Math.max(1, Math.ceil(segments.length / BORDER_PICTURES));
  const times = segments.filter((_, i) => i % step === 0).map(({ pictureSeconds }) => pictureSeconds);
  const images: RgbaImage[] = [];
  const size = { maxWidthPx: BORDER_WIDTH_PX, maxHeightPx: BORDER_WIDTH_PX };
  for await (const { image } of source.imagesAt(
    [...new Set(times)].sort((a, b) => a - b),
    size,
  )) {
    signal.throwIfAborted();
    images.push(image);
  }
  const box = findPictureBox(images);
  if (!box || !images[0]) return WHOLE;
  return keepEvenBars(toNormalizedBox(box, images[0].widthPx, images[0].heightPx));
};
