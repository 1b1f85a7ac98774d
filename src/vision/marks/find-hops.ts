import { matchEverywhere } from './find-tiles';
import type { Rect } from './integral';
import type { MarkSighting } from './mark-sighting';
import { markTemplate } from './mark-template';
import { overlapShare, presentRuns, readSigns, spread, type LumaStack } from './mark-track';
import type { StillMap } from './still-map';

/** Frames in which a mark must stay at its new place, and by which the window moves on. */
const WINDOW_FRAMES = 10;
const HOP_FRAMES = 5;
const MIN_LIKENESS = 0.62;
const SAME_PLACE = 0.5;
/** Marks that are looked for elsewhere: hard edges, seen well. */
const MAX_SOURCES = 2;
const MIN_STRENGTH = 150;
const MAX_STILL_AROUND = 0.3;
const MEASURED_FRAMES = 24;

type MapOf = (frames: readonly number[]) => StillMap;

const strengthOf = ({ region }: MarkSighting): number =>
  (region.strength / region.pixels) * region.density * region.steadiness * Math.sqrt(region.pixels);

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k);

const isSource = (sighting: MarkSighting, count: number): boolean =>
  sighting.run.last - sighting.run.first < 0.9 * count &&
  strengthOf(sighting) >= MIN_STRENGTH &&
  sighting.region.stillAround <= MAX_STILL_AROUND;

const isTaken = (box: Rect, frame: number, sightings: readonly MarkSighting[]): boolean =>
  sightings.some(
    (other) => overlapShare(other.box, box) > 0.3 && other.run.first <= frame && other.run.last >= frame,
  );

/** The mark at a place where it was matched, for as long as it shows there. */
const followAt = (
  stack: LumaStack,
  source: MarkSighting,
  place: { readonly map: StillMap; readonly box: Rect; readonly frame: number },
): MarkSighting | null => {
  const signs = readSigns(markTemplate(place.map, place.box, 0.5), stack);
  const run = presentRuns(signs, stack.timesSeconds).find(
    ({ first, last }) => first <= place.frame && last >= place.frame,
  );
  if (!run) return null;
  const amounts = signs.map(({ amount }) => amount);
  return { ...source, box: place.box, run, amounts, popped: true };
};

/** A mark that changes its place keeps its shape: looks for it where and when it has not been seen. */
export const findHops = (
  stack: LumaStack,
  sightings: readonly MarkSighting[],
  mapOf: MapOf,
): readonly MarkSighting[] => {
  const count = stack.frames.length;
  const sources = sightings
    .filter((sighting) => isSource(sighting, count))
    .sort((a, b) => strengthOf(b) - strengthOf(a))
    .slice(0, MAX_SOURCES);
  const found: MarkSighting[] = [];
  for (const source of sources) {
    const own = mapOf(spread(range(source.run.first, source.run.last + 1), MEASURED_FRAMES));
    for (let from = 0; from + WINDOW_FRAMES <= count; from += HOP_FRAMES) {
      const middle = from + WINDOW_FRAMES / 2;
      const known = [...sightings.filter((one) => sources.includes(one)), ...found];
      if (known.some(({ run }) => run.first <= middle && run.last >= middle)) continue;
      const map = mapOf(range(from, from + WINDOW_FRAMES));
      const [best] = matchEverywhere(map, source.box, own);
      if (!best || best.likeness < MIN_LIKENESS || isTaken(best.box, middle, known)) continue;
      // What comes again in the same place may be a shot that comes again.
      if (overlapShare(best.box, source.box) > SAME_PLACE) continue;
      const hop = followAt(stack, source, { map, box: best.box, frame: middle });
      if (hop) found.push(hop);
    }
  }
  return found;
};
