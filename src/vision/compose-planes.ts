import type { RgbaImage } from '../core/image';
import { lumaWeights, type YuvFormat } from '../core/yuv-matrix';
import { composeOver } from './compose-over';

/** Full-size luma and half-size chroma, 0..255, rows without padding. */
export interface Planes420 {
  readonly y: Uint8ClampedArray;
  readonly u: Uint8ClampedArray;
  readonly v: Uint8ClampedArray;
}

/** Shares of red, green and blue in 1/16384, and what is added before the sums are cut down to bytes. */
export interface RgbGains {
  readonly y: readonly [number, number, number];
  readonly u: readonly [number, number, number];
  readonly v: readonly [number, number, number];
  readonly lumaBias: number;
  readonly chromaBias: number;
}

const LUMA_BITS = 14;
/** Chroma is summed over four pixels. */
const CHROMA_BITS = LUMA_BITS + 2;
const ONE = 1 << LUMA_BITS;

/** R'G'B' to Y'CbCr (ITU-R BT.709-6, items 3 and 4) in whole numbers; grey has no chroma whatever the rounding. */
export const planRgbGains = ({ matrix, fullRange }: YuvFormat): RgbGains => {
  const [red, , blue] = lumaWeights(matrix);
  const luma = (fullRange ? 1 : 219 / 255) * ONE;
  const chroma = (fullRange ? 1 : 224 / 255) * ONE;
  const share = (value: number, scale: number): number => Math.round(value * scale);
  const [yRed, yBlue] = [share(red, luma), share(blue, luma)];
  const [uRed, uBlue] = [share(-red / (2 * (1 - blue)), chroma), share(0.5, chroma)];
  const [vRed, vBlue] = [share(0.5, chroma), share(-blue / (2 * (1 - red)), chroma)];
  return {
    y: [yRed, Math.round(luma) - yRed - yBlue, yBlue],
    u: [uRed, -uRed - uBlue, uBlue],
    v: [vRed, -vRed - vBlue, vBlue],
    lumaBias: ((fullRange ? 0 : 16) << LUMA_BITS) + (1 << (LUMA_BITS - 1)),
    chromaBias: (128 << CHROMA_BITS) + (1 << (CHROMA_BITS - 1)),
  };
};

/** The gains as the kernel reads them: three times four words, then the biases. */
export const packRgbGains = ({ y, u, v, lumaBias, chromaBias }: RgbGains): Uint8Array => {
  const bytes = new ArrayBuffer(32);
  new Int16Array(bytes).set([...y, 0, ...u, 0, ...v, 0]);
  new Int32Array(bytes).set([lumaBias, chromaBias], 6);
  return new Uint8Array(bytes);
};

/** Opaque RGBA to 4:2:0; each chroma sample is of its four pixels, the last row or column standing for a missing one. */
export const rgbaToPlanes = (picture: RgbaImage, gains: RgbGains, out: Planes420): void => {
  const { widthPx, heightPx, data } = picture;
  const sums: [number, number, number] = [0, 0, 0];
  const dot = (shares: readonly [number, number, number], bias: number): number =>
    sums[0] * shares[0] + sums[1] * shares[1] + sums[2] * shares[2] + bias;
  const put = (x: number, y: number): void => {
    const at = (Math.min(heightPx - 1, y) * widthPx + Math.min(widthPx - 1, x)) * 4;
    for (let c = 0; c < 3; c++) sums[c] = sums[c]! + data[at + c]!;
  };
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      sums.fill(0);
      put(x, y);
      out.y[y * widthPx + x] = dot(gains.y, gains.lumaBias) >> LUMA_BITS;
      if ((x | y) & 1) continue;
      put(x + 1, y);
      put(x, y + 1);
      put(x + 1, y + 1);
      const at = (y >> 1) * ((widthPx + 1) >> 1) + (x >> 1);
      out.u[at] = dot(gains.u, gains.chromaBias) >> CHROMA_BITS;
      out.v[at] = dot(gains.v, gains.chromaBias) >> CHROMA_BITS;
    }
  }
};

/** A keyed picture over an opaque one, as planes. `room`: a picture of the same size, written over. */
export const composePlanes = (
  [keyed, behind, room]: readonly [RgbaImage, RgbaImage, RgbaImage],
  gains: RgbGains,
  out: Planes420,
): void => {
  composeOver(keyed, behind, room);
  rgbaToPlanes(room, gains, out);
};
