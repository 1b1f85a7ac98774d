import { boxBlur } from '../box-blur';
import { commonLevel } from '../common-level';
import type { PlaneRect } from './edit-plane';
import type { MarkSample, SeenMask } from './guess-behind';

/** Steps of the colours tried for the mark, code values. */
const COLOR_STEP = 8;
/** Darkest and lightest luma a frame can show: no mark is lighter than white. */
export const STUDIO_RANGE = [16, 235] as const;
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
  return { color, alpha, left };
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

/** What a mark does to the luma, and which pixels share one colour: 0 = a colour of its own. */
export interface MarkAlpha {
  readonly alpha: Float32Array;
  readonly inks: Uint8Array;
  /** Colour of each ink from 1 on, where it is known. */
  readonly inkColors: readonly (number | null)[];
}

/** More inks than this are a picture of many colours. */
const MAX_INKS = 2;

/**
 * Alpha of the mark from its luma; near pixels decide on their colour together. `isPlain`: it has no colours, so that its
 * inks and its alpha can be told from the luma alone.
 */
export const estimateAlpha = (
  samples: readonly MarkSample[],
  rect: PlaneRect,
  seen: SeenMask,
  isPlain: boolean = true,
): MarkAlpha => {
  const pixels = rect.weights.length;
  const marked = Array.from({ length: pixels }, (_, i) => i).filter((i) => seen[i] === 0);
  const all = colorsOf(STUDIO_RANGE).map((color) => fitColor(samples, color));
  const colors = chooseColors(all, marked).map((fit) => ({
    ...fit,
    pooled: boxBlur(fit.left, rect.width, rect.height, COLOR_POOL_PX),
  }));
  const alpha = new Float32Array(pixels);
  const inks = new Uint8Array(pixels);
  const bound = leastAlpha(samples, rect);
  for (const i of marked) {
    const scoreOf = ({ left, pooled }: (typeof colors)[number]) => left[i]! + pooled[i]!;
    const best = colors.reduce((one, other) => (scoreOf(other) < scoreOf(one) ? other : one));
    if (colors.length <= MAX_INKS) inks[i] = 1 + colors.indexOf(best);
    alpha[i] = bound[i]! > OPAQUE ? Math.max(best.alpha[i]!, bound[i]!) : best.alpha[i]!;
    if (alpha[i]! < MIN_ALPHA) alpha[i] = 0;
  }
  const inkColors = colors.length <= MAX_INKS ? colors.map(({ color }) => color) : [];
  if (!isPlain) return { alpha, inks: new Uint8Array(pixels), inkColors: [] };
  return { alpha: levelled(alpha, rect), inks, inkColors };
};

/** Most marks let the same through everywhere. */
const LEVEL = { least: 0.1, most: Infinity, width: 0.03, reach: 0.07, share: 0.5 } as const;
/** Less than this share of it is a soft edge, so near at most, or nothing. */
const EDGE_SHARE = 0.6;
const EDGE_PX = 2;

const levelled = (alpha: Float32Array, { width, height }: PlaneRect): Float32Array => {
  const level = commonLevel(alpha, LEVEL);
  if (level === null) return alpha;
  const isLevel = Float32Array.from(alpha, (value) => (Math.abs(value - level) < LEVEL.reach ? 1 : 0));
  const near = boxBlur(isLevel, width, height, EDGE_PX);
  return alpha.map((value, i) => {
    if (isLevel[i]) return level;
    return value < EDGE_SHARE * level && near[i]! < 0.01 ? 0 : value;
  });
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
