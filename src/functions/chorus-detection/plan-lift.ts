import type { Stretch } from './plan-candidates';
import type { SongGrid } from './plan-grid';
import type { SongUnits } from './song-units';

/** Levels are compared over this many units either side of a possible lift: four bars of four. */
const REACH_UNITS = 8;
const FEWEST_UNITS = 4;
/**
 * A lift is this many deviations of what lies either side of it, on average over loudness, brightness and presence. Within
 * choruses of known edges the largest was 1.1, where a pre-chorus ends 1.8 and more.
 */
const LIFT = 1.4;
const LEAST_LIFT = 0.5;
/** What is left is the chorus: at least this share of the block, and no mere hook line. */
const LEAST_SHARE = 0.5;
const LEAST_SECONDS = 7;

const mean = (values: Float32Array): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const squares = (values: Float32Array): number => {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
};

/** Step up of a level at `offset` into each repeat, in deviations around it. */
const stepsAt = (level: Float32Array, stretches: readonly Stretch[], offset: number): readonly number[] => {
  let spread = 0;
  let count = 0;
  const steps = stretches.map(([from, to]) => {
    const at = from + offset;
    const before = level.subarray(Math.max(from, at - REACH_UNITS), at);
    const after = level.subarray(at, Math.min(to, at + REACH_UNITS));
    spread += squares(before) + squares(after);
    count += before.length + after.length;
    return mean(after) - mean(before);
  });
  const deviation = Math.sqrt(spread / count + 1e-6);
  return steps.map((step) => step / deviation);
};

/** Mean lift over the repeats: chance steps average out. 0 where one of them hardly lifts. */
const liftAt = (levels: readonly Float32Array[], stretches: readonly Stretch[], offset: number): number => {
  const steps = levels.map((level) => stepsAt(level, stretches, offset));
  const lifts = stretches.map((_, i) => steps.reduce((sum, row) => sum + row[i]! / levels.length, 0));
  return Math.min(...lifts) < LEAST_LIFT ? 0 : lifts.reduce((sum, lift) => sum + lift / lifts.length, 0);
};

/**
 * A part that always leads into the chorus repeats with it, and a repeated block holds both. Where the same lift comes at
 * the same place of every repeat, the chorus starts there. Repeats that follow another without a gap have no such lead.
 */
export const startAtLift = (
  stretches: readonly Stretch[],
  units: SongUnits,
  grid: SongGrid,
): readonly Stretch[] => {
  const length = Math.min(...stretches.map(([from, to]) => to - from));
  const unitSeconds = grid.edges.at(-1)! / units.count;
  const most = length - Math.max(LEAST_SHARE * length, LEAST_SECONDS / unitSeconds);
  const levels = [units.loudnessDb, units.brightness, units.presence];
  let best = 0;
  let highest = LIFT;
  for (let offset = FEWEST_UNITS; offset <= most; offset++) {
    if (!stretches.every(([from]) => grid.isDownbeat[from + offset])) continue;
    const lift = liftAt(levels, stretches, offset);
    if (lift <= highest) continue;
    best = offset;
    highest = lift;
  }
  return stretches.map(([from, to], i) => [from === stretches[i - 1]?.[1] ? from : from + best, to]);
};
