import type { Keyframe, ReframeShot } from '../../core/reframe-path';

const isRest = (path: readonly Keyframe[]): boolean =>
  path.every((frame) => [1, 2, 3].every((k) => frame[k] === path[0]![k]));

/** A path made by hand, in order of time, as shots: two keyframes at one time are a cut. */
export const planByHand = (
  keyframes: readonly Keyframe[],
  endSeconds: number,
  fullScale: number,
): readonly ReframeShot[] => {
  // Stable: of two keyframes at one time the first given stays first.
  const sorted = [...keyframes].sort((a, b) => a[0] - b[0]);
  const cuts = sorted.flatMap((frame, i) => (i > 0 && frame[0] === sorted[i - 1]![0] ? [i] : []));
  const starts = [0, ...cuts];
  return starts.map((from, i): ReframeShot => {
    const path = sorted.slice(from, starts[i + 1]);
    const isFit = path.some(([, , , scale]) => scale > fullScale + 1e-6);
    return {
      start: i === 0 ? 0 : path[0]![0],
      end: sorted[starts[i + 1] ?? sorted.length]?.[0] ?? endSeconds,
      strategy: isFit ? 'fit' : isRest(path) ? 'still' : 'track',
      path,
      subjects: [],
    };
  });
};
