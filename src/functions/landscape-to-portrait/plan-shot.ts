import type { NormalizedBox } from '../../core/geometry';
import type { Keyframe, ReframeShot, ReframeStrategy } from '../../core/reframe-path';
import type { Axis } from './plan-axis-needs';
import { planNeeds } from './plan-axis-needs';
import { planAxisPath, type AxisLimits, type Corridor, type MotionPrices } from './plan-axis-path';
import type { FramePlan } from './plan-frame';
import type { TimedBox } from './observations';

export type MotionStyle = 'still' | 'gentle' | 'lively';

/** Knots of a path are this far apart, seconds. */
const KNOT_SECONDS = 0.1;
/** Measured on the bench: more holds the subject better, less moves less. */
const PRICES: Readonly<Record<Exclude<MotionStyle, 'still'>, MotionPrices>> = {
  gentle: { outside: 1, aim: 0.12, speed: 0.01, acceleration: 0.05, jerk: 0.004 },
  lively: { outside: 1, aim: 0.3, speed: 0.01, acceleration: 0.02, jerk: 0.004 },
};
/** A shot stands still when that costs at most this much more a second, source heights. */
const STILL_ALLOWANCE = 0.003;
/** Movement below this, source heights, is none. */
const NO_MOVEMENT = 0.012;
const STILL_STEPS = 400;

const knotTimes = (startSeconds: number, endSeconds: number): readonly number[] => {
  const count = Math.max(1, Math.ceil((endSeconds - startSeconds) / KNOT_SECONDS));
  return Array.from(
    { length: count + 1 },
    (_, i) => startSeconds + ((endSeconds - startSeconds) * i) / count,
  );
};

/** Mean price of a path's places (not of its motion) a second. */
const placeCost = (needs: readonly Corridor[], at: (index: number) => number, prices: MotionPrices): number =>
  needs.reduce((sum, { low, high, aim, weight }, i) => {
    const value = at(i);
    const outside = Math.max(0, low - value, value - high);
    return sum + weight * (prices.outside * outside + prices.aim * Math.abs(value - aim));
  }, 0) / needs.length;

const bestStill = (needs: readonly Corridor[], limits: AxisLimits, prices: MotionPrices) => {
  let best = { value: (limits.low + limits.high) / 2, cost: Number.POSITIVE_INFINITY };
  for (let step = 0; step <= STILL_STEPS; step++) {
    const value = limits.low + ((limits.high - limits.low) * step) / STILL_STEPS;
    const cost = placeCost(needs, () => value, prices);
    if (cost < best.cost) best = { value, cost };
  }
  return best;
};

interface AxisPlan {
  readonly limits: AxisLimits;
  readonly needs: readonly Corridor[];
}

/** The path along one axis; one value repeated when it stands still. */
const planAxis = ({ limits, needs }: AxisPlan, style: MotionStyle, stepSeconds: number): Float64Array => {
  const prices = PRICES[style === 'still' ? 'gentle' : style];
  const still = bestStill(needs, limits, prices);
  const stay = () => new Float64Array(needs.length).fill(still.value);
  if (style === 'still' || needs.length < 4 || limits.high - limits.low < 1e-6) return stay();
  const path = planAxisPath(needs, limits, prices, stepSeconds);
  const range = Math.max(...path) - Math.min(...path);
  const gain = still.cost - placeCost(needs, (i) => path[i]!, prices);
  return range < NO_MOVEMENT || gain < STILL_ALLOWANCE ? stay() : path;
};

/** Room for the crop's centre along an axis, source heights; a crop larger than the picture is centred on it. */
const limitsOf = (picture: NormalizedBox, { index, unit }: Axis, half: number): AxisLimits => {
  const [from, length] = [picture[index] * unit, picture[index + 2]! * unit];
  if (length <= 2 * half) return { low: from + length / 2, high: from + length / 2 };
  return { low: from + half, high: from + length - half };
};

const strategyOf = (paths: readonly Float64Array[], isFit: boolean): ReframeStrategy => {
  if (isFit) return 'fit';
  const moving = paths.filter((path) => path.some((value) => value !== path[0]));
  if (moving.length === 0) return 'still';
  const isOneWay = (path: Float64Array) => {
    const steps = path.map((value, i) => value - (path[i - 1] ?? value));
    return Math.min(...steps) > -1e-4 || Math.max(...steps) < 1e-4;
  };
  return moving.every(isOneWay) ? 'pan' : 'track';
};

/** Keyframes without those in the middle of a rest. */
const withoutRests = (path: readonly Keyframe[]): Keyframe[] =>
  path.filter((frame, i) => {
    const [before, after] = [path[i - 1], path[i + 1]];
    return !before || !after || [1, 2, 3].some((k) => before[k] !== frame[k] || after[k] !== frame[k]);
  });

export interface ShotInput {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly frame: FramePlan;
  /** Width / height of the source. */
  readonly sourceAspect: number;
  readonly scale: number;
  /** What must be held; empty when there is nobody. */
  readonly boxes: readonly TimedBox[];
  readonly style: MotionStyle;
}

/** The crop's path through one shot. */
export const planShotPath = (input: ShotInput): Pick<ReframeShot, 'start' | 'end' | 'strategy' | 'path'> => {
  const { startSeconds, endSeconds, frame, sourceAspect, scale, style } = input;
  const times = knotTimes(startSeconds, endSeconds);
  const stepSeconds = (endSeconds - startSeconds) / (times.length - 1);
  const middle: TimedBox = { timeSeconds: startSeconds, box: frame.picture };
  const boxes = input.boxes.length > 0 ? input.boxes : [middle];
  const axes: readonly (Axis & { readonly half: number })[] = [
    { index: 0, unit: sourceAspect, half: (scale * frame.aspect) / 2 },
    { index: 1, unit: 1, half: scale / 2 },
  ];
  const paths = axes.map((axis) => {
    const limits = limitsOf(frame.picture, axis, axis.half);
    const needs = planNeeds(boxes, times, axis, { half: axis.half, limits });
    return planAxis({ limits, needs }, style, stepSeconds);
  });
  const path = times.map((time, i): Keyframe => [time, paths[0]![i]! / sourceAspect, paths[1]![i]!, scale]);
  return {
    start: startSeconds,
    end: endSeconds,
    strategy: strategyOf(paths, scale > frame.fullScale + 1e-6),
    path: withoutRests(path),
  };
};
