import type { RgbaImage } from '../../core/image';
import { setSpillLight, spillLight, spillShare } from './spill';
import type { Area, SolvedPixels } from './solve-cell';

/**
 * Noise of an unmixed colour grows as 1 / alpha: it and the local subject colour are weighted by how sure they are. Square
 * of the ratio of what an unmixed colour is off (grain, and chroma stored at half size) to the spread of a subject's
 * colour round its local mean; measured on the composites of the bench.
 */
export const GRAIN_TO_SPREAD = 0.12;
/** Share of `noise` under which a neighbourhood's mean alpha is nothing at all. */
export const NOISE_FLOOR = 0.4;

/** What the sliders come to. */
export interface KeyWeights {
  readonly gain: number;
  readonly noise: number;
  readonly spill: number;
}

/** Mean of 9 alphas spread over 5x5 pixels: a neighbourhood wide enough to tell grain from wisps. */
const spreadMean = (alpha: Float32Array, x: number, y: number, { widthPx, heightPx }: RgbaImage): number => {
  const left = x > 1 ? x - 2 : 0;
  const right = x + 2 < widthPx ? x + 2 : widthPx - 1;
  const up = (y > 1 ? y - 2 : 0) * widthPx;
  const down = (y + 2 < heightPx ? y + 2 : heightPx - 1) * widthPx;
  const here = y * widthPx;
  const above = alpha[up + left]! + alpha[up + x]! + alpha[up + right]!;
  const level = alpha[here + left]! + alpha[here + x]! + alpha[here + right]!;
  return (above + level + alpha[down + left]! + alpha[down + x]! + alpha[down + right]!) / 9;
};

const ramp = (value: number, from: number, span: number): number =>
  value <= from ? 0 : value >= from + span ? 1 : (value - from) / span;

/** Pulls alpha to 0 (or 1) where the whole neighbourhood is nearly so, and leaves single wisps in real edges. */
const cleanAlpha = (alpha: number, around: number, noise: number): number => {
  const opened = alpha * ramp(around, noise * NOISE_FLOOR, noise);
  return 1 - (1 - opened) * ramp(1 - around, noise * NOISE_FLOOR, noise);
};

/** Solid subject: its own pixels less the spill of the cell's screen, which the caller has set. */
export const writeSolid = (
  frame: RgbaImage,
  out: RgbaImage,
  { x0, y0, x1, y1 }: Area,
  spill: number,
): void => {
  const { data } = out;
  for (let y = y0; y < y1; y++) {
    const to = (y * frame.widthPx + x1) * 4;
    for (let i = (y * frame.widthPx + x0) * 4; i < to; i += 4) {
      const red = frame.data[i]!;
      const green = frame.data[i + 1]!;
      const blue = frame.data[i + 2]!;
      const share = spillShare(red, green, blue) * spill;
      data[i] = red - share * spillLight.red;
      data[i + 1] = green - share * spillLight.green;
      data[i + 2] = blue - share * spillLight.blue;
      data[i + 3] = frame.data[i + 3]!;
    }
  }
};

/** The subject's colour in one channel: what the pixel shows less the screen, and the local colour the less it shows. */
const unmix = (pixel: number, behind: number, local: number, alpha: number): number => {
  if (alpha <= 0) return local;
  const own = (pixel - (1 - alpha) * behind) / alpha;
  const trust = (alpha * alpha) / (alpha * alpha + GRAIN_TO_SPREAD);
  return local + trust * ((own < 0 ? 0 : own > 255 ? 255 : own) - local);
};

/** The soft edge. Clear pixels are coloured too: video codecs smear colour, and black would darken the edge. */
export const writeMixed = (
  frame: RgbaImage,
  out: RgbaImage,
  { x0, y0, x1, y1 }: Area,
  { solved, weights }: { readonly solved: SolvedPixels; readonly weights: KeyWeights },
): void => {
  const { alpha: alphas, foreground, screen: behind } = solved;
  const { widthPx, data: pixels } = frame;
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const p = y * widthPx + x;
      const i = p * 4;
      const k = p * 3;
      const around = spreadMean(alphas, x, y, frame);
      const alpha = cleanAlpha(Math.min(1, alphas[p]! * weights.gain), around, weights.noise);
      const red = unmix(pixels[i]!, behind[k]!, foreground[k]!, alpha);
      const green = unmix(pixels[i + 1]!, behind[k + 1]!, foreground[k + 1]!, alpha);
      const blue = unmix(pixels[i + 2]!, behind[k + 2]!, foreground[k + 2]!, alpha);
      setSpillLight(behind[k]!, behind[k + 1]!, behind[k + 2]!);
      const share = spillShare(red, green, blue) * weights.spill;
      out.data[i] = red - share * spillLight.red;
      out.data[i + 1] = green - share * spillLight.green;
      out.data[i + 2] = blue - share * spillLight.blue;
      out.data[i + 3] = alpha * pixels[i + 3]!;
    }
  }
};
