export interface PeakOptions {
  /** A peak is the largest value within this many frames either side. */
  readonly radiusFrames: number;
  /** It must exceed the mean of the surrounding `meanFrames` (either side) by `delta`. */
  readonly meanFrames: number;
  readonly delta: number;
}

/** A local maximum with its sub-frame place (parabola through three points). */
export interface Peak {
  readonly frame: number;
  readonly position: number;
  readonly value: number;
}

/** Vertex of the parabola through `values[at-1..at+1]`, within half a frame of `at`. */
export const interpolatePeak = (values: ArrayLike<number>, at: number): number => {
  if (at <= 0 || at >= values.length - 1) return at;
  const left = values[at - 1]!;
  const right = values[at + 1]!;
  const curvature = left - 2 * values[at]! + right;
  if (curvature >= 0) return at;
  return at + Math.min(0.5, Math.max(-0.5, (0.5 * (left - right)) / curvature));
};

/** Peaks of an envelope, ascending (the picker of Böck, Krebs and Schedl 2012, offline variant). */
export const pickPeaks = (envelope: Float32Array, options: PeakOptions): Peak[] => {
  const { radiusFrames, meanFrames, delta } = options;
  const sums = new Float64Array(envelope.length + 1);
  envelope.forEach((value, n) => {
    sums[n + 1] = sums[n]! + value;
  });
  const peaks: Peak[] = [];
  for (let n = 0; n < envelope.length; n++) {
    const value = envelope[n]!;
    const from = Math.max(0, n - meanFrames);
    const to = Math.min(envelope.length, n + meanFrames + 1);
    if (value < (sums[to]! - sums[from]!) / (to - from) + delta) continue;
    if (isLargestAround(envelope, n, radiusFrames)) {
      peaks.push({ frame: n, position: interpolatePeak(envelope, n), value });
    }
  }
  return peaks;
};

const isLargestAround = (envelope: Float32Array, n: number, radius: number): boolean => {
  const last = Math.min(envelope.length - 1, n + radius);
  for (let k = Math.max(0, n - radius); k <= last; k++) {
    if (envelope[k]! > envelope[n]! || (envelope[k] === envelope[n] && k < n)) return false;
  }
  return true;
};
