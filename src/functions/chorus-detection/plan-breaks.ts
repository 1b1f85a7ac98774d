import type { Stretch } from './plan-candidates';
import type { SongGrid } from './plan-grid';

/** Units of less than half the power of the chorus round them are a break, where its level does not vary as much anyway. */
const BREAK_DB = 3;
const BREAK_DEVIATIONS = 4;
/** Standard deviations per median absolute deviation. */
const DEVIATION = 1.48;
/** A break lasts two bars at most; longer quiet parts are music of their own. */
const LONGEST_BARS = 2;
/** A pause between parts that are both at least this long parts two choruses; in a shorter one it is a stop in a line. */
const SHORTEST_BARS = 8;

const median = (values: Float32Array): number => values.slice().sort()[values.length >> 1] ?? 0;

/** First unit of the break that ends just before `end`; `end` itself when there is none. */
const breakBefore = (isQuiet: (unit: number) => boolean, end: number, longest: number): number => {
  let start = end;
  while (end - start < longest && isQuiet(start - 1)) start--;
  return start;
};

/** Level under which a unit of the stretch is a break. */
const quietLevel = (levels: Float32Array): number => {
  const usual = median(levels);
  const deviation = DEVIATION * median(levels.map((level) => Math.abs(level - usual)));
  return usual - Math.max(BREAK_DB, BREAK_DEVIATIONS * deviation);
};

const splitOne = ([from, to]: Stretch, loudnessDb: Float32Array, grid: SongGrid): readonly Stretch[] => {
  const quiet = quietLevel(loudnessDb.subarray(from, to));
  const isQuiet = (unit: number): boolean => unit > from && loudnessDb[unit]! < quiet;
  const longest = LONGEST_BARS * grid.unitsPerBar;
  const shortest = SHORTEST_BARS * grid.unitsPerBar;
  const end = breakBefore(isQuiet, to, longest);
  for (let at = from + shortest; at + shortest <= to; at++) {
    if (!grid.isDownbeat[at] || isQuiet(at)) continue;
    const pause = breakBefore(isQuiet, at, longest);
    if (pause === at || isQuiet(pause - 1) || pause - from < shortest - longest) continue;
    return [[from, pause], ...splitOne([at, to], loudnessDb, grid)];
  }
  return [[from, end]];
};

/**
 * Repeats are as long as what comes back, breaks between them and what rings on after them included: a chorus ends where
 * its level falls. A long stretch with a break in it is two choruses.
 */
export const endAtBreaks = (
  stretches: readonly Stretch[],
  loudnessDb: Float32Array,
  grid: SongGrid,
): readonly Stretch[] => stretches.flatMap((stretch) => splitOne(stretch, loudnessDb, grid));
