import { z } from 'zod';

/** How a shot was brought into the new shape. */
export const REFRAME_STRATEGIES = ['still', 'pan', 'track', 'fit'] as const;
export type ReframeStrategy = (typeof REFRAME_STRATEGIES)[number];

/**
 * `[t, cx, cy, scale]`: seconds; the crop's centre normalised to the source; crop height / source height. A crop larger than
 * the picture (`scale` above what fits) shows it whole over a filled background. Two keyframes at one time are a hard cut.
 */
export const keyframeSchema = z.tuple([
  z.number().min(0),
  z.number().min(0).max(1),
  z.number().min(0).max(1),
  z.number().min(0.1).max(10),
]);
export type Keyframe = z.infer<typeof keyframeSchema>;

export const reframeShotSchema = z.object({
  start: z.number(),
  end: z.number(),
  strategy: z.enum(REFRAME_STRATEGIES),
  path: z.array(keyframeSchema),
  /** What the crop follows, the most important first. */
  subjects: z.array(z.object({ kind: z.string(), box: z.array(z.number()).length(4), share: z.number() })),
});
export type ReframeShot = z.infer<typeof reframeShotSchema>;

/** The Result JSON of landscape-to-portrait. */
export const reframeResultSchema = z.object({
  Shots: z.array(reframeShotSchema),
  /** Of the output, px. */
  Width: z.number(),
  Height: z.number(),
  SourceWidth: z.number(),
  SourceHeight: z.number(),
  reason: z.string().exactOptional(),
});
export type ReframeResult = z.infer<typeof reframeResultSchema>;

/** A crop as `Keyframe` without its time. */
export interface ReframePose {
  readonly cx: number;
  readonly cy: number;
  readonly scale: number;
}

type Axis = 1 | 2 | 3;

const slope = (a: Keyframe, b: Keyframe, axis: Axis): number => (b[axis] - a[axis]) / (b[0] - a[0]);

/** Index of the last keyframe at or before a time; keyframes in order of time. */
const indexBefore = (path: readonly Keyframe[], timeSeconds: number): number => {
  let [low, high] = [0, path.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (path[middle]![0] <= timeSeconds) low = middle;
    else high = middle - 1;
  }
  return low;
};

/**
 * Slope of the curve at keyframe `k`: that of the parabola through it and its neighbours; at the ends of a stretch, that of the
 * straight line to the only neighbour. Where the path rests or turns it is 0, so that a crop at rest does not swing.
 */
const tangent = (path: readonly Keyframe[], k: number, axis: Axis): number => {
  const [before, at, after] = [path[k - 1], path[k]!, path[k + 1]];
  const hasBefore = before !== undefined && before[0] < at[0];
  const hasAfter = after !== undefined && after[0] > at[0];
  if (!hasBefore || !hasAfter) {
    if (hasBefore) return slope(before, at, axis);
    return hasAfter ? slope(at, after, axis) : 0;
  }
  const [left, right] = [slope(before, at, axis), slope(at, after, axis)];
  if (left * right <= 0) return 0;
  const [h, g] = [at[0] - before[0], after[0] - at[0]];
  const parabola = (g * left + h * right) / (h + g);
  // Fritsch & Carlson, "Monotone Piecewise Cubic Interpolation", 1980: within three times both slopes it cannot overshoot.
  return Math.sign(parabola) * Math.min(Math.abs(parabola), 3 * Math.abs(left), 3 * Math.abs(right));
};

const interpolate = (path: readonly Keyframe[], k: number, timeSeconds: number, axis: Axis): number => {
  const [a, b] = [path[k]!, path[k + 1]!];
  if (a[axis] === b[axis]) return a[axis];
  const h = b[0] - a[0];
  const u = (timeSeconds - a[0]) / h;
  const [m, n] = [tangent(path, k, axis) * h, tangent(path, k + 1, axis) * h];
  const [u2, u3] = [u * u, u * u * u];
  return (
    (2 * u3 - 3 * u2 + 1) * a[axis] + (u3 - 2 * u2 + u) * m + (3 * u2 - 2 * u3) * b[axis] + (u3 - u2) * n
  );
};

/** The crop at a time: a smooth curve through the keyframes, held before the first and after the last. */
export const poseAt = (path: readonly Keyframe[], timeSeconds: number): ReframePose => {
  const k = indexBefore(path, timeSeconds);
  const at = path[k]!;
  const next = path[k + 1];
  if (!next || timeSeconds <= at[0]) return { cx: at[1], cy: at[2], scale: at[3] };
  return {
    cx: interpolate(path, k, timeSeconds, 1),
    cy: interpolate(path, k, timeSeconds, 2),
    scale: interpolate(path, k, timeSeconds, 3),
  };
};
