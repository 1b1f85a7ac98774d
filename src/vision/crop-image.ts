import { clamp, type BoxPx } from '../core/geometry';
import type { RgbaImage } from '../core/image';

/** Rounds to whole pixels and keeps the box inside the picture; at least 1 x 1. */
export const wholePixelBox = (box: BoxPx, widthPx: number, heightPx: number): BoxPx => {
  const xPx = clamp(Math.round(box.xPx), 0, widthPx - 1);
  const yPx = clamp(Math.round(box.yPx), 0, heightPx - 1);
  return {
    xPx,
    yPx,
    widthPx: clamp(Math.round(box.widthPx), 1, widthPx - xPx),
    heightPx: clamp(Math.round(box.heightPx), 1, heightPx - yPx),
  };
};

/** Copies the part of the picture inside `box` (rounded to whole pixels). */
export const cropImage = (image: RgbaImage, box: BoxPx): RgbaImage => {
  const { xPx, yPx, widthPx, heightPx } = wholePixelBox(box, image.widthPx, image.heightPx);
  const data = new Uint8ClampedArray(widthPx * heightPx * 4);
  for (let row = 0; row < heightPx; row++) {
    const start = ((yPx + row) * image.widthPx + xPx) * 4;
    data.set(image.data.subarray(start, start + widthPx * 4), row * widthPx * 4);
  }
  return { widthPx, heightPx, data };
};
