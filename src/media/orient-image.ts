import type { RgbaImage } from '../core/image';

export interface Orientation {
  /** Clockwise: 0, 90, 180 or 270; applied before the flip. */
  readonly rotationDegrees: number;
  /** Mirrored left to right. */
  readonly flip: boolean;
}

/** Where output pixel (x, y) of the upright picture lies in the stored one. */
const sourceIndex = (rotationDegrees: number, { widthPx, heightPx }: RgbaImage) => {
  if (rotationDegrees === 90) return (x: number, y: number) => (heightPx - 1 - x) * widthPx + y;
  if (rotationDegrees === 180)
    return (x: number, y: number) => (heightPx - 1 - y) * widthPx + widthPx - 1 - x;
  if (rotationDegrees === 270) return (x: number, y: number) => x * widthPx + widthPx - 1 - y;
  return (x: number, y: number) => y * widthPx + x;
};

/** Turns a stored picture upright. The same object comes back when there is nothing to do. */
export const orientImage = (image: RgbaImage, { rotationDegrees, flip }: Orientation): RgbaImage => {
  if (rotationDegrees === 0 && !flip) return image;
  const isSideways = rotationDegrees % 180 !== 0;
  const widthPx = isSideways ? image.heightPx : image.widthPx;
  const heightPx = isSideways ? image.widthPx : image.heightPx;
  const from = new Uint32Array(image.data.buffer);
  const to = new Uint32Array(widthPx * heightPx);
  const indexOf = sourceIndex(rotationDegrees, image);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) to[y * widthPx + x] = from[indexOf(flip ? widthPx - 1 - x : x, y)]!;
  return { widthPx, heightPx, data: new Uint8ClampedArray(to.buffer) };
};
