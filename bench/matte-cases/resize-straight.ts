import type { RgbaImage } from '../../src/core/image';
import { resizeArea as resizeRgba } from '../../src/vision/resize';

const scaleColours = (image: RgbaImage, factor: (alpha: number) => number): RgbaImage => {
  const data = new Uint8ClampedArray(image.data);
  for (let i = 0; i < data.length; i += 4) {
    const share = factor(data[i + 3]! / 255);
    for (let c = 0; c < 3; c++) data[i + c] = data[i + c]! * share;
  }
  return { ...image, data };
};

/** Area resize of straight RGBA through premultiplied colours, so clear pixels lend no colour to the edge. */
export const resizeStraight = (image: RgbaImage, widthPx: number, heightPx: number): RgbaImage =>
  scaleColours(
    resizeRgba(
      scaleColours(image, (alpha) => alpha),
      widthPx,
      heightPx,
    ),
    (alpha) => (alpha > 0 ? 1 / alpha : 0),
  );
