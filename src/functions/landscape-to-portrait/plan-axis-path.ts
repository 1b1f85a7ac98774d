import { solveAbsolute, type Penalty } from './solve-absolute';

/** What a knot of the path should keep to, all in source heights along one axis. */
export interface Corridor {
  /** Where the crop's centre may be without losing any of the subject. */
  readonly low: number;
  readonly high: number;
  /** Where it is framed best. */
  readonly aim: number;
  /** How much this moment counts, 0 (nothing to see) .. 1. */
  readonly weight: number;
}

export interface AxisLimits {
  /** The crop's centre cannot leave this range. */
  readonly low: number;
  readonly high: number;
}

/** Prices in seconds^k, against one source height out of the corridor for one second. */
export interface MotionPrices {
  readonly outside: number;
  readonly aim: number;
  readonly speed: number;
  readonly acceleration: number;
  readonly jerk: number;
}

/** A wall: nothing is worth leaving the picture for. */
const WALL = 1000;

const bothWays = (first: number, taps: readonly number[], target: number, price: number): Penalty => ({
  first,
  taps,
  target,
  above: price,
  below: price,
});

const keepInside = (at: number, low: number, high: number, price: number): readonly Penalty[] => [
  { first: at, taps: [1], target: low, above: 0, below: price },
  { first: at, taps: [1], target: high, above: price, below: 0 },
];

/**
 * The path of the crop's centre over knots `stepSeconds` apart that costs least: L1 prices on speed, acceleration and jerk make it
 * rest, glide evenly and ease between the two (Grundmann et al., "Auto-Directed Video Stabilization with Robust L1 Optimal
 * Camera Paths", 2011), L1 prices on leaving the corridor decide what is followed at all.
 */
export const planAxisPath = (
  corridors: readonly Corridor[],
  limits: AxisLimits,
  prices: MotionPrices,
  stepSeconds: number,
): Float64Array => {
  const size = corridors.length;
  const penalties = corridors.flatMap(({ low, high, aim, weight }, at) => [
    ...keepInside(at, low, high, prices.outside * weight * stepSeconds),
    bothWays(at, [1], aim, Math.max(1e-6, prices.aim * weight * stepSeconds)),
    ...keepInside(at, limits.low, limits.high, WALL * stepSeconds),
  ]);
  for (let i = 1; i < size; i++) {
    penalties.push(bothWays(i - 1, [-1, 1], 0, prices.speed));
    if (i > 1) penalties.push(bothWays(i - 2, [1, -2, 1], 0, prices.acceleration / stepSeconds));
    if (i > 2) penalties.push(bothWays(i - 3, [-1, 3, -3, 1], 0, prices.jerk / stepSeconds ** 2));
  }
  const path = solveAbsolute(penalties, size);
  return path.map((value) => Math.min(limits.high, Math.max(limits.low, value)));
};
