import { boxBlur } from '../box-blur';
import type { PlaneRect } from './edit-plane';
import type { MarkAlpha } from './estimate-alpha';
import type { MarkSample } from './guess-behind';

/** A mark on one plane: `shown = (1 - alpha) * picture + alpha * color`, per pixel of a rect. */
export interface MarkModel {
  /** 0..1; 0 = the mark leaves this pixel alone. */
  readonly alpha: Float32Array;
  readonly color: Float32Array;
  /** 0..1: how far the un-blended pixel is to be believed against one filled in from round the mark. */
  readonly trust: Float32Array;
  /** How far, in code values, the un-blended and filled pixel is off. */
  readonly doubt: Float32Array;
}

/** Neighbours share the guess's error. */
const ERROR_POOL_PX = 3;
/** Coding noise of what is shown, and the error of alpha at best; both are amplified by un-blending. */
const NOISE = 1.2;
const ALPHA_ERROR = 0.008;
const MIN_REST = 0.02;

/** A pixel whose own colour is farther off (code values) is of another ink. */
const SAME_INK = 30;

/** Pixels of one ink get its colour, known or mean: their own is as wrong as the guess at what lies behind them. */
const shareInks = (color: Float32Array, { alpha, inks, inkColors }: MarkAlpha): Uint8Array => {
  const isShared = new Uint8Array(inks.length);
  for (const ink of new Set(inks)) {
    if (ink === 0) continue;
    let [sum, power] = [0, 1e-6];
    inks.forEach((own, i) => {
      if (own !== ink) return;
      sum += alpha[i]! ** 2 * color[i]!;
      power += alpha[i]! ** 2;
    });
    const shared = inkColors[ink - 1] ?? sum / power;
    inks.forEach((own, i) => {
      if (own !== ink || Math.abs(color[i]! - shared) >= SAME_INK) return;
      color[i] = shared;
      isShared[i] = 1;
    });
  }
  return isShared;
};

/** Colour and trust of one plane, once alpha is known at its resolution. */
export const estimateModel = (
  samples: readonly MarkSample[],
  known: MarkAlpha,
  rect: PlaneRect,
): MarkModel => {
  const { alpha } = known;
  const pixels = alpha.length;
  const color = new Float32Array(pixels);
  const offsets = new Float32Array(pixels);
  const guessError = new Float32Array(pixels);
  const reach = new Float32Array(pixels);
  for (let i = 0; i < pixels; i++) {
    const a = alpha[i]!;
    if (a === 0) continue;
    const rest = 1 - a;
    let offset = 0;
    for (const { shown, behind } of samples) offset += shown[i]! - rest * behind[i]!;
    offsets[i] = offset / samples.length;
    color[i] = Math.min(255, Math.max(0, offsets[i]! / a));
  }
  const shared = shareInks(color, known);
  for (let i = 0; i < pixels; i++) {
    const a = alpha[i]!;
    if (a === 0) continue;
    const rest = 1 - a;
    const offset = shared[i] ? a * color[i]! : offsets[i]!;
    for (const { shown, behind } of samples) {
      const miss = shown[i]! - rest * behind[i]! - offset;
      guessError[i]! += (miss / Math.max(0.2, rest)) ** 2 / samples.length;
      reach[i]! += Math.abs(color[i]! - behind[i]!) / samples.length;
    }
  }
  const smoothError = boxBlur(guessError, rect.width, rect.height, ERROR_POOL_PX);
  const trust = new Float32Array(pixels);
  const doubt = new Float32Array(pixels);
  for (let i = 0; i < pixels; i++) {
    const rest = Math.max(MIN_REST, 1 - alpha[i]!);
    const noise = (NOISE ** 2 + (ALPHA_ERROR * reach[i]!) ** 2) / rest ** 2;
    trust[i] = smoothError[i]! / (smoothError[i]! + noise);
    doubt[i] = Math.sqrt(noise * trust[i]!);
  }
  return { alpha, color, trust, doubt };
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
    clean[i] = belief * Math.min(255, Math.max(0, lifted)) + (1 - belief) * behind[i]!;
  }
  return clean;
};
