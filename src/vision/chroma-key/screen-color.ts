import type { RgbaImage } from '../../core/image';
import { cbOf, crOf } from './key-color';
import { lumaOf } from '../color';

export interface ScreenColor {
  /** Mean of the screen's pixels, sRGB 0..255. */
  readonly rgb: readonly [number, number, number];
  /** Share of the picture that is screen, 0..1. */
  readonly coverage: number;
  /** Share of the picture's border that is screen, 0..1. */
  readonly borderCoverage: number;
}

/** Cells of the chroma histogram per axis; 4 code values each. */
const BINS = 64;
/** A backdrop paler than this (chroma length in code values) cannot be told from neutral subjects. */
const MIN_CHROMA = 26;
/** Cells within this many of the peak belong to the same cloth under uneven light. */
const PEAK_RADIUS_BINS = 5;
/** Less screen than this and the picture has no backdrop, only an object of that colour. */
const MIN_COVERAGE = 0.06;
const MIN_BORDER_COVERAGE = 0.12;
/** Luma steps above this between neighbours are texture, not cloth. */
const MAX_CLOTH_GRADIENT = 14;

const chromaAt = (data: Uint8ClampedArray, i: number): readonly [number, number] => {
  const luma = lumaOf(data[i]!, data[i + 1]!, data[i + 2]!);
  return [cbOf(data[i + 2]!, luma), crOf(data[i]!, luma)];
};

const binOf = (cb: number, cr: number): number => {
  const u = Math.min(BINS - 1, Math.max(0, Math.floor((cb + 128) / 4)));
  const v = Math.min(BINS - 1, Math.max(0, Math.floor((cr + 128) / 4)));
  return v * BINS + u;
};

const isBorder = (x: number, y: number, widthPx: number, heightPx: number): boolean => {
  const margin = Math.max(2, Math.round(widthPx * 0.04));
  // The lower edge is left out: people stand there.
  return x < margin || x >= widthPx - margin || (y < margin && y < heightPx / 2);
};

/** Luma change to the right and lower neighbours, by the green channel that carries most of it. */
const roughness = (data: Uint8ClampedArray, i: number, widthPx: number): number =>
  Math.abs(data[i + 1]! - data[i + 5]!) + Math.abs(data[i + 1]! - data[i + widthPx * 4 + 1]!);

/** Adds one picture's smooth, saturated pixels by chroma; those at the border, where backdrops are, count double. */
const addToHistogram = (histogram: Float32Array, { data, widthPx, heightPx }: RgbaImage): void => {
  for (let pixel = 0; pixel < (heightPx - 1) * widthPx - 1; pixel++) {
    const i = pixel * 4;
    const x = pixel % widthPx;
    const [cb, cr] = chromaAt(data, i);
    if (roughness(data, i, widthPx) > MAX_CLOTH_GRADIENT || cb * cb + cr * cr < MIN_CHROMA ** 2) continue;
    const bin = binOf(cb, cr);
    histogram[bin] = histogram[bin]! + (isBorder(x, (pixel - x) / widthPx, widthPx, heightPx) ? 2 : 1);
  }
};

const NEIGHBOURS = [-1, 0, 1].flatMap((v) => [-1, 0, 1].map((u) => v * BINS + u));

/** The chroma at the cell whose neighbourhood holds most. */
const peakOf = (histogram: Float32Array): readonly [number, number] => {
  let best = -1;
  let peak = 0;
  for (let bin = BINS + 1; bin < BINS * (BINS - 1) - 1; bin++) {
    const sum = NEIGHBOURS.reduce((total, step) => total + histogram[bin + step]!, 0);
    if (sum <= best) continue;
    best = sum;
    peak = bin;
  }
  return [(peak % BINS) * 4 - 126, Math.floor(peak / BINS) * 4 - 126];
};

/**
 * The saturated, smooth backdrop of a set of small pictures of one shot (any hue), or `null` where there is
 * none. `images`: about 320 px wide.
 */
export const findScreenColor = (images: readonly RgbaImage[]): ScreenColor | null => {
  const histogram = new Float32Array(BINS * BINS);
  for (const image of images) addToHistogram(histogram, image);
  const [peakCb, peakCr] = peakOf(histogram);
  if (Math.hypot(peakCb, peakCr) < MIN_CHROMA) return null;
  const sum = [0, 0, 0];
  const counts = { screen: 0, all: 0, borderScreen: 0, border: 0 };
  for (const { data, widthPx, heightPx } of images) {
    for (let i = 0, p = 0; i < data.length; i += 4, p++) {
      const [cb, cr] = chromaAt(data, i);
      const border = isBorder(p % widthPx, Math.floor(p / widthPx), widthPx, heightPx);
      counts.all++;
      if (border) counts.border++;
      if ((cb - peakCb) ** 2 + (cr - peakCr) ** 2 > (PEAK_RADIUS_BINS * 4) ** 2) continue;
      counts.screen++;
      if (border) counts.borderScreen++;
      for (let c = 0; c < 3; c++) sum[c] = sum[c]! + data[i + c]!;
    }
  }
  const coverage = counts.screen / Math.max(1, counts.all);
  const borderCoverage = counts.borderScreen / Math.max(1, counts.border);
  if (coverage < MIN_COVERAGE || borderCoverage < MIN_BORDER_COVERAGE) return null;
  const n = counts.screen;
  return { rgb: [sum[0]! / n, sum[1]! / n, sum[2]! / n], coverage, borderCoverage };
};
