import type { Beat } from './beat-map';

/** Pauses longer than this many usual beats are no tempo. */
const LONGEST_BEAT = 1.8;
/** Intervals averaged for the curve, either side of a beat. */
const CURVE_RADIUS_BEATS = 4;

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length ? (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2 : 0;
};

const intervalsOf = (beats: readonly Beat[]): number[] =>
  beats.slice(1).map((beat, n) => beat.timeSeconds - beats[n]!.timeSeconds);

/** Tempo of the whole song: from the median interval, sharpened by the mean of the intervals near it. */
export const planBpm = (beats: readonly Beat[]): number => {
  const intervals = intervalsOf(beats);
  const middle = median(intervals);
  const near = intervals.filter((interval) => Math.abs(interval / middle - 1) < 0.06);
  if (!near.length) return 0;
  return (60 * near.length) / near.reduce((sum, interval) => sum + interval, 0);
};

/** `[seconds, BPM]` at each beat, smoothed over about eight beats; gaps in the music leave gaps in the curve. */
export const planTempoCurve = (beats: readonly Beat[]): (readonly [seconds: number, bpm: number])[] => {
  const intervals = intervalsOf(beats);
  const usual = median(intervals);
  return intervals.flatMap((interval, n): [number, number][] => {
    if (interval > LONGEST_BEAT * usual) return [];
    const around = intervals
      .slice(Math.max(0, n - CURVE_RADIUS_BEATS), n + CURVE_RADIUS_BEATS + 1)
      .filter((value) => Math.abs(value / interval - 1) < 0.5);
    const mean = around.reduce((sum, value) => sum + value, 0) / around.length;
    return [[beats[n]!.timeSeconds, 60 / mean]];
  });
};
