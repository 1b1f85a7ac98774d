import { toBoxPx, type NormalizedBox } from '../../core/geometry';
import type { RgbaImage } from '../../core/image';
import type { ScreenPlate } from '../../vision/chroma-key/build-plate';
import { createKeyer, type KeyerSettings } from '../../vision/chroma-key/create-keyer';
import type { ScreenSegment } from './find-screens';

const clearBox = (image: RgbaImage, box: NormalizedBox): void => {
  const { xPx, yPx, widthPx, heightPx } = toBoxPx(box, image.widthPx, image.heightPx);
  const left = Math.round(xPx);
  const right = Math.min(image.widthPx, Math.round(xPx + widthPx));
  const bottom = Math.min(image.heightPx, Math.round(yPx + heightPx));
  for (let y = Math.round(yPx); y < bottom; y++) {
    image.data.fill(0, (y * image.widthPx + left) * 4, (y * image.widthPx + right) * 4);
  }
};

/** Keys frames of one backdrop and clears what lies in the boxes. The result is reused by the next call. */
export const keyWithGarbage = (
  plate: ScreenPlate,
  settings: KeyerSettings,
  garbage: readonly NormalizedBox[],
) => {
  const keyer = createKeyer(plate, settings);
  return (frame: RgbaImage): RgbaImage => {
    const keyed = keyer.keyFrame(frame);
    for (const box of garbage) clearBox(keyed, box);
    return keyed;
  };
};

/**
 * Keys frames that come in time order, changing plates at segment boundaries. Frames before no backdrop pass
 * unchanged, so a cutaway in the middle of a clip stays whole. The result is reused by the next call.
 */
export const createSegmentKeyer = (
  segments: readonly ScreenSegment[],
  settings: KeyerSettings,
  garbage: readonly NormalizedBox[],
) => {
  let index = 0;
  let key: ReturnType<typeof keyWithGarbage> | null = null;
  return (frame: RgbaImage, timeSeconds: number): RgbaImage => {
    while (index + 1 < segments.length && timeSeconds >= segments[index]!.endSeconds) {
      index++;
      key = null;
    }
    const plate = segments[index]?.plate;
    if (!plate) return frame;
    key ??= keyWithGarbage(plate, settings, garbage);
    return key(frame);
  };
};
