import { lumaWeights, type YuvFormat } from '../core/yuv-matrix';

export interface YuvPlanes {
  readonly y: Float32Array;
  readonly u: Float32Array;
  readonly v: Float32Array;
}

/** Planes of equal size, 0..255, to straight opaque RGBA. */
export type YuvToRgba = (planes: YuvPlanes, rgba: Uint8ClampedArray<ArrayBuffer>) => void;

/** Non-constant-luminance Y'CbCr to R'G'B' (ITU-R BT.709-6, items 3 and 4). */
export const createYuvToRgba = ({ matrix, fullRange }: YuvFormat): YuvToRgba => {
  const [red, green, blue] = lumaWeights(matrix);
  const lumaGain = fullRange ? 1 : 255 / 219;
  const chromaGain = fullRange ? 1 : 255 / 224;
  const lumaBase = fullRange ? 0 : 16;
  const redFromV = 2 * (1 - red) * chromaGain;
  const blueFromU = 2 * (1 - blue) * chromaGain;
  const greenFromU = (-2 * blue * (1 - blue) * chromaGain) / green;
  const greenFromV = (-2 * red * (1 - red) * chromaGain) / green;
  return ({ y, u, v }, rgba) => {
    for (let i = 0, at = 0; i < y.length; i++, at += 4) {
      const luma = (y[i]! - lumaBase) * lumaGain;
      const cb = u[i]! - 128;
      const cr = v[i]! - 128;
      rgba[at] = luma + redFromV * cr;
      rgba[at + 1] = luma + greenFromU * cb + greenFromV * cr;
      rgba[at + 2] = luma + blueFromU * cb;
      rgba[at + 3] = 255;
    }
  };
};
