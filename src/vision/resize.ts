import type { Plane, RgbaImage } from '../core/image';
import { resampleWeights, type ResampleWeights, type ResizeKernel } from './resample-weights';

/** Output rows of `channels` interleaved floats: `[rows, outputWidth, channels]`. */
const resampleRows = (
  input: ArrayLike<number>,
  rows: number,
  channels: number,
  { widthIn, taps }: { readonly widthIn: number; readonly taps: ResampleWeights },
): Float32Array<ArrayBuffer> => {
  const widthOut = taps.starts.length;
  const output = new Float32Array(rows * widthOut * channels);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < widthOut; x++) {
      const from = (y * widthIn + taps.starts[x]!) * channels;
      const to = (y * widthOut + x) * channels;
      addTaps(output, to, { input, from, step: channels, channels, taps, index: x });
    }
  }
  return output;
};

interface TapRun {
  readonly input: ArrayLike<number>;
  readonly from: number;
  readonly step: number;
  readonly channels: number;
  readonly taps: ResampleWeights;
  readonly index: number;
}

/** The inner loop; channels are unrolled for the two cases that occur (1 and 4). */
const addTaps = (output: Float32Array, to: number, run: TapRun): void => {
  const { input, step, taps, index } = run;
  const count = taps.counts[index]!;
  const base = index * taps.stride;
  let from = run.from;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let k = 0; k < count; k++, from += step) {
    const weight = taps.weights[base + k]!;
    a += weight * input[from]!;
    if (run.channels === 1) continue;
    b += weight * input[from + 1]!;
    c += weight * input[from + 2]!;
    d += weight * input[from + 3]!;
  }
  output[to] = a;
  if (run.channels === 1) return;
  output[to + 1] = b;
  output[to + 2] = c;
  output[to + 3] = d;
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
    const row = output.subarray(y * rowLength, (y + 1) * rowLength);
    for (let k = 0; k < taps.counts[y]!; k++) {
      const weight = taps.weights[y * taps.stride + k]!;
      const source = (taps.starts[y]! + k) * rowLength;
      for (let i = 0; i < rowLength; i++) row[i] = row[i]! + weight * input[source + i]!;
    }
  }
  return output;
};

const isOpaque = (data: Uint8ClampedArray): boolean => {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return false;
  return true;
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

/**
 * Resizes to exactly `widthPx` x `heightPx`. Works on sRGB code values; pictures with transparency are
 * filtered premultiplied, so no colour bleeds out of clear pixels.
 */
export const resizeImage = (
  image: RgbaImage,
  widthPx: number,
  heightPx: number,
  kernel: ResizeKernel,
): RgbaImage => {
  if (image.widthPx === widthPx && image.heightPx === heightPx) return image;
  const opaque = isOpaque(image.data);
  const across = resampleWeights(image.widthPx, widthPx, kernel);
  const down = resampleWeights(image.heightPx, heightPx, kernel);
  const source = opaque ? image.data : premultiply(image.data);
  const rows = resampleRows(source, image.heightPx, 4, { widthIn: image.widthPx, taps: across });
  const result = resampleColumns(rows, widthPx * 4, down);
  if (!opaque) unpremultiply(result);
  return { widthPx, heightPx, data: Uint8ClampedArray.from(result) };
};

/** Exact pixel coverage: the choice for making thumbnails. */
export const resizeArea = (image: RgbaImage, widthPx: number, heightPx: number): RgbaImage =>
  resizeImage(image, widthPx, heightPx, 'area');

/** Triangle filter, widened on reduction. */
export const resizeBilinear = (image: RgbaImage, widthPx: number, heightPx: number): RgbaImage =>
  resizeImage(image, widthPx, heightPx, 'bilinear');

/** Lanczos with three lobes: the choice for pictures a person keeps. */
export const resizeLanczos = (image: RgbaImage, widthPx: number, heightPx: number): RgbaImage =>
  resizeImage(image, widthPx, heightPx, 'lanczos3');

/** Same for one float channel; any value range. */
export const resizePlane = (
  plane: Plane,
  widthPx: number,
  heightPx: number,
  kernel: ResizeKernel = 'area',
): Plane => {
  if (plane.widthPx === widthPx && plane.heightPx === heightPx) return plane;
  const across = resampleWeights(plane.widthPx, widthPx, kernel);
  const down = resampleWeights(plane.heightPx, heightPx, kernel);
  const rows = resampleRows(plane.data, plane.heightPx, 1, { widthIn: plane.widthPx, taps: across });
  return { widthPx, heightPx, data: resampleColumns(rows, widthPx, down) };
};

/** Whole-pixel size that fits inside the given bounds with the same aspect; never larger than the input. */
export const fitInside = (
  size: { readonly widthPx: number; readonly heightPx: number },
  maxWidthPx: number,
  maxHeightPx: number,
): { readonly widthPx: number; readonly heightPx: number } => {
  const scale = Math.min(1, maxWidthPx / size.widthPx, maxHeightPx / size.heightPx);
  return {
    widthPx: Math.max(1, Math.round(size.widthPx * scale)),
    heightPx: Math.max(1, Math.round(size.heightPx * scale)),
  };
};
