import { sumEdges } from './edge-sums';
import type { Rect } from './integral';
import { growRect } from './integral';
import { readSign, type MarkSign, type MarkTemplate } from './mark-template';
import { clearLongLines, stillMap } from './still-map';
import { findStillRegions, type StillRegion } from './still-regions';

/** 8-bit luma of evenly thinned frames of one size, in order. */
export interface LumaStack {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly timesSeconds: readonly number[];
  readonly frames: readonly Uint8Array[];
}

/** A run of frames, `last` included. */
export interface FrameRun {
  readonly first: number;
  readonly last: number;
}

/** Signs from which a mark is taken for there, and down to which it may fade. */
const PRESENT_AMOUNT = 0.45;
const PRESENT_LIKENESS = 0.32;
const FADING_AMOUNT = 0.16;
/** Gaps shorter than this are a picture as light as the mark itself. */
const MAX_GAP_SECONDS = 0.75;
const MIN_RUN_SECONDS = 0.55;

const isThere = ({ amount, likeness }: MarkSign): boolean =>
  amount > PRESENT_AMOUNT && likeness > PRESENT_LIKENESS;

const joinRuns = (runs: readonly FrameRun[], times: readonly number[]): FrameRun[] => {
  const joined: FrameRun[] = [];
  for (const run of runs) {
    const before = joined.at(-1);
    if (before && times[run.first]! - times[before.last]! <= MAX_GAP_SECONDS) {
      joined[joined.length - 1] = { first: before.first, last: run.last };
    } else joined.push(run);
  }
  return joined;
};

/** Follows a mark that fades in or out to where it can no longer be told. */
const followFade = (run: FrameRun, signs: readonly MarkSign[]): FrameRun => {
  let { first, last } = run;
  const goesOn = (at: number, from: number) => {
    const [sign, inner] = [signs[at], signs[from]!];
    return sign !== undefined && sign.amount > FADING_AMOUNT && sign.amount < inner.amount + 0.1;
  };
  while (goesOn(first - 1, first)) first--;
  while (goesOn(last + 1, last)) last++;
  return { first, last };
};

/** The stretches in which a mark is on the picture, from its sign in every frame. */
export const presentRuns = (signs: readonly MarkSign[], times: readonly number[]): readonly FrameRun[] => {
  const runs: FrameRun[] = [];
  signs.forEach((sign, index) => {
    if (!isThere(sign)) return;
    const before = runs.at(-1);
    if (before?.last === index - 1) runs[runs.length - 1] = { first: before.first, last: index };
    else runs.push({ first: index, last: index });
  });
  const step = times.length > 1 ? (times.at(-1)! - times[0]!) / (times.length - 1) : 0;
  return joinRuns(runs, times)
    .filter(({ first, last }) => times[last]! - times[first]! + step >= MIN_RUN_SECONDS)
    .map((run) => followFade(run, signs));
};

export const readSigns = (template: MarkTemplate, stack: LumaStack): readonly MarkSign[] =>
  stack.frames.map((luma) => readSign(template, luma, stack.widthPx));

/** Frames looked at again when a mark's box is measured. */
const MEASURED_FRAMES = 48;
/** Surroundings that are cut out with a mark, as shares of the picture's width and of the mark's height. */
const MARGIN_SHARE = 0.075;
/** Lines that cross all of a mark's surroundings belong to these. */
const WHOLE_LINE_SHARE = 0.88;

const cutOut = (luma: Uint8Array, widthPx: number, { left, top, right, bottom }: Rect): Uint8Array => {
  const width = right - left;
  const cut = new Uint8Array(width * (bottom - top));
  for (let y = top; y < bottom; y++)
    cut.set(luma.subarray(y * widthPx + left, y * widthPx + right), (y - top) * width);
  return cut;
};

export const spread = (indexes: readonly number[], count: number): readonly number[] => {
  if (indexes.length <= count) return indexes;
  return Array.from({ length: count }, (_, k) => indexes[Math.floor(((k + 0.5) * indexes.length) / count)]!);
};

const overlapArea = (a: Rect, b: Rect): number =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

export const areaOf = ({ left, top, right, bottom }: Rect): number => (right - left) * (bottom - top);

export const overlapShare = (a: Rect, b: Rect): number =>
  overlapArea(a, b) / Math.max(1, Math.min(areaOf(a), areaOf(b)));

export const boxOverlap = (a: Rect, b: Rect): number => {
  const common = overlapArea(a, b);
  return common / Math.max(1, areaOf(a) + areaOf(b) - common);
};

const shift = ({ left, top, right, bottom }: Rect, dx: number, dy: number): Rect => ({
  left: left + dx,
  top: top + dy,
  right: right + dx,
  bottom: bottom + dy,
});

/** Measures a mark anew over the frames it is in: the best region near its first box, in the stack's pixels. */
export const measureAgain = (
  stack: LumaStack,
  frames: readonly number[],
  box: Rect,
  minSteadiness: number,
): StillRegion | null => {
  const margin = Math.max(MARGIN_SHARE * stack.widthPx, 0.6 * (box.bottom - box.top));
  const window = growRect(box, margin, margin, stack);
  const size = { widthPx: window.right - window.left, heightPx: window.bottom - window.top };
  const cuts = spread(frames, MEASURED_FRAMES).map((index) =>
    cutOut(stack.frames[index]!, stack.widthPx, window),
  );
  const map = stillMap(sumEdges(size, cuts));
  clearLongLines(map, WHOLE_LINE_SHARE);
  const local = shift(box, -window.left, -window.top);
  const regions = findStillRegions(map, { minSteadiness, minEdge: 2.2, pictureWidthPx: stack.widthPx })
    .filter((region) => overlapShare(region.box, local) > 0.3)
    .sort((a, b) => b.strength - a.strength);
  const [best] = regions;
  return best ? { ...best, box: shift(best.box, window.left, window.top) } : null;
};
