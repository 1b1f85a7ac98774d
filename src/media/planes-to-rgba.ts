import type { RgbaImage } from '../core/image';
import { lumaWeights, type YuvFormat } from '../core/yuv-matrix';

/** Eight-bit 4:2:0 planes; strides in bytes. */
export interface YuvImage {
  readonly y: Uint8Array | Uint8ClampedArray;
  readonly u: Uint8Array | Uint8ClampedArray;
  readonly v: Uint8Array | Uint8ClampedArray;
  readonly lumaStride: number;
  readonly chromaStride: number;
}

/** The way from Y'CbCr to R'G'B' in whole numbers, so that every processor comes to the same picture. */
export interface YuvGains {
  readonly lumaBase: number;
  /** In units of 1/8192, as are all below. */
  readonly luma: number;
  readonly redFromV: number;
  readonly greenFromU: number;
  readonly greenFromV: number;
  readonly blueFromU: number;
}

const FRACTION_BITS = 13;
const ONE = 1 << FRACTION_BITS;
const HALF = ONE >> 1;

/** ITU-R BT.709-6, items 3 and 4. */
export const planYuvGains = ({ matrix, fullRange }: YuvFormat): YuvGains => {
  const [red, green, blue] = lumaWeights(matrix);
  const chroma = (fullRange ? 1 : 255 / 224) * ONE;
  return {
    lumaBase: fullRange ? 0 : 16,
    luma: Math.round((fullRange ? 1 : 255 / 219) * ONE),
    redFromV: Math.round(2 * (1 - red) * chroma),
    greenFromU: Math.round((-2 * blue * (1 - blue) * chroma) / green),
    greenFromV: Math.round((-2 * red * (1 - red) * chroma) / green),
    blueFromU: Math.round(2 * (1 - blue) * chroma),
  };
};

/** 4:2:0 planes to opaque RGBA, each chroma sample for its four pixels. */
export const planesToRgba = (from: YuvImage, gains: YuvGains, out: RgbaImage): void => {
  const { widthPx, heightPx, data } = out;
  for (let row = 0, at = 0; row < heightPx; row++) {
    for (let x = 0; x < widthPx; x++, at += 4) {
      const chroma = (row >> 1) * from.chromaStride + (x >> 1);
      const luma = (from.y[row * from.lumaStride + x]! - gains.lumaBase) * gains.luma + HALF;
      const cb = from.u[chroma]! - 128;
      const cr = from.v[chroma]! - 128;
      data[at] = (luma + gains.redFromV * cr) >> FRACTION_BITS;
      data[at + 1] = (luma + gains.greenFromU * cb + gains.greenFromV * cr) >> FRACTION_BITS;
      data[at + 2] = (luma + gains.blueFromU * cb) >> FRACTION_BITS;
      data[at + 3] = 255;
    }
  }
};
