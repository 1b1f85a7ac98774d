import type { BeatMap } from './beat-map';
import type { MusicFeatures } from './music-features';

/** Bars compared either side of a possible section start. */
const SIDE_BARS = 6;
/** Sections are at least this long. */
const SHORTEST_BARS = 4;
/** A section start stands out by this many standard deviations. */
const PROMINENCE = 1;

/**
 * Downbeats where the sound of the bars before and after differs most (checkerboard novelty of J. Foote, 2000, on
 * bar-wise mean spectra, written as between-side minus within-side distance).
 */
export const planSections = (
  map: BeatMap,
  features: MusicFeatures,
): { readonly timeSeconds: number; readonly strength: number }[] => {
  const starts = map.beats.filter((beat) => beat.number === 1).map((beat) => beat.timeSeconds);
  if (starts.length < 2 * SHORTEST_BARS) {
    return starts.slice(0, 1).map((timeSeconds) => ({ timeSeconds, strength: 1 }));
  }
  const bars = starts.map((start, n) =>
    meanSpectrum(features, start, starts[n + 1] ?? features.durationSeconds),
  );
  const novelty = bars.map((_, n) => noveltyAt(bars, n));
  const mean = novelty.reduce((sum, value) => sum + value, 0) / novelty.length;
  const spread = Math.sqrt(novelty.reduce((sum, value) => sum + (value - mean) ** 2, 0) / novelty.length);
  const top = Math.max(...novelty, 1e-9);
  const peaks = novelty.flatMap((value, n) => {
    const around = novelty.slice(Math.max(0, n - SHORTEST_BARS), n + SHORTEST_BARS + 1);
    const stands = value > mean + PROMINENCE * spread && value === Math.max(...around);
    return stands && n > 0 ? [{ timeSeconds: starts[n]!, strength: value / top }] : [];
  });
  return [{ timeSeconds: starts[0]!, strength: 1 }, ...peaks];
};

const meanSpectrum = (features: MusicFeatures, start: number, end: number): Float64Array => {
  const { bands, values, framesPerSecond } = features.spectrum;
  const mean = new Float64Array(bands);
  const rows = values.length / bands;
  const from = Math.min(rows - 1, Math.max(0, Math.round(start * framesPerSecond)));
  const to = Math.max(from + 1, Math.min(rows, Math.round(end * framesPerSecond)));
  for (let r = from; r < to; r++) {
    for (let b = 0; b < bands; b++) mean[b]! += values[r * bands + b]! / (to - from);
  }
  return mean;
};

const distance = (a: Float64Array, b: Float64Array): number =>
  Math.sqrt(a.reduce((sum, value, k) => sum + (value - b[k]!) ** 2, 0));

const noveltyAt = (bars: readonly Float64Array[], n: number): number => {
  const before = bars.slice(Math.max(0, n - SIDE_BARS), n);
  const after = bars.slice(n, n + SIDE_BARS);
  if (before.length < 2 || after.length < 2) return 0;
  return meanDistance(before, after) - 0.5 * (meanDistance(before, before) + meanDistance(after, after));
};

const meanDistance = (a: readonly Float64Array[], b: readonly Float64Array[]): number =>
  a.reduce((sum, x) => sum + b.reduce((inner, y) => inner + distance(x, y), 0), 0) / (a.length * b.length);
