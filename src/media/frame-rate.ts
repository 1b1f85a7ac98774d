/** Matroska keeps whole milliseconds, so steps of a constant rate jitter by up to this much. */
const CLOCK_ROUNDING_SECONDS = 0.00105;
/** A step this far (as a share of the median) from the median is not the nominal step. */
const STEP_TOLERANCE = 0.05;
/** More off-beat steps than this share make the rate variable; a single dropped frame does not. */
const VARIABLE_SHARE = 0.02;

export interface FrameRateStatistics {
  /** Frames a second of the usual step; 0 when there are fewer than two frames. */
  readonly frameRate: number;
  readonly isVariable: boolean;
}

/** Judges the rate from ascending frame times in seconds. */
export const measureFrameRate = (timesSeconds: readonly number[]): FrameRateStatistics => {
  const steps = timesSeconds
    .slice(1)
    .map((time, index) => time - (timesSeconds[index] ?? 0))
    .filter((step) => step > 0);
  const median = steps.toSorted((a, b) => a - b)[steps.length >> 1];
  if (median === undefined) return { frameRate: 0, isVariable: false };
  const tolerance = Math.max(CLOCK_ROUNDING_SECONDS, median * STEP_TOLERANCE);
  const regular = steps.filter((step) => Math.abs(step - median) <= tolerance);
  // The mean of the regular steps undoes millisecond rounding: 33 and 34 ms give 29.97, not 30.3.
  const meanStep = regular.reduce((sum, step) => sum + step, 0) / regular.length;
  const isVariable = (steps.length - regular.length) / steps.length > VARIABLE_SHARE;
  return { frameRate: 1 / meanStep, isVariable };
};
