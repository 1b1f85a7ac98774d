import { boxBlur } from '../box-blur';
import { pullPush } from '../pull-push';
import type { PlaneRect } from './edit-plane';

/** Weight of a rect above which a pixel is taken for marked. */
export const UNKNOWN = 0.02;

/** 1 where the picture is seen as it is, 0 under the mark. */
export type SeenMask = Float32Array<ArrayBuffer>;

/** At first nothing inside the box is trusted. */
export const seenOutside = (rect: PlaneRect): SeenMask =>
  Float32Array.from(rect.weights, (weight) => (weight > UNKNOWN ? 0 : 1));

/** What lies under the mark, guessed smoothly from what is seen round it and between its strokes. */
const guessSmoothly = (
  rect: PlaneRect,
  values: Float32Array<ArrayBuffer>,
  seen: SeenMask,
): Float32Array<ArrayBuffer> =>
  pullPush({ widthPx: rect.width, heightPx: rect.height, channels: 1, values, weights: seen });

/** Mean difference in code values up to which another frame shows the same scenery. */
const SAME_SCENERY = 5;

const differenceSeen = (a: Float32Array, b: Float32Array, seen: SeenMask): number => {
  let [sum, count] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    if (seen[i]! <= 0) continue;
    sum += Math.abs(a[i]! - b[i]!);
    count++;
  }
  return count === 0 ? Number.POSITIVE_INFINITY : sum / count;
};

/** A place, where the picture is seen, and the same place in frames without the mark. */
export interface MarkPlace {
  readonly rect: PlaneRect;
  readonly seen: SeenMask;
  readonly unmarked: readonly Float32Array<ArrayBuffer>[];
}

/**
 * What lies under the mark: another frame's picture where the scenery is the same and the mark is not there, with
 * the light of this one; else a smooth guess.
 */
export const guessBehind = (
  { rect, seen, unmarked }: MarkPlace,
  values: Float32Array<ArrayBuffer>,
): Float32Array<ArrayBuffer> => {
  let [best, least]: [Float32Array<ArrayBuffer> | null, number] = [null, SAME_SCENERY];
  for (const other of unmarked) {
    const difference = differenceSeen(values, other, seen);
    if (difference < least) [best, least] = [other, difference];
  }
  if (!best) return guessSmoothly(rect, values, seen);
  const scenery = best;
  const light = guessSmoothly(
    rect,
    values.map((value, i) => value - scenery[i]!),
    seen,
  );
  return light.map((value, i) => value + scenery[i]!);
};

/** By how much a mark's pixel differs from the guess at least: code values in the mean, and against its spread. */
interface Evidence {
  readonly effect: number;
  readonly spread: number;
}

const INSIDE: Evidence = { effect: 3, spread: 0.4 };
/** Outside the mark's box only what is beyond doubt belongs to it. */
const OUTSIDE: Evidence = { effect: 6, spread: 1.2 };
/** Soft edges and coding noise round a stroke. */
const STROKE_RIM_PX = 2;

/** What shows through less than this share of the change behind it is held back by the mark, where enough changes. */
const HELD_BACK = 0.35;
const MIN_CHANGE = 10;

/** A pixel of the mark: it differs from the guess in the same way through the samples, or stays while that changes. */
const isMarked = (samples: readonly MarkSample[], i: number, least: Evidence): boolean => {
  const sums = [0, 0, 0, 0, 0, 0];
  for (const { shown, behind } of samples) {
    const values = [shown[i]!, behind[i]!, shown[i]! - behind[i]!];
    for (let k = 0; k < 3; k++) {
      sums[2 * k]! += values[k]!;
      sums[2 * k + 1]! += values[k]! ** 2;
    }
  }
  const count = samples.length;
  const spread = (k: number) =>
    Math.sqrt(Math.max(0, sums[2 * k + 1]! / count - (sums[2 * k]! / count) ** 2));
  if (spread(1) > MIN_CHANGE && spread(0) < HELD_BACK * spread(1)) return true;
  return Math.abs(sums[4]! / count) > Math.max(least.effect, least.spread * spread(2));
};

/** Where the strokes of one plane are not, `rimPx` round them included. */
export const findStrokes = (
  samples: readonly MarkSample[],
  rect: PlaneRect,
  rimPx: number = STROKE_RIM_PX,
): SeenMask => {
  const strokes = Float32Array.from(rect.weights, (weight, i) =>
    weight > UNKNOWN && isMarked(samples, i, weight < 1 ? OUTSIDE : INSIDE) ? 1 : 0,
  );
  const wide = boxBlur(strokes, rect.width, rect.height, rimPx);
  return Float32Array.from(wide, (share) => (share > 0.01 ? 0 : 1));
};

/** One frame's rect with the guess at what is behind it. */
export interface MarkSample {
  readonly shown: Float32Array<ArrayBuffer>;
  readonly behind: Float32Array<ArrayBuffer>;
}

/** Mean difference in code values below which two frames say the same about a mark. */
const SAME_FRAME = 3;

/** Drops frames that repeat others: a picture that stood still for long must not outvote the rest. */
export const differentFrames = (
  frames: readonly Float32Array<ArrayBuffer>[],
): readonly Float32Array<ArrayBuffer>[] => {
  const kept: Float32Array<ArrayBuffer>[] = [];
  for (const frame of frames) {
    const repeats = kept.some((other) => {
      let sum = 0;
      for (let i = 0; i < frame.length; i++) sum += Math.abs(frame[i]! - other[i]!);
      return sum < SAME_FRAME * frame.length;
    });
    if (!repeats) kept.push(frame);
  }
  return kept;
};
