import type { Plane, RgbaImage } from '../core/image';
import { createArena } from '../kernels/kernel-arena';
import { openResample } from '../kernels/resample';
import { resampleImage, resamplePlane, type ResampleTables as Tables } from './resample';
import { resampleWeights, type ResizeKernel } from './resample-weights';

const arenaFor = createArena(openResample);

const isOpaque = (data: Uint8ClampedArray): boolean => {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return false;
  return true;
};

/** What the tables take in kernel memory. */
const tableSizes = (tables: Tables): readonly number[] =>
  tables.flatMap(({ starts, counts, weights }) => [starts, counts, weights].map((part) => part.byteLength));

/** Copies both tables to `at` and names them as the kernel wants them. */
const loadTables = (buffer: ArrayBuffer, at: readonly number[], tables: Tables) => {
  const named = tables.map(({ starts, counts, weights, stride }, i) => {
    const [startsAt, countsAt, weightsAt] = at.slice(i * 3) as [number, number, number];
    new Int32Array(buffer, startsAt).set(starts);
    new Int32Array(buffer, countsAt).set(counts);
    new Float32Array(buffer, weightsAt).set(weights);
    return [starts.length, startsAt, countsAt, weightsAt, stride] as const;
  });
  return [...named[0]!, ...named[1]!] as const;
};

/** Opaque pictures and planes by the SIMD kernel; `null` where it can not. */
const resampleFast = <Data extends Uint8ClampedArray<ArrayBuffer> | Float32Array<ArrayBuffer>>(
  data: Data,
  widthPx: number,
  tables: Tables,
): Data | null => {
  const isRgba = data instanceof Uint8ClampedArray;
  const channels = isRgba ? 4 : 1;
  const count = tables[0].starts.length * tables[1].starts.length * channels;
  const bytes = count * data.BYTES_PER_ELEMENT;
  const arena = arenaFor([data.byteLength, widthPx * channels * 4, bytes, ...tableSizes(tables)]);
  if (!arena) return null;
  const { kernel, buffer, at } = arena;
  const [source, row, out] = at as [number, number, number];
  const named = loadTables(buffer, at.slice(3), tables);
  if (isRgba) {
    new Uint8ClampedArray(buffer, source).set(data);
    kernel.resampleRgba(source, widthPx, row, out, ...named);
    return new Uint8ClampedArray(buffer, out, count).slice() as Data;
  }
  new Float32Array(buffer, source).set(data);
  kernel.resamplePlane(source, widthPx, row, out, ...named);
  return new Float32Array(buffer, out, count).slice() as Data;
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
  const tables = [
    resampleWeights(image.widthPx, widthPx, kernel),
    resampleWeights(image.heightPx, heightPx, kernel),
  ] as const;
  const opaque = isOpaque(image.data);
  const data = opaque ? resampleFast(image.data, image.widthPx, tables) : null;
  return data ? { widthPx, heightPx, data } : resampleImage(image, tables, opaque);
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
  const tables = [
    resampleWeights(plane.widthPx, widthPx, kernel),
    resampleWeights(plane.heightPx, heightPx, kernel),
  ] as const;
  const data = resampleFast(plane.data, plane.widthPx, tables);
  return data ? { widthPx, heightPx, data } : resamplePlane(plane, tables);
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
