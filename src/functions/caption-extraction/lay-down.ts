import type { BoxPx } from '../../core/geometry';
import type { RgbaImage } from '../../core/image';

/** From this on a box is taken for characters one below the other. */
const UPRIGHT_RATIO = 1.5;

export const isUpright = (box: BoxPx): boolean => box.heightPx > box.widthPx * UPRIGHT_RATIO;

/**
 * Characters one below the other set side by side, as recognisers read them. Chinese characters are as high as wide, so
 * the column is cut into squares; Latin letters on their side are not meant.
 */
export const layDown = (image: RgbaImage, box: BoxPx): RgbaImage => {
  const left = Math.max(0, Math.round(box.xPx));
  const top = Math.max(0, Math.round(box.yPx));
  const side = Math.max(1, Math.min(image.widthPx - left, Math.round(box.widthPx)));
  const high = Math.max(1, Math.min(image.heightPx - top, Math.round(box.heightPx)));
  const count = Math.max(1, Math.round(high / side));
  const cell = Math.floor(high / count);
  const widthPx = side * count;
  const data = new Uint8ClampedArray(widthPx * cell * 4);
  for (let k = 0; k < count; k++) {
    for (let y = 0; y < cell; y++) {
      const from = ((top + k * cell + y) * image.widthPx + left) * 4;
      data.set(image.data.subarray(from, from + side * 4), (y * widthPx + k * side) * 4);
    }
  }
  return { widthPx, heightPx: cell, data };
};
