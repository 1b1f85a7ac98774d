import { cellGrid, keptStrokes, type CellGrid, type StrokeMap } from '../../vision/stroke-map';
import { findMoving, MOVING_LOOKAHEAD, type PairChange } from './moving-cells';
import { createCanvas, paintCells, type PageCanvas } from './page-canvas';
import { contentCells, goneCells, measureChange, planChange, type PageChange } from './plan-change';

/** Side of a cell at 640 px width: about one character of body text. */
const CELL_PX = 8;
/** A picture is settled where the next pairs of samples show no change. */
const SETTLED_PAIRS = 2;
/** With more of the content than this still moving, judgement waits, but not for ever. */
const UNSETTLED_SHARE = 0.15;
const MAX_WAIT_SAMPLES = 6;
/** Strokes that come in steps smaller than this (at 640 px width), step after step, are written by hand. */
const INK_STEP_STROKES = 700;
/** Samples that a far look behind needs; older ones are let go. */
const KEPT_BEHIND = MOVING_LOOKAHEAD;

/** A small picture of the video at its time. */
export interface PageSample {
  readonly timeSeconds: number;
  readonly strokes: StrokeMap;
}

/** A slide, or a build of one, as it stood on the screen without another in between. */
export interface TrackedPage {
  /** The page was not there yet at the first time and stood at the second. */
  readonly appearsAfterSeconds: number;
  readonly settledSeconds: number;
  /** Last time it was seen, and the last at which it stood still and clean: the moment for its picture. */
  readonly lastSeconds: number;
  readonly pictureSeconds: number;
  /** Times at which something was added. */
  readonly builds: readonly number[];
  readonly canvas: PageCanvas;
  /** The change that brought it; null for the first. */
  readonly change: PageChange | null;
}

/** A stretch without any page: film, a camera over the whole picture. */
export interface FilmStretch {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export interface TrackedPages {
  readonly grid: CellGrid;
  /** Width of the pictures that were compared. */
  readonly widthPx: number;
  readonly pages: readonly TrackedPage[];
  readonly films: readonly FilmStretch[];
  /** Share of the samples in which each cell moved. */
  readonly movingShare: Float32Array;
}

type OpenPage = { -readonly [K in keyof TrackedPage]: TrackedPage[K] } & { builds: number[] };

const pairChange = (before: StrokeMap, after: StrokeMap, grid: CellGrid): PairChange => {
  const from = keptStrokes(before, after, grid);
  const to = keptStrokes(after, before, grid);
  const [gone, fresh] = [goneCells(from), goneCells(to)];
  const [hadContent, hasContent] = [contentCells(from), contentCells(to)];
  const changed = new Uint8Array(gone.length);
  let content = 0;
  let count = 0;
  for (let c = 0; c < changed.length; c++) {
    changed[c] = gone[c]! | fresh[c]!;
    content += hadContent[c]! | hasContent[c]!;
    count += changed[c]!;
  }
  return { changed, share: content > 0 ? count / content : 0 };
};

export interface PageTracker {
  push(sample: PageSample): void;
  finish(): TrackedPages;
}

/** Follows pages through samples in order of time. `scale`: see `measureChange`. Holds about 120 small pictures. */
export const createPageTracker = (size: { widthPx: number; heightPx: number }, scale = 1): PageTracker => {
  const grid = cellGrid(size, CELL_PX);
  const cells = grid.columns * grid.rows;
  const samples: (PageSample | null)[] = [];
  const pairs: PairChange[] = [];
  const pages: OpenPage[] = [];
  const films: { startSeconds: number; endSeconds: number }[] = [];
  const movingSum = new Float32Array(cells);
  let next = 0;
  let dropped = 0;
  let judged = -Infinity;
  let consistentSeconds = 0;
  let isInFilm = false;
  let lastInk = -Infinity;

  const openPage = (at: number, usable: Uint8Array, change: PageChange | null): void => {
    const { timeSeconds, strokes } = samples[at]!;
    const canvas = createCanvas(strokes, grid);
    paintCells(canvas, strokes, usable, grid);
    pages.push({
      appearsAfterSeconds: consistentSeconds,
      settledSeconds: timeSeconds,
      lastSeconds: timeSeconds,
      pictureSeconds: timeSeconds,
      builds: [],
      canvas,
      change,
    });
  };

  const noteFilm = (timeSeconds: number): void => {
    const last = films.at(-1);
    if (isInFilm && last) last.endSeconds = timeSeconds;
    else films.push({ startSeconds: timeSeconds, endSeconds: timeSeconds });
    isInFilm = true;
  };

  /** Cells that were added are ink when little came, and little came just before. */
  const noteGained = (page: OpenPage, fresh: Uint8Array, gained: number, at: number): void => {
    const isInk = gained < INK_STEP_STROKES && at - lastInk <= 2;
    if (gained > 0 && gained < INK_STEP_STROKES) lastInk = at;
    for (let c = 0; c < cells; c++) if (fresh[c]) page.canvas.inked[c] = isInk ? 1 : 0;
  };

  const judge = (at: number): void => {
    const { timeSeconds, strokes } = samples[at]!;
    const moving = findMoving(pairs, at - dropped, grid);
    for (let c = 0; c < cells; c++) movingSum[c]! += moving.mask[c]!;
    if (moving.isFilm) return noteFilm(timeSeconds);
    isInFilm = false;
    const settled = new Uint8Array(cells).fill(1);
    for (let k = at; k < at + SETTLED_PAIRS; k++) {
      const pair = pairs[k - dropped];
      if (pair) for (let c = 0; c < cells; c++) settled[c]! &= 1 - pair.changed[c]!;
    }
    const page = pages.at(-1);
    const reference = page?.canvas ?? strokes;
    const to = keptStrokes(strokes, reference, grid);
    const content = contentCells(to);
    let shown = 0;
    let unsettled = 0;
    for (let c = 0; c < cells; c++) {
      if (!content[c] || moving.mask[c]) continue;
      shown++;
      unsettled += 1 - settled[c]!;
    }
    if (unsettled > UNSETTLED_SHARE * shown && at - judged < MAX_WAIT_SAMPLES) return;
    judged = at;
    const paintable = settled.map((is, c) => (is && !moving.mask[c] ? 1 : 0));
    if (!page) {
      openPage(at, paintable, null);
      consistentSeconds = timeSeconds;
      return;
    }
    const usable = paintable.map((is, c) => (is && page.canvas.known[c] ? 1 : 0));
    const from = keptStrokes(page.canvas, strokes, grid);
    const change = measureChange({ from, to }, { usable, inked: page.canvas.inked }, grid, scale);
    const kind = planChange(change);
    if (kind === 'new') {
      openPage(at, paintable, change);
      consistentSeconds = timeSeconds;
      return;
    }
    const fresh = goneCells(to).map((is, c) => (is && usable[c] ? 1 : 0));
    noteGained(page, fresh, change.gained, at);
    if (kind === 'build' && change.gained > 0) page.builds.push(timeSeconds);
    paintCells(page.canvas, strokes, paintable, grid);
    page.lastSeconds = timeSeconds;
    if (unsettled <= UNSETTLED_SHARE * shown) page.pictureSeconds = timeSeconds;
    consistentSeconds = timeSeconds;
  };

  const advance = (end: number): void => {
    for (; next < end; next++) {
      judge(next);
      samples[next] = null;
      if (next - dropped > 2 * KEPT_BEHIND) {
        pairs.splice(0, KEPT_BEHIND);
        dropped += KEPT_BEHIND;
      }
    }
  };

  return {
    push: (sample) => {
      const before = samples.at(-1);
      if (before) pairs.push(pairChange(before.strokes, sample.strokes, grid));
      samples.push(sample);
      advance(samples.length - MOVING_LOOKAHEAD);
    },
    finish: () => {
      advance(samples.length);
      const movingShare = movingSum.map((sum) => sum / Math.max(1, samples.length));
      return { grid, widthPx: size.widthPx, pages, films, movingShare };
    },
  };
};
