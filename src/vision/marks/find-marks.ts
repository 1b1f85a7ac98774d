import { createEdgeSums, addFrameEdges } from './edge-sums';
import { findHops } from './find-hops';
import { findPops } from './find-pops';
import { completeTiles } from './find-tiles';
import type { MarkSighting } from './mark-sighting';
import { markTemplate, type MarkSign } from './mark-template';
import {
  boxOverlap,
  measureAgain,
  overlapShare,
  presentRuns,
  readSigns,
  spread,
  type FrameRun,
  type LumaStack,
} from './mark-track';
import { clearLongLines, stillMap, type StillMap } from './still-map';
import { findStillRegions, type StillRegion } from './still-regions';

/** Windows in which an edge must stay: `[seconds, hop]`; a mark that hops stays for two seconds or so. */
const WINDOWS = [
  [6, 3],
  [2, 0.8],
] as const;
const WHOLE_FRAMES = 72;
const MIN_WINDOW_FRAMES = 8;
/** Steadiness levels at which regions are looked for: a faint mark needs the low one, one near scenery the high one. */
const LEVELS = [
  { level: 0.42, minDensity: 0.2 },
  { level: 0.75, minDensity: 0.2 },
  // Drawn in hard strokes upon scenery that moves but a little.
  { level: 0.9, minDensity: 0.5 },
] as const;
const MAX_STILL_AROUND = 0.45;
const MIN_PIXELS = 70;
const MAX_SEEDS = 80;

interface Seed {
  readonly region: StillRegion;
  readonly map: StillMap;
  readonly level: number;
  readonly frames: readonly number[];
  readonly score: number;
}

const mapOf = (stack: LumaStack, frames: readonly number[]): StillMap => {
  const sums = createEdgeSums(stack.widthPx, stack.heightPx);
  for (const index of frames) addFrameEdges(sums, stack.frames[index]!);
  const map = stillMap(sums);
  clearLongLines(map);
  return map;
};

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k);

/** Frame numbers of every window: the whole clip, then shorter and shorter stretches. */
export const planWindows = (times: readonly number[]): readonly (readonly number[])[] => {
  const count = times.length;
  const step = count > 1 ? (times.at(-1)! - times[0]!) / (count - 1) : 1;
  const windows: (readonly number[])[] = [spread(range(0, count), WHOLE_FRAMES)];
  for (const [seconds, hop] of WINDOWS) {
    const length = Math.max(MIN_WINDOW_FRAMES, Math.round(seconds / step));
    if (length >= count) continue;
    const stride = Math.max(2, Math.round(Math.max(hop / step, (length * hop) / seconds)));
    for (let from = 0; ; from += stride) {
      const start = Math.min(from, count - length);
      windows.push(spread(range(start, start + length), 24));
      if (start < from || start === count - length) break;
    }
  }
  return windows;
};

const isSeed = ({ density, stillAround, pixels }: StillRegion, minDensity: number): boolean =>
  density >= minDensity && stillAround <= MAX_STILL_AROUND && pixels >= MIN_PIXELS;

const seedsOf = (stack: LumaStack, frames: readonly number[]): readonly Seed[] => {
  const map = mapOf(stack, frames);
  return LEVELS.flatMap(({ level, minDensity }) =>
    findStillRegions(map, { minSteadiness: level, minEdge: 2.2 })
      .filter((region) => isSeed(region, minDensity))
      .map((region) => ({
        region,
        map,
        level,
        frames,
        score:
          region.strength *
          region.density *
          region.steadiness *
          (1 - region.stillAround) *
          Math.sqrt(frames.length),
      })),
  );
};

const isKnown = (seed: Seed, sightings: readonly MarkSighting[]): boolean =>
  sightings.some(({ box, run }) => {
    const inside = seed.frames.filter((index) => index >= run.first && index <= run.last).length;
    return overlapShare(box, seed.region.box) > 0.5 && inside >= 0.6 * seed.frames.length;
  });

const framesOf = ({ first, last }: FrameRun, signs: readonly MarkSign[]): readonly number[] => {
  const all = range(first, last + 1);
  const full = all.filter((index) => signs[index]!.amount > 0.6);
  return full.length >= 4 ? full : all;
};

/** A second look that runs into the scenery round a mark is worth less than the first. */
const SAME_BOX = 0.6;

const follow = (stack: LumaStack, seed: Seed): readonly MarkSighting[] => {
  const signs = readSigns(markTemplate(seed.map, seed.region.box, seed.level), stack);
  const runs = presentRuns(signs, stack.timesSeconds);
  return runs.flatMap((run) => {
    const frames = framesOf(run, signs);
    const again = measureAgain(stack, frames, seed.region.box, seed.level);
    const isSame = again !== null && boxOverlap(again.box, seed.region.box) >= SAME_BOX;
    const seen = seed.frames.filter((index) => index >= run.first && index <= run.last);
    const isWide = seen.at(-1)! - seen[0]! > 0.5 * (run.last - run.first);
    if (!isSame && !isWide) return [];
    const region = isSame ? again : seed.region;
    return [{ box: region.box, run, region, amounts: signs.map(({ amount }) => amount), popped: false }];
  });
};

const isNew = (found: MarkSighting, sightings: readonly MarkSighting[]): boolean =>
  !sightings.some(
    ({ box, run }) =>
      overlapShare(box, found.box) > 0.5 && run.first <= found.run.last && run.last >= found.run.first,
  );

export interface MarkFindings {
  readonly sightings: readonly MarkSighting[];
  /** Share 0..1 of all texture that stays through the whole clip: near 1 for a camera that stands still. */
  readonly stillShare: number;
}

const LAID_OVER = 0.15;

/** Of the picture without what was sighted over a moving background. */
const stillShareOf = (map: StillMap, sightings: readonly MarkSighting[]): number => {
  const { length, texture, steadiness, widthPx } = map;
  const isLaidOver = new Uint8Array(texture.length);
  for (const { box, region } of sightings) {
    if (region.stillAround > LAID_OVER) continue;
    for (let y = box.top; y < box.bottom; y++)
      isLaidOver.fill(1, y * widthPx + box.left, y * widthPx + box.right);
  }
  let [still, all] = [0, 0];
  for (let i = 0; i < texture.length; i++) {
    if (isLaidOver[i]) continue;
    all += texture[i]!;
    if (steadiness[i]! >= LEVELS[0].level) still += length[i]!;
  }
  return all > 0 ? still / all : 1;
};

/** Where a mark was seen before it was looked for: one that popped keeps its exact times, others give way. */
const withHops = (
  sightings: readonly MarkSighting[],
  hops: readonly MarkSighting[],
): readonly MarkSighting[] => {
  const meets = (one: MarkSighting, other: MarkSighting) =>
    overlapShare(one.box, other.box) > 0.3 &&
    one.run.first <= other.run.last &&
    one.run.last >= other.run.first;
  const news = hops.filter((hop) => !sightings.some((other) => other.popped && meets(hop, other)));
  return [...sightings.filter((one) => !news.some((hop) => meets(hop, one))), ...news];
};

/** Looks for whatever stays while the picture round it moves, wherever and for however long. */
export const findMarks = (
  stack: LumaStack,
  onWindow: (done: number) => void = () => undefined,
): MarkFindings => {
  if (stack.frames.length < MIN_WINDOW_FRAMES) return { sightings: [], stillShare: 1 };
  const windows = planWindows(stack.timesSeconds);
  const seeds = windows
    .flatMap((frames, index) => {
      onWindow((0.7 * (index + 1)) / windows.length);
      return seedsOf(stack, frames);
    })
    .sort((a, b) => b.score - a.score);
  const sightings: MarkSighting[] = [];
  // These know their place exactly, for nothing round them was still or moved with them.
  for (const found of findPops(stack)) if (isNew(found, sightings)) sightings.push(found);
  onWindow(0.9);
  for (const seed of seeds.slice(0, MAX_SEEDS)) {
    if (isKnown(seed, sightings)) continue;
    for (const found of follow(stack, seed)) if (isNew(found, sightings)) sightings.push(found);
  }
  const hops = findHops(stack, sightings, (frames) => mapOf(stack, frames));
  const map = mapOf(stack, windows[0]!);
  const complete = completeTiles(map, withHops(sightings, hops));
  return { sightings: complete, stillShare: stillShareOf(map, complete) };
};
