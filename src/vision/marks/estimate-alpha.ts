import { boxBlur } from '../box-blur';
import type { PlaneRect } from './edit-plane';
import type { MarkSample, SeenMask } from './guess-behind';

/** Steps of the colours tried for the mark, code values. */
const COLOR_STEP = 8;
/** Darkest and lightest luma a frame can show: no mark is lighter than white. */
export const STUDIO_RANGE = [16, 235] as const;
export const FULL_RANGE = [0, 255] as const;
/** Most marks are white, and near colours explain them about as well. */
const WHITE_TOLERANCE = 1.06;
const MAX_ALPHA = 1;
/** Smaller than this is the guess's own error. */
const MIN_ALPHA = 0.025;
/** Neighbours share their colour. */
const COLOR_POOL_PX = 1;

/**
 * Alpha that explains best, in the least squares, what a mark of this colour does to the guessed picture over the
 * samples, and what is left unexplained.
 */
const fitColor = (samples: readonly MarkSample[], color: number) => {
  const pixels = samples[0]!.shown.length;
  const alpha = new Float32Array(pixels);
  const left = new Float32Array(pixels);
  for (let i = 0; i < pixels; i++) {
    let [change, power, energy] = [0, 1e-3, 0];
    for (let k = 0; k < samples.length; k++) {
      const behind = samples[k]!.behind[i]!;
      const difference = samples[k]!.shown[i]! - behind;
      const reach = color - behind;
      change += difference * reach;
      power += reach * reach;
      energy += difference * difference;
    }
    const best = Math.min(MAX_ALPHA, Math.max(0, change / power));
    alpha[i] = best;
    left[i] = (energy - 2 * best * change + best * best * power) / samples.length;
  }
  return { alpha, left };
};

type ColorFit = ReturnType<typeof fitColor>;

const totalLeft = (fits: readonly ColorFit[], marked: readonly number[]): number => {
  let sum = 0;
  for (const i of marked) {
    let least = Number.POSITIVE_INFINITY;
    for (const { left } of fits) least = Math.min(least, left[i]!);
    sum += least;
  }
  return sum;
};

/** A second colour has to explain so much more; with many colours even two explain too little. */
const SECOND_COLOR_GAIN = 0.75;
const MANY_COLORS_GAIN = 0.6;

/** Marks have one colour, or two: the fewer the colours, the surer the alpha of each pixel. */
const chooseColors = (all: readonly ColorFit[], marked: readonly number[]): readonly ColorFit[] => {
  const white = all.at(-1)!;
  const least = (sets: readonly (readonly ColorFit[])[]) =>
    sets
      .map((set) => ({ set, left: totalLeft(set, marked) / (set.includes(white) ? WHITE_TOLERANCE : 1) }))
      .reduce((best, one) => (one.left < best.left ? one : best));
  const one = least(all.map((fit) => [fit]));
  const two = least(all.map((fit) => [one.set[0]!, fit]));
  const any = totalLeft(all, marked);
  const few = two.left < SECOND_COLOR_GAIN * one.left ? two : one;
  return any < MANY_COLORS_GAIN * few.left ? all : few.set;
};

/** Evenly spaced, both ends included. */
const colorsOf = ([darkest, lightest]: readonly [number, number]): readonly number[] => {
  const steps = Math.ceil((lightest - darkest) / COLOR_STEP);
  return Array.from({ length: steps + 1 }, (_, k) => darkest + (k * (lightest - darkest)) / steps);
};

/** Alpha of the mark from its luma; near pixels decide on their colour together. */
export const estimateAlpha = (
  samples: readonly MarkSample[],
  rect: PlaneRect,
  seen: SeenMask,
  range: readonly [number, number] = STUDIO_RANGE,
): Float32Array => {
  const pixels = rect.weights.length;
  const marked = Array.from({ length: pixels }, (_, i) => i).filter((i) => seen[i] === 0);
  const all = colorsOf(range).map((color) => fitColor(samples, color));
  const colors = chooseColors(all, marked).map((fit) => ({
    ...fit,
    pooled: boxBlur(fit.left, rect.width, rect.height, COLOR_POOL_PX),
  }));
  const alpha = new Float32Array(pixels);
  const bound = leastAlpha(samples, rect);
  for (const i of marked) {
    const scoreOf = ({ left, pooled }: (typeof colors)[number]) => left[i]! + pooled[i]!;
    const best = colors.reduce((one, other) => (scoreOf(other) < scoreOf(one) ? other : one));
    alpha[i] = bound[i]! > OPAQUE ? Math.max(best.alpha[i]!, bound[i]!) : best.alpha[i]!;
    if (alpha[i]! < MIN_ALPHA) alpha[i] = 0;
  }
  return alpha;
};

/** Deviation of the guessed picture over time from which it says something about alpha. */
const MIN_DEVIATION = 7;
/** The bound is rough: it only tells what lets nothing through. */
const OPAQUE = 0.88;
const CODING_VARIANCE = 3;

const variancesOf = (samples: readonly MarkSample[], which: keyof MarkSample): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: samples[0]!.shown.length }, (_, i) => {
    let [sum, squares] = [0, 0];
    for (const sample of samples) {
      sum += sample[which][i]!;
      squares += sample[which][i]! ** 2;
    }
    return Math.max(0, squares / samples.length - (sum / samples.length) ** 2);
  });

/**
 * The picture changes behind the mark at least as much as the smooth guess says; what of that does not come through
 * is held back by alpha. A lower bound.
 */
const leastAlpha = (samples: readonly MarkSample[], rect: PlaneRect): Float32Array => {
  const pool = (which: keyof MarkSample) =>
    boxBlur(variancesOf(samples, which), rect.width, rect.height, COLOR_POOL_PX);
  const [shown, behind] = [pool('shown'), pool('behind')];
  return Float32Array.from(shown, (variance, i) =>
    behind[i]! < MIN_DEVIATION ** 2
      ? 0
      : Math.max(0, 1 - Math.sqrt(Math.max(0, variance - CODING_VARIANCE) / behind[i]!)),
  );
};
