import type { RgbaImage } from '../../core/image';
import { openAddBare } from '../../kernels/add-bare';
import { tryKernelMemory } from '../../kernels/kernel-memory';
import { connectedComponents } from '../connected-components';
import { erode } from '../erode';
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
  const rest = new Uint8Array(bare.length);
  for (let i = 0; i < rest.length; i++) rest[i] = bare[i] ? 0 : 1;
  for (const blob of connectedComponents(rest, widthPx, heightPx)) {
    const side = Math.max(blob.right - blob.left, blob.bottom - blob.top) / widthPx;
    const inside = blob.left > 0 && blob.top > 0 && blob.right < widthPx - 1 && blob.bottom < heightPx - 1;
    const small = blob.pixels.length < MAX_MARKER_AREA * widthPx * heightPx && side < MAX_MARKER_SIDE;
    if (small && inside) for (const pixel of blob.pixels) bare[pixel] = 1;
  }
  // The soft rim of the subject must not be taken for screen.
  return erode(bare, widthPx, heightPx, 2);
};

/** Red, green and blue of a pixel's bare moments added up, and how many they were: up to 257 frames. */
const SUM_WORDS = 4;

/** Adds up the bare pixels of frames; `bare` has a mark for every square of `SHRINK` px. */
export interface BareSums {
  /** `[height, width, 4]`. */
  readonly sums: Uint16Array;
  add(frame: RgbaImage, bare: Float32Array): void;
}

type Size = Pick<RgbaImage, 'widthPx' | 'heightPx'>;
const shrunk = (px: number): number => Math.ceil(px / SHRINK);

/** The plain twin of the kernel. */
export const createPlainSums = ({ widthPx, heightPx }: Size): BareSums => {
  const sums = new Uint16Array(widthPx * heightPx * SUM_WORDS);
  const addPixel = (data: Uint8ClampedArray, at: number): void => {
    for (let c = 0; c < 3; c++) sums[at + c]! += data[at + c]!;
    sums[at + 3]! += 1;
  };
  const add = ({ data }: RgbaImage, bare: Float32Array): void => {
    for (let y = 0, at = 0; y < heightPx; y++) {
      const row = ((y / SHRINK) | 0) * shrunk(widthPx);
      for (let x = 0; x < widthPx; x++, at += 4) if (bare[row + ((x / SHRINK) | 0)]) addPixel(data, at);
    }
  };
  return { sums, add };
};

/** `null` where there is no WebAssembly SIMD, or no room. */
export const createSimdSums = ({ widthPx, heightPx }: Size): BareSums | null => {
  const pixels = widthPx * heightPx;
  const bareBytes = shrunk(widthPx) * shrunk(heightPx) * 4;
  const memory = tryKernelMemory({ frame: pixels * 4, bare: bareBytes, sums: pixels * SUM_WORDS * 2 });
  const kernel = memory && openAddBare(memory.memory);
  if (!memory || !kernel) return null;
  const { at } = memory;
  const add = (frame: RgbaImage, bare: Float32Array): void => {
    memory.bytes('frame').set(frame.data);
    memory.floats('bare').set(bare);
    kernel.addBare(at.frame, widthPx, heightPx, at.bare, shrunk(widthPx), at.sums);
  };
  return { sums: new Uint16Array(memory.memory.buffer, at.sums, pixels * SUM_WORDS), add };
};

/** Fills what was never bare from its surroundings, working at the small size. */
const fillUnseen = (sums: Uint16Array, { widthPx, heightPx }: Size): Float32Array => {
  const width = shrunk(widthPx);
  const height = shrunk(heightPx);
  const values = new Float32Array(width * height * 3);
  const weights = new Float32Array(width * height);
  for (let y = 0, i = 0; y < heightPx; y++) {
    const row = ((y / SHRINK) | 0) * width;
    for (let x = 0; x < widthPx; x++, i += SUM_WORDS) {
      const count = sums[i + 3]!;
      if (!count) continue;
      const cell = row + ((x / SHRINK) | 0);
      const share = 1 / count;
      weights[cell]! += 1;
      values[cell * 3]! += sums[i]! * share;
      values[cell * 3 + 1]! += sums[i + 1]! * share;
      values[cell * 3 + 2]! += sums[i + 2]! * share;
    }
  }
  for (let cell = 0; cell < weights.length; cell++) {
    if (!weights[cell]) continue;
    for (let c = 0; c < 3; c++) values[cell * 3 + c] = values[cell * 3 + c]! / weights[cell]!;
    weights[cell] = 1;
  }
  return pullPush({ widthPx: width, heightPx: height, channels: 3, values, weights });
};

const plateOf = (sums: Uint16Array, { widthPx, heightPx }: Size): ScreenPlate => {
  const filled = fillUnseen(sums, { widthPx, heightPx });
  const data = new Uint8ClampedArray(widthPx * heightPx * 4);
  let seen = 0;
  for (let y = 0, i = 0; y < heightPx; y++) {
    const row = ((y / SHRINK) | 0) * shrunk(widthPx);
    for (let x = 0; x < widthPx; x++, i += 4) {
      const count = sums[i + 3]!;
      const cell = (row + ((x / SHRINK) | 0)) * 3;
      if (count) seen++;
      for (let c = 0; c < 3; c++) data[i + c] = count ? sums[i + c]! / count : filled[cell + c]!;
      data[i + 3] = 255;
    }
  }
  return { image: { widthPx, heightPx, data }, seen: seen / (widthPx * heightPx) };
};

/** The small picture in which bare screen is told. */
export const shrinkForPlate = (image: RgbaImage): RgbaImage =>
  resizeArea(image, shrunk(image.widthPx), shrunk(image.heightPx));

/** Accumulates the bare screen over the sampled frames of one shot. Memory: 12 bytes a pixel. */
export const createPlateBuilder = (widthPx: number, heightPx: number, key: Rgb) => {
  const size = { widthPx, heightPx };
  const bareSums = createSimdSums(size) ?? createPlainSums(size);
  const addFrame = (frame: RgbaImage, small = shrinkForPlate(frame)): void =>
    bareSums.add(frame, bareMask(small, key));
  return { addFrame, finish: (): ScreenPlate => plateOf(bareSums.sums, size) };
};
