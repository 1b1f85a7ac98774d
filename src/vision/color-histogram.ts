import type { RgbaImage } from '../core/image';

/** Bins of luma, blue difference and red difference. */
const LUMA_BINS = 8;
/** Odd, so that grey lies in the middle of a bin. */
const CHROMA_BINS = 7;
/** Chroma differences lie in -128..128 (BT.709); most pictures use the middle half, so bins cover that. */
const CHROMA_SPAN = 72;

export const COLOR_HISTOGRAM_LENGTH = LUMA_BINS * CHROMA_BINS * CHROMA_BINS;

const clampBin = (position: number, bins: number): number => Math.min(bins - 1, Math.max(0, position));

/**
 * Joint YCbCr histogram, `[luma, cb, cr]`, summing to 1. Each pixel is shared between its two nearest luma
 * bins, so a small change of exposure moves little mass.
 */
export const colorHistogram = (image: RgbaImage): Float32Array<ArrayBuffer> => {
  const histogram = new Float32Array(COLOR_HISTOGRAM_LENGTH);
  const { data } = image;
  const share = 4 / data.length;
  for (let p = 0; p < data.length; p += 4) {
    const r = data[p]!;
    const g = data[p + 1]!;
    const b = data[p + 2]!;
    const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    const cb = clampBin(((b - luma) / 1.8556 / CHROMA_SPAN / 2 + 0.5) * CHROMA_BINS, CHROMA_BINS) | 0;
    const cr = clampBin(((r - luma) / 1.5748 / CHROMA_SPAN / 2 + 0.5) * CHROMA_BINS, CHROMA_BINS) | 0;
    const position = clampBin((luma / 256) * LUMA_BINS - 0.5, LUMA_BINS);
    const low = position | 0;
    const high = Math.min(LUMA_BINS - 1, low + 1);
    const chroma = cb * CHROMA_BINS + cr;
    const upper = (position - low) * share;
    const perLuma = CHROMA_BINS * CHROMA_BINS;
    histogram[low * perLuma + chroma] = histogram[low * perLuma + chroma]! + share - upper;
    histogram[high * perLuma + chroma] = histogram[high * perLuma + chroma]! + upper;
  }
  return histogram;
};

/** Half the L1 distance of two histograms that sum to 1: 0 equal, 1 nothing in common. */
export const histogramDistance = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!);
  return sum / 2;
};
