import type { Plane, RgbaImage } from '../core/image';

export interface Tone {
  /** Luma code values 0..255 below which 1, 5, 50, 95 and 99 % of the pixels lie. */
  readonly p1: number;
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly mean: number;
  /** Standard deviation. */
  readonly contrast: number;
  /** Entropy of the 256-bin histogram, bits, 0..8. */
  readonly entropyBits: number;
  /** Share of pixels at the bottom or top end of the range. */
  readonly crushed: number;
  readonly clipped: number;
}

const CRUSHED_BELOW = 8;
const CLIPPED_ABOVE = 247;

const histogramOf = (luma: Plane): Float64Array => {
  const bins = new Float64Array(256);
  for (const value of luma.data) {
    const bin = Math.min(255, Math.max(0, Math.round(value)));
    bins[bin] = bins[bin]! + 1 / luma.data.length;
  }
  return bins;
};

const quantileOf = (bins: Float64Array, share: number): number => {
  let sum = 0;
  for (let value = 0; value < 256; value++) {
    sum += bins[value]!;
    if (sum >= share) return value;
  }
  return 255;
};

const shareBetween = (bins: Float64Array, from: number, to: number): number =>
  bins.subarray(from, to + 1).reduce((sum, share) => sum + share, 0);

/** Exposure and contrast of a luma plane (0..255). */
export const measureTone = (luma: Plane): Tone => {
  const bins = histogramOf(luma);
  const mean = bins.reduce((sum, share, value) => sum + share * value, 0);
  const variance = bins.reduce((sum, share, value) => sum + share * (value - mean) ** 2, 0);
  const entropyBits = bins.reduce((sum, share) => (share > 0 ? sum - share * Math.log2(share) : sum), 0);
  const [p1, p5, p50, p95, p99] = [0.01, 0.05, 0.5, 0.95, 0.99].map((share) => quantileOf(bins, share));
  return {
    p1: p1!,
    p5: p5!,
    p50: p50!,
    p95: p95!,
    p99: p99!,
    mean,
    contrast: Math.sqrt(variance),
    entropyBits,
    crushed: shareBetween(bins, 0, CRUSHED_BELOW),
    clipped: shareBetween(bins, CLIPPED_ABOVE, 255),
  };
};

/** Hasler and Suesstrunk, "Measuring colourfulness in natural images" (2003): 0 grey, 45 colourful, 100+ garish. */
export const measureColorfulness = ({ data }: RgbaImage): number => {
  const count = Math.max(1, data.length / 4);
  let sumA = 0;
  let sumB = 0;
  let squareA = 0;
  let squareB = 0;
  for (let p = 0; p < data.length; p += 4) {
    const a = data[p]! - data[p + 1]!;
    const b = 0.5 * (data[p]! + data[p + 1]!) - data[p + 2]!;
    sumA += a;
    sumB += b;
    squareA += a * a;
    squareB += b * b;
  }
  const variance = (square: number, sum: number): number => Math.max(0, square / count - (sum / count) ** 2);
  const spread = Math.sqrt(variance(squareA, sumA) + variance(squareB, sumB));
  return spread + 0.3 * Math.hypot(sumA / count, sumB / count);
};
