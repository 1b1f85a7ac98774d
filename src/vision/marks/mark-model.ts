import { boxBlur } from '../box-blur';
import { pullPush } from '../pull-push';
import type { PlaneRect } from './edit-plane';

/** A mark on one plane: `shown = (1 - alpha) * picture + alpha * color`, per pixel of a rect. */
export interface MarkModel {
  /** 0..1; 0 = the mark leaves this pixel alone. */
  readonly alpha: Float32Array;
  readonly color: Float32Array;
  /** 0..1: how far the un-blended pixel is to be believed against one filled in from round the mark. */
  readonly trust: Float32Array;
}

/** Weight of a rect above which a pixel is taken for marked. */
const UNKNOWN = 0.02;

/** 1 where the picture is seen as it is, 0 under the mark. */
export type SeenMask = Float32Array<ArrayBuffer>;

/** At first nothing inside the box is trusted. */
export const seenOutside = (rect: PlaneRect): SeenMask =>
  Float32Array.from(rect.weights, (weight) => (weight > UNKNOWN ? 0 : 1));

/** What lies under the mark, guessed smoothly from what is seen round it and between its strokes. */
export const guessBehind = (
  rect: PlaneRect,
  values: Float32Array<ArrayBuffer>,
  seen: SeenMask,
): Float32Array<ArrayBuffer> =>
  pullPush({ widthPx: rect.width, heightPx: rect.height, channels: 1, values, weights: seen });

/** Code values by which a mark's pixel differs from the guess at least, in the mean and against the guess's spread. */
const MIN_EFFECT = 3;
const EFFECT_SPREAD = 0.4;
/** Soft edges and coding noise round a stroke. */
const STROKE_RIM_PX = 2;

/** The strokes: where the picture differs from the guess in the same way through the samples. */
export const findStrokes = (samples: readonly MarkSample[], rect: PlaneRect): SeenMask => {
  const strokes = Float32Array.from(rect.weights, (weight, i) => {
    if (weight <= UNKNOWN) return 0;
    let [sum, squares] = [0, 0];
    for (const { shown, behind } of samples) {
      const difference = shown[i]! - behind[i]!;
      sum += difference;
      squares += difference * difference;
    }
    const mean = sum / samples.length;
    const spread = Math.sqrt(Math.max(0, squares / samples.length - mean * mean));
    return Math.abs(mean) > Math.max(MIN_EFFECT, EFFECT_SPREAD * spread) ? 1 : 0;
  });
  const wide = boxBlur(strokes, rect.width, rect.height, STROKE_RIM_PX);
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

/** Colours tried for the mark, code values. */
const COLOR_STEP = 8;
const MAX_ALPHA = 1;
/** Smaller than this is the guess's own error. */
const MIN_ALPHA = 0.025;
/** Neighbours share their colour, and the guess's error. */
const COLOR_POOL_PX = 1;
const ERROR_POOL_PX = 3;

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
const SECOND_COLOR_GAIN = 0.88;
const MANY_COLORS_GAIN = 0.6;

/** Marks have one colour, or two: the fewer the colours, the surer the alpha of each pixel. */
const chooseColors = (fits: readonly ColorFit[], marked: readonly number[]): readonly ColorFit[] => {
  const least = (sets: readonly (readonly ColorFit[])[]) =>
    sets
      .map((set) => ({ set, left: totalLeft(set, marked) }))
      .reduce((best, one) => (one.left < best.left ? one : best));
  const one = least(fits.map((fit) => [fit]));
  const two = least(fits.map((fit) => [one.set[0]!, fit]));
  const any = totalLeft(fits, marked);
  const few = two.left < SECOND_COLOR_GAIN * one.left ? two : one;
  return any < MANY_COLORS_GAIN * few.left ? fits : few.set;
};

/** Alpha of the mark from its luma; near pixels decide on their colour together. */
export const estimateAlpha = (
  samples: readonly MarkSample[],
  rect: PlaneRect,
  seen: SeenMask,
): Float32Array => {
  const pixels = rect.weights.length;
  const marked = Array.from({ length: pixels }, (_, i) => i).filter((i) => seen[i] === 0);
  const all = Array.from({ length: Math.floor(255 / COLOR_STEP) + 1 }, (_, k) =>
    fitColor(samples, k * COLOR_STEP),
  );
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

/** Coding noise of what is shown, and the error of alpha; both are amplified by un-blending. */
const NOISE = 2;
const ALPHA_ERROR = 0.018;
const MIN_REST = 0.02;

/** Colour and trust of one plane, once alpha is known at its resolution. */
export const estimateModel = (
  samples: readonly MarkSample[],
  alpha: Float32Array,
  rect: PlaneRect,
): MarkModel => {
  const pixels = alpha.length;
  const color = new Float32Array(pixels);
  const guessError = new Float32Array(pixels);
  const reach = new Float32Array(pixels);
  for (let i = 0; i < pixels; i++) {
    const a = alpha[i]!;
    if (a === 0) continue;
    const rest = 1 - a;
    let offset = 0;
    for (const { shown, behind } of samples) offset += shown[i]! - rest * behind[i]!;
    offset /= samples.length;
    color[i] = Math.min(255, Math.max(0, offset / a));
    for (const { shown, behind } of samples) {
      const miss = shown[i]! - rest * behind[i]! - offset;
      guessError[i]! += (miss / Math.max(0.2, rest)) ** 2 / samples.length;
      reach[i]! += Math.abs(color[i]! - behind[i]!) / samples.length;
    }
  }
  const smoothError = boxBlur(guessError, rect.width, rect.height, ERROR_POOL_PX);
  const trust = new Float32Array(pixels);
  for (let i = 0; i < pixels; i++) {
    const rest = Math.max(MIN_REST, 1 - alpha[i]!);
    const noise = (NOISE ** 2 + (ALPHA_ERROR * reach[i]!) ** 2) / rest ** 2;
    trust[i] = smoothError[i]! / (smoothError[i]! + noise);
  }
  return { alpha, color, trust };
};

/** How much of the mark one frame shows, 0..1, by least squares over its pixels. */
export const fitAmount = ({ alpha, color }: MarkModel, { shown, behind }: MarkSample): number => {
  let [along, power] = [0, 1e-3];
  for (let i = 0; i < alpha.length; i++) {
    if (alpha[i] === 0) continue;
    const full = alpha[i]! * (color[i]! - behind[i]!);
    along += (shown[i]! - behind[i]!) * full;
    power += full * full;
  }
  return Math.min(1, Math.max(0, along / power));
};

/** Takes the mark out of one frame's rect: un-blended where it can be, else the guess. */
export const unblend = (model: MarkModel, { shown, behind }: MarkSample, amount: number): Float32Array => {
  const { alpha, color, trust } = model;
  const clean = Float32Array.from(shown);
  for (let i = 0; i < clean.length; i++) {
    const a = alpha[i]! * amount;
    if (a <= 0) continue;
    const lifted = (shown[i]! - a * color[i]!) / Math.max(MIN_REST, 1 - a);
    // A mark that is only partly there amplifies less.
    const belief = trust[i]! + (1 - trust[i]!) * (1 - amount) ** 2;
    const value = belief * Math.min(255, Math.max(0, lifted)) + (1 - belief) * behind[i]!;
    clean[i] = value;
  }
  return clean;
};
