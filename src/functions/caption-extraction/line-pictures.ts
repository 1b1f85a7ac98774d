import type { BoxPx } from '../../core/geometry';
import type { RgbaImage } from '../../core/image';

/** Pictures of one line kept besides their mean. */
const MAX_KEPT = 4;
/** The mean does not change visibly after this many. */
const MAX_IN_MEAN = 12;

/** Room around a line, in line heights: letters that the detector missed, and quiet for it to look again. */
const PAD_ACROSS = 0.6;
const PAD_ALONG = 3;

/** The line with room around it, inside the picture. */
export const paddedBox = (box: BoxPx, widthPx: number, heightPx: number): BoxPx => {
  const size = Math.min(box.widthPx, box.heightPx);
  const upright = box.heightPx > box.widthPx;
  const [padX, padY] = upright ? [PAD_ACROSS, PAD_ALONG] : [PAD_ALONG, PAD_ACROSS];
  const xPx = Math.max(0, box.xPx - padX * size);
  const yPx = Math.max(0, box.yPx - padY * size);
  return {
    xPx,
    yPx,
    widthPx: Math.min(widthPx, box.xPx + box.widthPx + padX * size) - xPx,
    heightPx: Math.min(heightPx, box.yPx + box.heightPx + padY * size) - yPx,
  };
};

/** What one line looked like while it stood on the screen. */
export interface LinePictures {
  readonly kept: readonly RgbaImage[];
  /** Strokes as they are, a moving background smoothed. `null` before the first picture. */
  mean(): RgbaImage | null;
  /** False once more pictures would tell nothing new. */
  readonly wantsMore: boolean;
  add(picture: RgbaImage): void;
}

export const createLinePictures = (): LinePictures => {
  const kept: RgbaImage[] = [];
  let sums: Float32Array | null = null;
  let count = 0;
  const mean = (): RgbaImage | null => {
    const [first] = kept;
    if (!first || !sums) return null;
    const data = new Uint8ClampedArray(sums.length);
    for (let i = 0; i < data.length; i++) data[i] = sums[i]! / count;
    return { ...first, data };
  };
  const add = (picture: RgbaImage): void => {
    if (sums && sums.length !== picture.data.length) return;
    sums ??= new Float32Array(picture.data.length);
    const [into, { data }] = [sums, picture];
    for (let i = 0; i < into.length; i++) into[i] = into[i]! + data[i]!;
    count++;
    // The first few, then ever later ones: backgrounds differ most far apart.
    if (kept.length < MAX_KEPT) kept.push(picture);
    else if (count % MAX_KEPT === 0) kept[MAX_KEPT - 1] = picture;
  };
  return {
    kept,
    mean,
    add,
    get wantsMore() {
      return count < MAX_IN_MEAN;
    },
  };
};
