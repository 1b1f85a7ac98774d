import type { RgbaImage } from '../../core/image';
import { classifyScratchBytes, openClassifyScreen } from '../../kernels/classify-screen';
import { createArena } from '../../kernels/kernel-arena';
import { boxBlur } from '../box-blur';
import { erode } from '../erode';
import { pullPush } from '../pull-push';
import { CB_SCALE, cbOf, CR_SCALE, crOf } from './key-color';
import { lumaOf } from '../color';

export type Rgb = readonly [number, number, number];

/** Accepted deviation of a pixel's chroma-to-luma ratio from the screen's, coarse to fine, share of the ratio. */
const RATIO_TOLERANCES = [0.45, 0.16, 0.1];
/** Folds and light fall-off change luma, not this ratio; shade beyond these is no longer the lit cloth. */
const MIN_SHADE = 0.3;
const MAX_SHADE = 1.7;
/** Below this luma the ratio is mostly noise. */
const MIN_LUMA = 12;
/** Noise allowance of the ratio, in code values of luma. */
const RATIO_NOISE = 2;

interface Ratios {
  /** `[cells, 3]`: Cb/luma, Cr/luma, unused. */
  readonly pixels: Float32Array<ArrayBuffer>;
  readonly luma: Float32Array;
}

const ratiosOf = ({ data }: RgbaImage): Ratios => {
  const count = data.length / 4;
  const pixels = new Float32Array(count * 3);
  const luma = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const y = lumaOf(data[i * 4]!, data[i * 4 + 1]!, data[i * 4 + 2]!);
    const floor = Math.max(MIN_LUMA, y);
    luma[i] = y;
    pixels[i * 3] = cbOf(data[i * 4 + 2]!, y) / floor;
    pixels[i * 3 + 1] = crOf(data[i * 4]!, y) / floor;
  }
  return { pixels, luma };
};

const blurField = (
  field: Float32Array<ArrayBuffer>,
  widthPx: number,
  heightPx: number,
  radius: number,
): Float32Array<ArrayBuffer> => {
  const out = new Float32Array(field.length);
  const plane = new Float32Array(widthPx * heightPx);
  for (let c = 0; c < 2; c++) {
    for (let i = 0; i < plane.length; i++) plane[i] = field[i * 3 + c]!;
    const blurred = boxBlur(plane, widthPx, heightPx, radius);
    for (let i = 0; i < plane.length; i++) out[i * 3 + c] = blurred[i]!;
  }
  return out;
};

/** 1 where a pixel's ratio is the screen's within the tolerance, else 0. */
const within = (
  ratios: Ratios,
  screen: Float32Array,
  keyLuma: number,
  tolerance: number,
): Float32Array<ArrayBuffer> => {
  const mask = new Float32Array(ratios.luma.length);
  for (let i = 0; i < mask.length; i++) {
    const luma = Math.max(MIN_LUMA, ratios.luma[i]!);
    const shade = luma / keyLuma;
    if (shade < MIN_SHADE || shade > MAX_SHADE) continue;
    const cb = screen[i * 3]!;
    const cr = screen[i * 3 + 1]!;
    const u = ratios.pixels[i * 3]! - cb;
    const v = ratios.pixels[i * 3 + 1]! - cr;
    const off = Math.sqrt((u * u + v * v) / (cb * cb + cr * cr));
    if (off + RATIO_NOISE / luma < tolerance) mask[i] = 1;
  }
  return mask;
};

const blurRadius = (widthPx: number): number => Math.round(widthPx / 12);

/**
 * Which pixels of a small picture are bare screen: 1, else 0, one per pixel. The test is on the ratio of chroma
 * to luma, which shading does not change, against a smooth field of that ratio fitted to the picture itself,
 * so uneven light, folds and a colour cast pass while soft edges, hair and glass do not.
 */
export const classifyScreenPlainly = (small: RgbaImage, key: Rgb): Float32Array<ArrayBuffer> => {
  const { widthPx, heightPx } = small;
  const ratios = ratiosOf(small);
  const keyLuma = lumaOf(...key);
  let screen = new Float32Array(ratios.pixels.length);
  for (let i = 0; i < ratios.luma.length; i++) {
    screen[i * 3] = cbOf(key[2], keyLuma) / keyLuma;
    screen[i * 3 + 1] = crOf(key[0], keyLuma) / keyLuma;
  }
  let mask: Float32Array<ArrayBuffer> = new Float32Array(ratios.luma.length);
  for (const [index, tolerance] of RATIO_TOLERANCES.entries()) {
    mask = within(ratios, screen, keyLuma, tolerance);
    if (index === RATIO_TOLERANCES.length - 1) break;
    const weights = erode(mask, widthPx, heightPx, 2);
    const field = pullPush({ widthPx, heightPx, channels: 3, values: ratios.pixels, weights });
    screen = blurField(field, widthPx, heightPx, blurRadius(widthPx));
  }
  return mask;
};

const arenaFor = createArena(openClassifyScreen);

/** In the kernel's order. */
const settingsOf = (key: Rgb): readonly number[] => {
  const luma = lumaOf(...key);
  const ratio = [cbOf(key[2], luma) / luma, crOf(key[0], luma) / luma];
  const limits = [MIN_LUMA, luma, MIN_SHADE, MAX_SHADE, RATIO_NOISE];
  return [CB_SCALE, CR_SCALE, ...limits, ...ratio, ...RATIO_TOLERANCES];
};

/** The same by the SIMD kernel, where there is one. */
export const classifyScreen = (small: RgbaImage, key: Rgb): Float32Array<ArrayBuffer> => {
  const { widthPx, heightPx, data } = small;
  const settings = settingsOf(key);
  const maskBytes = widthPx * heightPx * 4;
  const scratchBytes = classifyScratchBytes(widthPx, heightPx);
  const arena = arenaFor([data.length, settings.length * 4, maskBytes, scratchBytes]);
  if (!arena) return classifyScreenPlainly(small, key);
  const { kernel, buffer, at } = arena;
  const [rgba, numbers, mask, scratch] = at as [number, number, number, number];
  new Uint8ClampedArray(buffer, rgba).set(data);
  new Float32Array(buffer, numbers).set(settings);
  kernel.classifyScreen(rgba, widthPx, heightPx, blurRadius(widthPx), mask, scratch, numbers);
  return new Float32Array(buffer, mask, widthPx * heightPx).slice();
};
