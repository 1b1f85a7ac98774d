import { matchEvents, scoreOf } from './events';

/** mir_eval drops everything before 5 s before it scores beats. */
export const TRIM_SECONDS = 5;
export const trimBeats = (beats: readonly number[], minSeconds = TRIM_SECONDS): number[] =>
  beats.filter((time) => time >= minSeconds);

/** F-measure with a window of 70 ms (Dixon 2007); trimming is the caller's. */
export const beatFMeasure = (
  reference: readonly number[],
  estimated: readonly number[],
  windowSeconds = 0.07,
): number =>
  scoreOf(matchEvents(reference, estimated, windowSeconds).length, estimated.length, reference.length).f;

/** Mean and mean absolute error in seconds of matched beats; positive = late. `null` when nothing matches. */
export const timingError = (
  reference: readonly number[],
  estimated: readonly number[],
): { readonly signed: number; readonly absolute: number } | null => {
  const errors = matchEvents(reference, estimated, 0.07).map(([r, e]) => estimated[e]! - reference[r]!);
  if (!errors.length) return null;
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return { signed: mean(errors), absolute: mean(errors.map(Math.abs)) };
};

export interface Continuity {
  readonly cmlC: number;
  readonly cmlT: number;
  readonly amlC: number;
  readonly amlT: number;
}

const TOLERANCE = 0.175;

/**
 * Continuity scores (Hainsworth 2004, Klapuri 2006) with the conventions of `mir_eval.beat.continuity`: phase and
 * period within 17.5 %, allowed variations original, off-beat, double, and the two halves.
 */
export const beatContinuity = (reference: readonly number[], estimated: readonly number[]): Continuity => {
  if (reference.length <= 1 || estimated.length <= 1) return { cmlC: 0, cmlT: 0, amlC: 0, amlT: 0 };
  const scores = referenceVariations(reference).map((variation) => accuracy(variation, estimated));
  const first = scores[0]!;
  return {
    cmlC: first.continuous,
    cmlT: first.total,
    amlC: Math.max(...scores.map((score) => score.continuous)),
    amlT: Math.max(...scores.map((score) => score.total)),
  };
};

const referenceVariations = (reference: readonly number[]): readonly number[][] => {
  const double = reference.flatMap((time, n) =>
    n + 1 < reference.length ? [time, (time + reference[n + 1]!) / 2] : [time],
  );
  const everySecond = (list: readonly number[], from: number): number[] =>
    list.filter((_, n) => n % 2 === from);
  return [
    [...reference],
    everySecond(double, 1),
    double,
    everySecond(reference, 0),
    everySecond(reference, 1),
  ];
};

const accuracy = (
  reference: readonly number[],
  estimated: readonly number[],
): { readonly continuous: number; readonly total: number } => {
  if (!reference.length) return { continuous: 0, total: 0 };
  const used = new Set<number>();
  const hits = estimated.map((time, m) => {
    const nearest = nearestIndex(reference, time);
    if (used.has(nearest) || !isContinuous(reference, nearest, estimated, m)) return false;
    used.add(nearest);
    return true;
  });
  let run = 0;
  let longest = 0;
  for (const hit of hits) {
    run = hit ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  const length = Math.max(reference.length, estimated.length);
  return { continuous: longest / length, total: hits.filter(Boolean).length / length };
};

const nearestIndex = (list: readonly number[], value: number): number =>
  list.reduce((best, item, n) => (Math.abs(item - value) < Math.abs(list[best]! - value) ? n : best), 0);

const isContinuous = (
  reference: readonly number[],
  nearest: number,
  estimated: readonly number[],
  m: number,
): boolean => {
  const looksForward = m === 0 || nearest === 0;
  const referenceInterval = intervalAt(reference, nearest, looksForward);
  const estimatedInterval = intervalAt(estimated, m, looksForward);
  const difference = Math.abs(estimated[m]! - reference[nearest]!);
  if (referenceInterval === 0) return false;
  const phase = difference / referenceInterval;
  const period = Math.abs(1 - estimatedInterval / referenceInterval);
  return phase < TOLERANCE && period < TOLERANCE;
};

const intervalAt = (list: readonly number[], n: number, forward: boolean): number => {
  if (forward && n + 1 < list.length) return list[n + 1]! - list[n]!;
  return n > 0 ? list[n]! - list[n - 1]! : 0;
};

/** Beats a minute from the median interval; 0 with fewer than two beats. */
export const bpmOf = (beats: readonly number[]): number => {
  const intervals = beats
    .slice(1)
    .map((time, n) => time - beats[n]!)
    .sort((a, b) => a - b);
  if (!intervals.length) return 0;
  const middle = intervals.length >> 1;
  const median =
    intervals.length % 2 ? intervals[middle]! : (intervals[middle - 1]! + intervals[middle]!) / 2;
  return 60 / median;
};

/** Gouyon et al. 2006: accuracy 1 = within 4 %; accuracy 2 also allows a factor 2, 3, 1/2, 1/3. */
export const tempoAccuracy = (
  referenceBpm: number,
  estimatedBpm: number,
): { readonly one: boolean; readonly two: boolean } => {
  const within = (factor: number): boolean =>
    Math.abs(estimatedBpm - factor * referenceBpm) <= 0.04 * factor * referenceBpm;
  return { one: within(1), two: [1, 2, 3, 1 / 2, 1 / 3].some(within) };
};
