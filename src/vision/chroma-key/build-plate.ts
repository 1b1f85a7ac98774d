import type { RgbaImage } from '../../core/image';
import { connectedComponents } from '../connected-components';
import { dilate } from '../erode';
import { pullPush } from '../pull-push';
import { resizeArea } from '../resize';
import { classifyScreen, type Rgb } from './classify-screen';

/** Classification runs on pictures this many times smaller: enough for markers, and noise averages out. */
const SHRINK = 4;
/** A lone blob up to this share of the picture, not touching its edge, is a mark on the screen. */
const MAX_MARKER_AREA = 0.004;
const MAX_MARKER_SIDE = 0.07;

/** The screen without the subject, opaque RGBA at full size, and what was seen of it. */
export interface ScreenPlate {
  readonly image: RgbaImage;
  /** Share of the plate that was really seen bare in some frame, 0..1; the rest is filled in smoothly. */
  readonly seen: number;
}

/** Bare screen and marks on it: 1, else 0. */
const bareMask = (small: RgbaImage, key: Rgb): Float32Array<ArrayBuffer> => {
  const { widthPx, heightPx } = small;
  const bare = classifyScreen(small, key);
  const rest = Uint8Array.from(bare, (value) => (value ? 0 : 1));
  for (const blob of connectedComponents(rest, widthPx, heightPx)) {
    const side = Math.max(blob.right - blob.left, blob.bottom - blob.top) / widthPx;
    const inside = blob.left > 0 && blob.top > 0 && blob.right < widthPx - 1 && blob.bottom < heightPx - 1;
    const small = blob.pixels.length < MAX_MARKER_AREA * widthPx * heightPx && side < MAX_MARKER_SIDE;
    if (small && inside) for (const pixel of blob.pixels) bare[pixel] = 1;
  }
  // The soft rim of the subject must not be taken for screen.
  const covered = dilate(
    bare.map((value) => 1 - value),
    widthPx,
    heightPx,
    2,
  );
  return covered.map((value) => 1 - value);
};

/** Fills what was never bare from its surroundings, working at the small size. */
const fillUnseen = (
  sums: Float32Array,
  counts: Uint16Array,
  widthPx: number,
  heightPx: number,
): Float32Array => {
  const width = Math.ceil(widthPx / SHRINK);
  const height = Math.ceil(heightPx / SHRINK);
  const values = new Float32Array(width * height * 3);
  const weights = new Float32Array(width * height);
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]!;
    if (!count) continue;
    const x = i % widthPx;
    const cell = (((i - x) / widthPx / SHRINK) | 0) * width + ((x / SHRINK) | 0);
    weights[cell] = weights[cell]! + 1;
    for (let c = 0; c < 3; c++) values[cell * 3 + c] = values[cell * 3 + c]! + sums[i * 3 + c]! / count;
  }
  for (let cell = 0; cell < weights.length; cell++) {
    if (!weights[cell]) continue;
    for (let c = 0; c < 3; c++) values[cell * 3 + c] = values[cell * 3 + c]! / weights[cell]!;
    weights[cell] = 1;
  }
  return pullPush({ widthPx: width, heightPx: height, channels: 3, values, weights });
};

/** Accumulates the bare screen over the sampled frames of one shot. Memory: 14 bytes a pixel. */
export const createPlateBuilder = (widthPx: number, heightPx: number, key: Rgb) => {
  const sums = new Float32Array(widthPx * heightPx * 3);
  const counts = new Uint16Array(widthPx * heightPx);
  const width = Math.ceil(widthPx / SHRINK);
  const height = Math.ceil(heightPx / SHRINK);

  const add = ({ data }: RgbaImage, bare: Float32Array): void => {
    for (let i = 0; i < counts.length; i++) {
      const x = i % widthPx;
      const y = (i - x) / widthPx;
      if (!bare[((y / SHRINK) | 0) * width + ((x / SHRINK) | 0)]) continue;
      counts[i] = counts[i]! + 1;
      sums[i * 3] = sums[i * 3]! + data[i * 4]!;
      sums[i * 3 + 1] = sums[i * 3 + 1]! + data[i * 4 + 1]!;
      sums[i * 3 + 2] = sums[i * 3 + 2]! + data[i * 4 + 2]!;
    }
  };

  const addFrame = (frame: RgbaImage): void => add(frame, bareMask(resizeArea(frame, width, height), key));

  const finish = (): ScreenPlate => {
    const filled = fillUnseen(sums, counts, widthPx, heightPx);
    const data = new Uint8ClampedArray(widthPx * heightPx * 4);
    let seen = 0;
    for (let i = 0; i < counts.length; i++) {
      const count = counts[i]!;
      const x = i % widthPx;
      const cell = (((i - x) / widthPx / SHRINK) | 0) * width + ((x / SHRINK) | 0);
      if (count) seen++;
      for (let c = 0; c < 3; c++) data[i * 4 + c] = count ? sums[i * 3 + c]! / count : filled[cell * 3 + c]!;
      data[i * 4 + 3] = 255;
    }
    return { image: { widthPx, heightPx, data }, seen: seen / counts.length };
  };

  return { addFrame, finish };
};
