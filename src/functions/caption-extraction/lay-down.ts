import type { BoxPx } from '../../core/geometry';
import type { RgbaImage } from '../../core/image';

/** From this on a box is taken for characters one below the other. */
const UPRIGHT_RATIO = 1.5;

export const isUpright = (box: BoxPx): boolean => box.heightPx > box.widthPx * UPRIGHT_RATIO;

/** The box is up to this much wider than the characters, and they stand up to this much apart. */
const MOST_PER_SIDE = 1.3;
const FEWEST_PER_SIDE = 0.95;

/** How many characters a column may hold, from its shape: they are about as high as wide. */
export const countsInColumn = ({ widthPx, heightPx }: BoxPx): readonly number[] => {
  const sides = heightPx / Math.max(1, widthPx);
  const fewest = Math.max(1, Math.floor(sides * FEWEST_PER_SIDE));
  return Array.from({ length: Math.ceil(sides * MOST_PER_SIDE) - fewest + 1 }, (_, i) => fewest + i);
};

/**
 * The characters of a column set side by side, as recognisers read them; `count` of them, all of one height. Latin letters
 * on their side are not meant.
 */
export const layDown = (image: RgbaImage, box: BoxPx, count: number): RgbaImage => {
  const left = Math.max(0, Math.round(box.xPx));
  const top = Math.max(0, Math.round(box.yPx));
  const side = Math.max(1, Math.min(image.widthPx - left, Math.round(box.widthPx)));
  const high = Math.max(1, Math.min(image.heightPx - top, Math.round(box.heightPx)));
  const cell = Math.max(1, Math.floor(high / count));
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
