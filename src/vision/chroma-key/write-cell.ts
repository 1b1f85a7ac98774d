import type { RgbaImage } from '../../core/image';
import { spillLight, spillShare } from './spill';
import type { Area, SolvedPixels } from './solve-cell';

/**
 * Noise of an unmixed colour grows as 1 / alpha: it and the local subject colour are weighted by how sure they are, down to
 * nothing of the local one where the subject is solid. Square of the ratio of what an unmixed colour is off (grain, and chroma stored at half size) to the spread of a subject's
 * colour round its local mean; measured on the composites of the bench.
 */
export const GRAIN_TO_SPREAD = 0.3;
/** Share of `noise` under which a neighbourhood's mean alpha is nothing at all. */
export const NOISE_FLOOR = 0.4;

/** What the sliders come to. */
export interface KeyWeights {
  readonly gain: number;
  readonly noise: number;
  readonly spill: number;
}

const ramp = (value: number, from: number, span: number): number =>
  value <= from ? 0 : value >= from + span ? 1 : (value - from) / span;

/** Pulls alpha to 0 (or 1) where the whole neighbourhood is nearly so, and leaves single wisps in real edges. */
const cleanAlpha = (alpha: number, around: number, noise: number): number => {
  const opened = alpha * ramp(around, noise * NOISE_FLOOR, noise);
  return 1 - (1 - opened) * ramp(1 - around, noise * NOISE_FLOOR, noise);
};

/** A picture as bytes and as little-endian RGBA words. */
export interface Pixels {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly words: Uint32Array;
}

export const pixelsOf = ({ data }: RgbaImage): Pixels => ({
  data,
  words: new Uint32Array(data.buffer, data.byteOffset, data.length / 4),
});

/** Solid subject: its own pixels less the spill of the cell's screen, which the caller has set. */
export const writeSolid = (
  frame: Pixels,
  out: Pixels,
  { x0, y0, x1, y1 }: Area,
  { spill, widthPx }: { readonly spill: number; readonly widthPx: number },
): void => {
  const { data } = out;
  for (let y = y0; y < y1; y++) {
    for (let p = y * widthPx + x0, end = y * widthPx + x1; p < end; p++) {
      const word = frame.words[p]!;
      out.words[p] = word;
      const red = word & 255;
      const green = (word >>> 8) & 255;
      const blue = (word >>> 16) & 255;
      const share = spillShare(red, green, blue) * spill;
      if (share === 0) continue;
      const i = p * 4;
      data[i] = red - share * spillLight.red;
      data[i + 1] = green - share * spillLight.green;
      data[i + 2] = blue - share * spillLight.blue;
    }
  }
};

/** The subject's colour in one channel: what the pixel shows less the screen, and the local colour the less it shows. */
const unmix = (pixel: number, behind: number, local: number, alpha: number): number => {
  if (alpha <= 0) return local;
  const own = (pixel - (1 - alpha) * behind) / alpha;
  const trust = (alpha * alpha) / (alpha * alpha + GRAIN_TO_SPREAD * (1 - alpha));
  return local + trust * ((own < 0 ? 0 : own > 255 ? 255 : own) - local);
};

/**
 * The soft edge, less the spill of the cell's screen, which the caller has set. The mean of 9 alphas spread over 5x5 pixels
 * is a neighbourhood wide enough to tell grain from wisps. Clear pixels are coloured too: video codecs smear colour, and
 * black would darken the edge.
 */
export const writeMixed = (
  frame: RgbaImage,
  out: RgbaImage,
  { x0, y0, x1, y1 }: Area,
  { solved, weights }: { readonly solved: SolvedPixels; readonly weights: KeyWeights },
): void => {
  const { alpha: alphas, foreground, screen: behind } = solved;
  const { widthPx, heightPx, data: pixels } = frame;
  const { gain, noise, spill } = weights;
  const { data } = out;
  for (let y = y0; y < y1; y++) {
    const up = (y > 1 ? y - 2 : 0) * widthPx;
    const here = y * widthPx;
    const down = (y + 2 < heightPx ? y + 2 : heightPx - 1) * widthPx;
    for (let x = x0; x < x1; x++) {
      const left = x > 1 ? x - 2 : 0;
      const right = x + 2 < widthPx ? x + 2 : widthPx - 1;
      const above = alphas[up + left]! + alphas[up + x]! + alphas[up + right]!;
      const level = alphas[here + left]! + alphas[here + x]! + alphas[here + right]!;
      const below = alphas[down + left]! + alphas[down + x]! + alphas[down + right]!;
      const p = here + x;
      const i = p * 4;
      const k = p * 3;
      const alpha = cleanAlpha(Math.min(1, alphas[p]! * gain), (above + level + below) / 9, noise);
      const red = unmix(pixels[i]!, behind[k]!, foreground[k]!, alpha);
      const green = unmix(pixels[i + 1]!, behind[k + 1]!, foreground[k + 1]!, alpha);
      const blue = unmix(pixels[i + 2]!, behind[k + 2]!, foreground[k + 2]!, alpha);
      const share = spillShare(red, green, blue) * spill;
      data[i] = red - share * spillLight.red;
      data[i + 1] = green - share * spillLight.green;
      data[i + 2] = blue - share * spillLight.blue;
      data[i + 3] = alpha * pixels[i + 3]!;
    }
  }
};
