import type { Plane, RgbaImage } from '../core/image';

/** The picture as a mirror shows it: left and right changed. */
export const mirrorImage = ({ widthPx, heightPx, data }: RgbaImage): RgbaImage => {
  const from = new Uint32Array(data.slice().buffer);
  const to = new Uint32Array(from.length);
  for (let row = 0; row < from.length; row += widthPx) {
    for (let x = 0; x < widthPx; x++) to[row + x] = from[row + widthPx - 1 - x]!;
  }
  return { widthPx, heightPx, data: new Uint8ClampedArray(to.buffer) };
};

/** Same for one channel. */
export const mirrorPlane = ({ widthPx, heightPx, data }: Plane): Plane => {
  const out = data.slice();
  for (let row = 0; row < out.length; row += widthPx) out.subarray(row, row + widthPx).reverse();
  return { widthPx, heightPx, data: out };
};
