import { addFrameEdges, createEdgeSums } from './edge-sums';
import { markTemplate, readSign, type MarkSign, type MarkTemplate } from './mark-template';
import type { FrameRun, LumaStack } from './mark-track';
import type { MarkSighting } from './mark-sighting';
import type { Rect } from './integral';
import { popMap, type PopMap } from './pop-map';
import { findStillRegions, type StillRegion } from './still-regions';

/** Frames of each still stretch, and between them: a mark may pop, or take a second to fade. */
const STRETCH_FRAMES = 6;
const GAPS = [1, 10] as const;
const HOP = { 1: 2, 10: 4 } as const;
const MIN_DENSITY = 0.4;
const MIN_EDGE = 10;
const MIN_PIXELS = 120;
const MAX_CHANGE_AROUND = 0.25;
const MIN_STEADINESS = 0.6;
/** Frames of a run have the mark's own edges and no others. */
const MIN_LIKENESS = 0.75;
const FADING_LIKENESS = 0.4;
const MIN_AMOUNT = 0.2;
const MAX_AMOUNT = 1.4;
const MIN_RUN_FRAMES = 6;

const sumsAt = (stack: LumaStack, from: number) => {
  const sums = createEdgeSums(stack.widthPx, stack.heightPx);
  for (let k = 0; k < STRETCH_FRAMES; k++) addFrameEdges(sums, stack.frames[from + k]!);
  return sums;
};

/** A drawn thing has hard, dense edges, and nothing else changes round it. */
const looksDrawn = ({ density, pixels, strength, stillAround, steadiness }: StillRegion): boolean =>
  density >= MIN_DENSITY &&
  pixels >= MIN_PIXELS &&
  strength >= MIN_EDGE * pixels &&
  stillAround <= MAX_CHANGE_AROUND &&
  steadiness >= MIN_STEADINESS;

/** There are more edges with the mark than without: what vanishes is no mark that appears. */
const MORE_EDGES = 1.15;

const addsEdges = (map: PopMap, { left, top, right, bottom }: Rect): boolean => {
  let [withIt, without] = [0, 0];
  for (let y = top; y < bottom; y++)
    for (let i = y * map.widthPx + left; i < y * map.widthPx + right; i++) {
      if (map.length[i] === 0) continue;
      const [x0, y0] = [map.behindX[i]!, map.behindY[i]!];
      without += Math.hypot(x0, y0);
      withIt += Math.hypot(x0 + map.x[i]!, y0 + map.y[i]!);
    }
  return withIt > MORE_EDGES * without;
};

const shows = ({ amount, likeness }: MarkSign): boolean =>
  amount > MIN_AMOUNT &&
  amount < MAX_AMOUNT &&
  likeness > FADING_LIKENESS + (MIN_LIKENESS - FADING_LIKENESS) * Math.min(1, amount);

/** Signs before another background. */
const OTHER_AMOUNT = 0.6;
const OTHER_LIKENESS = 0.55;

const none = ({ indexes }: MarkTemplate): Float32Array => new Float32Array(indexes.length);

/** From a frame in which it is there, as far as it shows both ways. */
const followFrom = (template: MarkTemplate, stack: LumaStack, start: number): FrameRun | null => {
  // In the next shot there is something else behind it.
  const onOther = { ...template, behindX: none(template), behindY: none(template) };
  const at = (index: number) => {
    const luma = stack.frames[index];
    if (luma === undefined) return false;
    if (shows(readSign(template, luma, stack.widthPx))) return true;
    const { amount, likeness } = readSign(onOther, luma, stack.widthPx);
    return amount > OTHER_AMOUNT && amount < MAX_AMOUNT && likeness > OTHER_LIKENESS;
  };
  if (!at(start)) return null;
  let [first, last] = [start, start];
  while (at(first - 1)) first--;
  while (at(last + 1)) last++;
  return last - first + 1 >= MIN_RUN_FRAMES ? { first, last } : null;
};

const sightingsBetween = (stack: LumaStack, from: number, gap: number): readonly MarkSighting[] => {
  const before = sumsAt(stack, from);
  const next = from + STRETCH_FRAMES + gap;
  const after = sumsAt(stack, next);
  return ([1, -1] as const).flatMap((sign) => {
    const map = popMap(before, after, sign);
    const regions = findStillRegions(map, { minSteadiness: MIN_STEADINESS, minEdge: 3 }).filter(
      (region) => looksDrawn(region) && addsEdges(map, region.box),
    );
    return regions.flatMap((region) => {
      const template = markTemplate(map, region.box, MIN_STEADINESS, map);
      const run = followFrom(template, stack, sign === 1 ? next + 2 : from + STRETCH_FRAMES - 3);
      if (!run) return [];
      // What is there before and after the change did not come with it.
      const isBoth = run.first <= from && run.last >= next + STRETCH_FRAMES - 1;
      if (isBoth) return [];
      const amounts = stack.frames.map((luma) => readSign(template, luma, stack.widthPx).amount);
      return [{ box: region.box, run, region, amounts, popped: true }];
    });
  });
};

/** Every so many pixels one is compared; so many code values are noise, so many a change. */
const STRIDE = 7;
const NOISE = 6;
const CHANGE = 12;
/** Share of the picture that must stand still, and pixels looked at that must have popped. */
const STILL_SHARE = 0.7;
const MIN_POPPED = 12;

/** A quick look whether anything can have popped between two stretches: still before, still after, but different. */
const mayPop = (stack: LumaStack, from: number, next: number): boolean => {
  const last = STRETCH_FRAMES - 1;
  const [a, b] = [stack.frames[from]!, stack.frames[from + last]!];
  const [c, d] = [stack.frames[next]!, stack.frames[next + last]!];
  let [still, popped, all] = [0, 0, 0];
  for (let i = 0; i < a.length; i += STRIDE, all++) {
    const change = Math.abs(b[i]! - c[i]!);
    const isCalm = Math.abs(a[i]! - b[i]!) <= NOISE && Math.abs(c[i]! - d[i]!) <= NOISE;
    if (isCalm && change > CHANGE) popped++;
    if (isCalm && change <= CHANGE) still++;
  }
  return popped >= MIN_POPPED && still >= STILL_SHARE * all;
};

/** Marks that come or go while the rest of the picture stands still. */
export const findPops = (stack: LumaStack): readonly MarkSighting[] => {
  const found: MarkSighting[] = [];
  for (const gap of GAPS) {
    const span = 2 * STRETCH_FRAMES + gap;
    for (let from = 0; from + span <= stack.frames.length; from += HOP[gap])
      if (mayPop(stack, from, from + STRETCH_FRAMES + gap)) found.push(...sightingsBetween(stack, from, gap));
  }
  return found.sort((a, b) => b.region.strength * b.region.density - a.region.strength * a.region.density);
};
