import { quantize, type GifPalette } from 'gifenc';
import type { RgbaImage } from '../core/image';

/** Pixels looked at to choose a palette; more change nothing visible. */
const SAMPLE_PIXELS = 200_000;

/** Palette of up to `colors` entries that suits all frames of a scene. */
export const choosePalette = (frames: readonly RgbaImage[], colors: number): GifPalette => {
  const pixels = frames.reduce((sum, frame) => sum + frame.widthPx * frame.heightPx, 0);
  const step = Math.max(1, Math.floor(pixels / SAMPLE_PIXELS));
  const sample = new Uint8ClampedArray((Math.floor(pixels / step) + frames.length) * 4);
  let count = 0;
  for (const { data } of frames) {
    for (let p = 0; p < data.length; p += 4 * step) sample.set(data.subarray(p, p + 4), 4 * count++);
  }
  return quantize(sample.slice(0, 4 * count), colors, { format: 'rgb565' });
};

export interface NearestColor {
  /** Index of the palette entry nearest to the colour (0..255 each, any fraction). */
  (red: number, green: number, blue: number): number;
}

const KEY_BITS = 6;
/** Green weighs most in how bright a difference looks, blue least (Rec. 601, rounded). */
const RED_WEIGHT = 3;
const GREEN_WEIGHT = 5;
const BLUE_WEIGHT = 2;

const searchNearest = (palette: GifPalette, red: number, green: number, blue: number): number => {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  palette.forEach(([r, g, b], index) => {
    const distance =
      RED_WEIGHT * (r! - red) ** 2 + GREEN_WEIGHT * (g! - green) ** 2 + BLUE_WEIGHT * (b! - blue) ** 2;
    if (distance < least) [best, least] = [index, distance];
  });
  return best;
};

/** Lookup with a lazily filled table of 64 steps a channel. */
export const createNearestColor = (palette: GifPalette): NearestColor => {
  const table = new Int16Array(1 << (3 * KEY_BITS)).fill(-1);
  const shift = 8 - KEY_BITS;
  const clampByte = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value | 0);
  return (red, green, blue) => {
    const r = clampByte(red);
    const g = clampByte(green);
    const b = clampByte(blue);
    const key = ((r >> shift) << (2 * KEY_BITS)) | ((g >> shift) << KEY_BITS) | (b >> shift);
    const known = table[key]!;
    if (known >= 0) return known;
    const half = 1 << (shift - 1);
    const found = searchNearest(
      palette,
      ((r >> shift) << shift) + half,
      ((g >> shift) << shift) + half,
      ((b >> shift) << shift) + half,
    );
    table[key] = found;
    return found;
  };
};
