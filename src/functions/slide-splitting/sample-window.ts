import { keptStrokes, type CellGrid, type StrokeMap } from '../../vision/stroke-map';
import { findMoving, MOVING_LOOKAHEAD, type Moving, type PairChange } from './moving-cells';
import { growCells } from './grow-cells';
import { contentCells, goneCells } from './plan-change';

/** A picture is settled where the next pairs of samples show no change. */
const SETTLED_PAIRS = 2;

/** What moves is looked at anew after this many samples: it changes over seconds. */
const MOVING_STEP = 4;

/** A small picture of the video at its time. */
export interface PageSample {
  readonly timeSeconds: number;
  readonly strokes: StrokeMap;
  /** Set where the picture was not decoded, because it is the one before but for these moving cells; null = none. */
  readonly repeats?: Uint8Array | null;
}

/** What changed from one picture to the next. */
export const pairChange = (before: StrokeMap, after: StrokeMap, grid: CellGrid): PairChange => {
  const from = keptStrokes(before, after, grid);
  const to = keptStrokes(after, before, grid);
  const [gone, fresh] = [goneCells(from), goneCells(to)];
  const [hadContent, hasContent] = [contentCells(from), contentCells(to)];
  const changed = new Uint8Array(gone.length);
  const content = new Uint8Array(gone.length);
  let shown = 0;
  let count = 0;
  for (let c = 0; c < changed.length; c++) {
    changed[c] = gone[c]! | fresh[c]!;
    content[c] = hadContent[c]! | hasContent[c]!;
    shown += content[c]!;
    count += changed[c]!;
  }
  return { changed, count, content, share: shown > 0 ? count / shown : 0 };
};

/** Nothing changed but what moves. */
const repeatedPair = (moving: Uint8Array): PairChange => ({
  changed: moving,
  content: moving,
  count: moving.reduce((sum, is) => sum + is, 0),
  share: 0,
});

/** The samples that are still needed, by their number since the start. */
export interface SampleWindow {
  push(sample: PageSample): void;
  count(): number;
  sampleAt(index: number): PageSample;
  movingAt(index: number): Moving;
  /** Whether nothing changed since the sample before. */
  isStillAt(index: number): boolean;
  /** 1 for cells that show the same in this sample and the next ones. */
  settledAt(index: number): Uint8Array;
  /** Samples up to this one are not asked for again. */
  release(index: number): void;
}

/** Holds about `MOVING_LOOKAHEAD` pictures, and as many changes again on the other side. */
export const createSampleWindow = (grid: CellGrid): SampleWindow => {
  const samples: (PageSample | null)[] = [];
  const pairs: PairChange[] = [];
  const nothing = new Uint8Array(grid.columns * grid.rows);
  let dropped = 0;
  let moving: { readonly step: number; readonly found: Moving } | null = null;
  return {
    push: (sample) => {
      const before = samples.at(-1);
      if (before) {
        const { repeats } = sample;
        const isRepeated = repeats !== undefined;
        pairs.push(
          isRepeated ? repeatedPair(repeats ?? nothing) : pairChange(before.strokes, sample.strokes, grid),
        );
      }
      samples.push(sample);
    },
    count: () => samples.length,
    sampleAt: (index) => samples[index]!,
    movingAt: (index) => {
      const step = Math.floor(index / MOVING_STEP);
      if (moving?.step !== step) moving = { step, found: findMoving(pairs, index - dropped, grid) };
      return moving.found;
    },
    isStillAt: (index) => index > 0 && pairs[index - 1 - dropped]?.count === 0,
    settledAt: (index) => {
      const restless = new Uint8Array(grid.columns * grid.rows);
      for (const { changed } of pairs.slice(index - dropped, index - dropped + SETTLED_PAIRS))
        for (let c = 0; c < restless.length; c++) restless[c]! |= changed[c]!;
      // In the middle of a fade some cells seem to hold still while those beside them change.
      return growCells(growCells(restless, grid), grid).map((is) => 1 - is);
    },
    release: (index) => {
      // The newest is compared with the one to come.
      if (index < samples.length - 1) samples[index] = null;
      if (index - dropped <= 2 * MOVING_LOOKAHEAD) return;
      pairs.splice(0, MOVING_LOOKAHEAD);
      dropped += MOVING_LOOKAHEAD;
    },
  };
};
