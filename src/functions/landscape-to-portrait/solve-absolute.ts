import { createBandMatrix, factorize, solveFactorized, type BandMatrix } from './solve-banded';

/** One penalty `above * max(0, r) + below * max(0, -r)` with `r = taps . p[first ...] - target`. */
export interface Penalty {
  readonly first: number;
  /** Coefficients of neighbouring unknowns; at most `MAX_TAPS`. */
  readonly taps: readonly number[];
  readonly target: number;
  readonly above: number;
  readonly below: number;
}

export const MAX_TAPS = 4;
const MAX_ITERATIONS = 80;
/** Share of the way to the border of the feasible region that a step may take. */
const STEP_SHARE = 0.9995;
/** Relative duality gap at which the solution is as good as exact. */
const GAP = 1e-9;

/**
 * Interior point of the pair of linear programs. With `r = M p - target = z - w` and the dual `y = v - below`, the solution
 * has `s z = 0` and `v w = 0`, `s = above + below - v`, all four not negative, and `M' y = 0`.
 */
interface Iterate {
  readonly p: Float64Array;
  readonly v: Float64Array;
  readonly s: Float64Array;
  readonly w: Float64Array;
  readonly z: Float64Array;
}

const mapped = (length: number, read: (index: number) => number): Float64Array => {
  const values = new Float64Array(length);
  for (let i = 0; i < length; i++) values[i] = read(i);
  return values;
};

const apply = (penalties: readonly Penalty[], p: Float64Array): Float64Array =>
  mapped(penalties.length, (i) => {
    const { first, taps } = penalties[i]!;
    let sum = 0;
    for (let k = 0; k < taps.length; k++) sum += taps[k]! * p[first + k]!;
    return sum;
  });

const applyTransposed = (penalties: readonly Penalty[], values: Float64Array, size: number): Float64Array => {
  const sums = new Float64Array(size);
  for (let i = 0; i < penalties.length; i++) {
    const { first, taps } = penalties[i]!;
    for (let k = 0; k < taps.length; k++) sums[first + k] = sums[first + k]! + taps[k]! * values[i]!;
  }
  return sums;
};

/** `M' diag(q) M`, factorized. */
const normalMatrix = (penalties: readonly Penalty[], q: Float64Array, size: number): BandMatrix => {
  const matrix = createBandMatrix(size, MAX_TAPS - 1);
  for (let i = 0; i < penalties.length; i++) {
    const { first, taps } = penalties[i]!;
    for (let a = 0; a < taps.length; a++)
      for (let b = 0; b <= a; b++) {
        const at = (first + a) * MAX_TAPS + a - b;
        matrix.rows[at] = matrix.rows[at]! + q[i]! * taps[a]! * taps[b]!;
      }
  }
  factorize(matrix);
  return matrix;
};

interface System {
  readonly penalties: readonly Penalty[];
  readonly size: number;
  readonly matrix: BandMatrix;
  readonly q: Float64Array;
}

interface Direction {
  readonly dp: Float64Array;
  readonly dv: Float64Array;
  readonly dz: Float64Array;
  readonly dw: Float64Array;
}

/** Newton direction from an iterate towards `v w = aimV`, `s z = aimS` and the linear conditions. */
const newtonDirection = (
  { penalties, size, matrix, q }: System,
  { p, v, s, w, z }: Iterate,
  aimV: (index: number) => number,
  aimS: (index: number) => number,
): Direction => {
  const count = penalties.length;
  const mp = apply(penalties, p);
  const residual = mapped(count, (i) => mp[i]! - penalties[i]!.target - aimS(i) / s[i]! + aimV(i) / v[i]!);
  const pull = mapped(count, (i) => -q[i]! * residual[i]! - (v[i]! - penalties[i]!.below));
  const dp = solveFactorized(matrix, applyTransposed(penalties, pull, size));
  const mdp = apply(penalties, dp);
  const dv = mapped(count, (i) => q[i]! * (mdp[i]! + residual[i]!));
  const dw = mapped(count, (i) => (aimV(i) - w[i]! * dv[i]!) / v[i]! - w[i]!);
  const dz = mapped(count, (i) => (aimS(i) + z[i]! * dv[i]!) / s[i]! - z[i]!);
  return { dp, dv, dz, dw };
};

/** How far a direction can be followed until an element reaches 0; `sign` -1 follows its opposite. */
const reach = (x: Float64Array, dx: Float64Array, sign = 1): number => {
  let step = 1 / STEP_SHARE;
  for (let i = 0; i < x.length; i++) {
    const change = sign * dx[i]!;
    if (change < 0) step = Math.min(step, -x[i]! / change);
  }
  return Math.min(1, STEP_SHARE * step);
};

const steps = ({ v, s, w, z }: Iterate, { dv, dz, dw }: Direction): readonly [number, number] => [
  Math.min(reach(v, dv), reach(s, dv, -1)),
  Math.min(reach(w, dw), reach(z, dz)),
];

const move = (x: Float64Array, dx: Float64Array, step: number): void => {
  for (let i = 0; i < x.length; i++) x[i] = x[i]! + step * dx[i]!;
};

const gapOf = ({ v, s, w, z }: Iterate): number => {
  let gap = 0;
  for (let i = 0; i < v.length; i++) gap += v[i]! * w[i]! + s[i]! * z[i]!;
  return gap;
};

const gapAfter = (
  { v, s, w, z }: Iterate,
  { dv, dz, dw }: Direction,
  [dual, primal]: readonly [number, number],
) => {
  let gap = 0;
  for (let i = 0; i < v.length; i++)
    gap +=
      (v[i]! + dual * dv[i]!) * (w[i]! + primal * dw[i]!) +
      (s[i]! - dual * dv[i]!) * (z[i]! + primal * dz[i]!);
  return gap;
};

const startAt = (penalties: readonly Penalty[], size: number): Iterate => {
  const count = penalties.length;
  const middle = mapped(count, (i) => (penalties[i]!.above + penalties[i]!.below) / 2);
  const spread = penalties.reduce((sum, { target }) => sum + Math.abs(target), 0) / Math.max(1, count);
  const slack = new Float64Array(count).fill(Math.max(0.01, spread));
  return { p: new Float64Array(size), v: middle, s: middle.slice(), w: slack, z: slack.slice() };
};

/** One predictor-corrector step (Mehrotra, "On the Implementation of a Primal-Dual Interior Point Method", 1992). */
const advance = (iterate: Iterate, penalties: readonly Penalty[], size: number): void => {
  const { p, v, s, w, z } = iterate;
  const q = mapped(v.length, (i) => 1 / (z[i]! / s[i]! + w[i]! / v[i]!));
  const system = { penalties, size, q, matrix: normalMatrix(penalties, q, size) };
  const none = () => 0;
  const affine = newtonDirection(system, iterate, none, none);
  const gap = gapOf(iterate);
  const share = Math.max(0, gapAfter(iterate, affine, steps(iterate, affine))) / gap;
  const mu = (gap * share ** 3) / (2 * v.length);
  const aimV = (i: number) => mu - affine.dv[i]! * affine.dw[i]!;
  const aimS = (i: number) => mu + affine.dv[i]! * affine.dz[i]!;
  const { dp, dv, dz, dw } = newtonDirection(system, iterate, aimV, aimS);
  const [dual, primal] = steps(iterate, { dp, dv, dz, dw });
  move(p, dp, primal);
  move(z, dz, primal);
  move(w, dw, primal);
  move(v, dv, dual);
  move(s, dv, -dual);
};

const costOf = (penalties: readonly Penalty[], p: Float64Array): number => {
  const mp = apply(penalties, p);
  return penalties.reduce((sum, { target, above, below }, i) => {
    const r = mp[i]! - target;
    return sum + (r > 0 ? above * r : -below * r);
  }, 0);
};

/**
 * The `p` of `size` unknowns that minimises the sum of the penalties, exactly (to a relative gap of 1e-9), in time proportional
 * to their number: the dual is a linear program with bounds, whose normal equations have a narrow band (Portnoy & Koenker, "The
 * Gaussian Hare and the Laplacian Tortoise", 1997). Every unknown must occur in a penalty; weights are not negative.
 */
export const solveAbsolute = (penalties: readonly Penalty[], size: number): Float64Array => {
  const active = penalties.filter(({ above, below }) => above + below > 0);
  const iterate = startAt(active, size);
  for (let i = 0; i < MAX_ITERATIONS; i++) {
    if (gapOf(iterate) <= GAP * (1 + costOf(active, iterate.p))) break;
    advance(iterate, active, size);
  }
  return iterate.p;
};
