import type { TimeRange } from '../../core/geometry';

/** A room on the grid of units of time, with what is known of each. */
export interface GridRoom extends TimeRange {
  readonly shot: number;
  /** Rooms that show the same thing have the same group. */
  readonly group: number;
  /** Interest of each whole unit, 0..1. */
  readonly interest: Float64Array;
  /** Cost of starting (ending) a segment at each unit's start, `[units + 1]`. */
  readonly startCost: Float64Array;
  readonly endCost: Float64Array;
}

/** The best segment of each length: `value[k]`, starting at unit `start[k]`; `-Infinity` where `k` does not fit. */
export interface Choices {
  readonly value: Float64Array;
  readonly start: Int32Array;
}

export interface ChoiceOptions {
  /** A segment of this many units is long enough to take in; more adds little. */
  readonly idealUnits: number;
  readonly minUnits: number;
}

/** What any segment costs: without it, a dozen glimpses would beat three shots. */
const SEGMENT_COST = 0.25;
/** How quickly interest is used up: 1 - exp(-USE * length / ideal). */
const USE = 1.6;

const gainOf = (units: number, idealUnits: number): number => 1 - Math.exp((-USE * units) / idealUnits);

export const planChoices = (room: GridRoom, { idealUnits, minUnits }: ChoiceOptions): Choices => {
  const count = room.interest.length;
  const sums = new Float64Array(count + 1);
  room.interest.forEach((value, i) => {
    sums[i + 1] = sums[i]! + value;
  });
  const value = new Float64Array(count + 1).fill(Number.NEGATIVE_INFINITY);
  const start = new Int32Array(count + 1);
  for (let k = minUnits; k <= count; k++) {
    const gain = gainOf(k, idealUnits);
    for (let i = 0; i + k <= count; i++) {
      const mean = (sums[i + k]! - sums[i]!) / k;
      const worth = mean * gain - SEGMENT_COST - room.startCost[i]! - room.endCost[i + k]!;
      if (worth > value[k]!) [value[k], start[k]] = [worth, i];
    }
  }
  return { value, start };
};
