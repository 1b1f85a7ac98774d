import type { Plane, RgbaImage } from '../core/image';
import type { ResampleWeights } from './resample-weights';

/** Weights across and down. */
export type ResampleTables = readonly [ResampleWeights, ResampleWeights];

interface RowsInput {
  readonly data: ArrayLike<number>;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Resamples every row of 4 interleaved channels: `[rows, outputWidth, 4]`. The inner loop is spelled out for speed. */
const resampleRows4 = ({ data, widthPx, heightPx }: RowsInput, taps: ResampleWeights): Float32Array => {
  const { starts, counts, weights, stride } = taps;
  const widthOut = starts.length;
  const output = new Float32Array(heightPx * widthOut * 4);
  let to = 0;
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthOut; x++, to += 4) {
      let from = (y * widthPx + starts[x]!) * 4;
      const end = x * stride + counts[x]!;
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let k = x * stride; k < end; k++, from += 4) {
        const weight = weights[k]!;
        a += weight * data[from]!;
        b += weight * data[from + 1]!;
        c += weight * data[from + 2]!;
        d += weight * data[from + 3]!;
      }
      output[to] = a;
      output[to + 1] = b;
      output[to + 2] = c;
      output[to + 3] = d;
    }
  }
  return output;
};

/** The same for one channel. */
const resampleRows1 = ({ data, widthPx, heightPx }: RowsInput, taps: ResampleWeights): Float32Array => {
  const { starts, counts, weights, stride } = taps;
  const widthOut = starts.length;
  const output = new Float32Array(heightPx * widthOut);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthOut; x++) {
      const from = y * widthPx + starts[x]!;
      let sum = 0;
      for (let k = 0; k < counts[x]!; k++) sum += weights[x * stride + k]! * data[from + k]!;
      output[y * widthOut + x] = sum;
    }
  }
  return output;
};

/** Weighted sums of whole rows, so memory is walked in order. */
const resampleColumns = (
  input: Float32Array,
  rowLength: number,
  taps: ResampleWeights,
): Float32Array<ArrayBuffer> => {
  const heightOut = taps.starts.length;
  const output = new Float32Array(heightOut * rowLength);
  for (let y = 0; y < heightOut; y++) {
    const to = y * rowLength;
    for (let k = 0; k < taps.counts[y]!; k++) {
      const weight = taps.weights[y * taps.stride + k]!;
      const from = (taps.starts[y]! + k) * rowLength;
      for (let i = 0; i < rowLength; i++) output[to + i] = output[to + i]! + weight * input[from + i]!;
    }
  }
  return output;
};

const premultiply = (data: Uint8ClampedArray): Float32Array => {
  const output = Float32Array.from(data);
  for (let i = 0; i < output.length; i += 4) {
    const alpha = output[i + 3]! / 255;
    for (let c = 0; c < 3; c++) output[i + c] = output[i + c]! * alpha;
  }
  return output;
};

const unpremultiply = (data: Float32Array): void => {
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3]! / 255;
    if (alpha <= 0) continue;
    for (let c = 0; c < 3; c++) data[i + c] = data[i + c]! / alpha;
  }
};

/** The picture under the weights; colours are filtered premultiplied where it is not `opaque`. */
export const resampleImage = (
  image: RgbaImage,
  [across, down]: ResampleTables,
  opaque: boolean,
): RgbaImage => {
  const source = opaque ? image.data : premultiply(image.data);
  const rows = resampleRows4({ ...image, data: source }, across);
  const widthPx = across.starts.length;
  const result = resampleColumns(rows, widthPx * 4, down);
  if (!opaque) unpremultiply(result);
  return { widthPx, heightPx: down.starts.length, data: new Uint8ClampedArray(result) };
};

/** One float channel under the weights. */
export const resamplePlane = (plane: Plane, [across, down]: ResampleTables): Plane => {
  const widthPx = across.starts.length;
  const data = resampleColumns(resampleRows1(plane, across), widthPx, down);
  return { widthPx, heightPx: down.starts.length, data };
};
