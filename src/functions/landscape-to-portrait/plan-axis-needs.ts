import type { NormalizedBox } from '../../core/geometry';
import type { TimedBox } from './observations';
import type { AxisLimits, Corridor } from './plan-axis-path';

/** One direction of the picture: 0 across, 1 down. `unit` turns shares of that side into source heights. */
export interface Axis {
  readonly index: 0 | 1;
  readonly unit: number;
}

/** Air kept beside the subject where there is room for it, source heights. */
const AIR = 0.02;

/** Start, length of a box along an axis, source heights. */
const spanOf = (box: NormalizedBox, { index, unit }: Axis): readonly [number, number] => [
  box[index] * unit,
  (box[index] + box[index + 2]!) * unit,
];

/** Index of the first box later than a time; their number when there is none. */
const indexAfter = (boxes: readonly TimedBox[], timeSeconds: number): number => {
  let [low, high] = [0, boxes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (boxes[middle]!.timeSeconds > timeSeconds) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** The box of a track at a time, between its known moments in a straight line, held at both ends. */
export const boxAt = (boxes: readonly TimedBox[], timeSeconds: number): NormalizedBox => {
  const next = indexAfter(boxes, timeSeconds);
  if (next === 0 || next === boxes.length) return boxes.at(next === 0 ? 0 : -1)!.box;
  const [a, b] = [boxes[next - 1]!, boxes[next]!];
  const u = (timeSeconds - a.timeSeconds) / Math.max(1e-9, b.timeSeconds - a.timeSeconds);
  const between = (k: number): number => a.box[k]! + (b.box[k]! - a.box[k]!) * u;
  return [between(0), between(1), between(2), between(3)];
};

/** Where the crop of half length `half` may be centred so that it holds `span`; where it cannot, on its middle. */
export const corridorFor = (
  [from, to]: readonly [number, number],
  half: number,
  limits: AxisLimits,
): Corridor => {
  const middle = (from + to) / 2;
  const inside = (value: number): number => Math.min(limits.high, Math.max(limits.low, value));
  const slack = half - (to - from) / 2;
  if (slack <= 0) return { low: inside(middle), high: inside(middle), aim: inside(middle), weight: 1 };
  const room = Math.max(0, slack - Math.min(AIR, slack / 2));
  return { low: inside(middle - room), high: inside(middle + room), aim: inside(middle), weight: 1 };
};

/** What the crop's centre should keep to at each knot. */
export const planNeeds = (
  boxes: readonly TimedBox[],
  times: readonly number[],
  axis: Axis,
  crop: { readonly half: number; readonly limits: AxisLimits },
): readonly Corridor[] =>
  times.map((time) => corridorFor(spanOf(boxAt(boxes, time), axis), crop.half, crop.limits));
