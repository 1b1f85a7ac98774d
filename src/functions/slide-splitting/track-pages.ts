import type { TimeRange } from '../../core/geometry';
import {
  cellGrid,
  keptStrokes,
  type CellGrid,
  type KeptStrokes,
  type StrokeMap,
} from '../../vision/stroke-map';
import { MOVING_LOOKAHEAD } from './moving-cells';
import { createCanvas, paintCells, type PageCanvas } from './page-canvas';
import { contentCells, goneCells, measureChange, planChange, type PageChange } from './plan-change';
import { createSampleWindow, type PageSample } from './sample-window';

/** Side of a cell at 640 px width: about one character of body text. */
export const CELL_PX = 8;
/** With more of the content than this still moving, judgement waits, but not for ever. */
const UNSETTLED_SHARE = 0.15;
const MAX_WAIT_SAMPLES = 6;
/** A page on which nothing changes is compared at least this often. */
const LOOK_EVERY_SAMPLES = 4;
/** Strokes that come in steps smaller than this (at 640 px width), step after step, are written by hand. */
const INK_STEP_STROKES = 700;
const INK_GAP_SAMPLES = 4;

/** A slide, with its builds, as it stood on the screen without another in between. */
export interface TrackedPage {
  /** The page was not there yet at the first time and stood at the second. */
  readonly appearsAfterSeconds: number;
  readonly settledSeconds: number;
  /** Last time it was seen, and the last at which it stood still: the moment for its picture. */
  readonly lastSeconds: number;
  readonly pictureSeconds: number;
  /** Times at which something was added. */
  readonly builds: readonly number[];
  readonly canvas: PageCanvas;
  /** The change that brought it; null for the first. */
  readonly change: PageChange | null;
}

export interface TrackedPages {
  readonly grid: CellGrid;
  /** Width of the pictures that were compared. */
  readonly widthPx: number;
  readonly pages: readonly TrackedPage[];
  /** Stretches without any page: film, a camera over the whole picture. */
  readonly films: readonly TimeRange[];
  /** Share of the samples in which each cell moved. */
  readonly movingShare: Float32Array;
}

interface OpenPage extends TrackedPage {
  lastSeconds: number;
  pictureSeconds: number;
  readonly builds: number[];
}

/** One sample against the page, ready to be judged. */
interface View {
  readonly index: number;
  readonly timeSeconds: number;
  readonly strokes: StrokeMap;
  /** 1 for cells that are settled and no moving picture. */
  readonly clear: Uint8Array;
  /** The sample's strokes looked for on the page. */
  readonly to: KeptStrokes;
  readonly isSettled: boolean;
}

const unsettledShare = (to: KeptStrokes, settled: Uint8Array, moving: Uint8Array): number => {
  const content = contentCells(to);
  let shown = 0;
  let unsettled = 0;
  for (let c = 0; c < content.length; c++) {
    if (!content[c] || moving[c]) continue;
    shown++;
    unsettled += 1 - settled[c]!;
  }
  return shown > 0 ? unsettled / shown : 0;
};

/** Pages one after the other, and what is written on them. */
const createPageBook = (grid: CellGrid, scale: number) => {
  const pages: OpenPage[] = [];
  let consistentSeconds = 0;
  /** The last cells that came in a small step. */
  let small: { readonly index: number; readonly cells: Uint8Array } | null = null;

  const open = ({ strokes, timeSeconds, clear }: View, change: PageChange | null): void => {
    const canvas = createCanvas(strokes, grid);
    paintCells(canvas, strokes, clear, grid);
    const times = { settledSeconds: timeSeconds, lastSeconds: timeSeconds, pictureSeconds: timeSeconds };
    pages.push({ appearsAfterSeconds: consistentSeconds, ...times, builds: [], canvas, change });
  };

  /** What came little by little, and went on coming, is ink. */
  const noteInk = ({ canvas }: OpenPage, { to, index }: View, usable: Uint8Array, gained: number): void => {
    const fresh = goneCells(to).map((is, c) => is & usable[c]!);
    const isSmall = gained < INK_STEP_STROKES;
    const before = isSmall && small && index - small.index <= INK_GAP_SAMPLES ? small.cells : null;
    for (let c = 0; c < fresh.length; c++) {
      canvas.added[c]! |= fresh[c]!;
      if (before) canvas.inked[c]! |= fresh[c]! | before[c]!;
    }
    if (gained > 0 && isSmall) small = { index, cells: fresh };
  };

  /** Compares a view with the page that is open, and turns the page when it shows another slide. */
  const take = (view: View): void => {
    const page = pages.at(-1);
    const { timeSeconds, strokes, clear, to } = view;
    if (page) {
      const usable = clear.map((is, c) => is & page.canvas.known[c]!);
      const from = keptStrokes(page.canvas, strokes, grid);
      const { inked, added } = page.canvas;
      const change = measureChange({ from, to }, { usable, inked, added }, grid, scale);
      const kind = planChange(change, scale);
      if (kind === 'new') {
        small = null;
        open(view, change);
      } else {
        noteInk(page, view, usable, change.gained);
        if (kind === 'build' && change.gained > 0) page.builds.push(timeSeconds);
        paintCells(page.canvas, strokes, clear, grid);
        page.lastSeconds = timeSeconds;
        if (view.isSettled) page.pictureSeconds = timeSeconds;
      }
    } else open(view, null);
    consistentSeconds = timeSeconds;
  };
  /** The open page is still there, as it was. */
  const stay = (timeSeconds: number): void => {
    const page = pages.at(-1);
    if (!page) return;
    page.lastSeconds = timeSeconds;
    page.pictureSeconds = timeSeconds;
    consistentSeconds = timeSeconds;
  };
  return { pages, take, stay };
};

/** Joins neighbouring samples that belong to a film. */
const createFilmLog = () => {
  const films: { startSeconds: number; endSeconds: number }[] = [];
  let isOpen = false;
  const note = (timeSeconds: number, isFilm: boolean): void => {
    const last = films.at(-1);
    if (isFilm && isOpen && last) last.endSeconds = timeSeconds;
    else if (isFilm) films.push({ startSeconds: timeSeconds, endSeconds: timeSeconds });
    isOpen = isFilm;
  };
  return { films, note };
};

export interface PageTracker {
  push(sample: PageSample): void;
  finish(): TrackedPages;
}

/** Follows pages through samples in order of time. `scale`: see `measureChange`. */
export const createPageTracker = (
  size: { readonly widthPx: number; readonly heightPx: number },
  scale = 1,
): PageTracker => {
  const grid = cellGrid(size, CELL_PX);
  const window = createSampleWindow(grid);
  const book = createPageBook(grid, scale);
  const filmLog = createFilmLog();
  const movingShare = new Float32Array(grid.columns * grid.rows);
  let next = 0;
  let judged = -Infinity;
  let wasSettled = false;

  const judge = (index: number): void => {
    const { timeSeconds, strokes } = window.sampleAt(index);
    const { mask: moving, isFilm } = window.movingAt(index);
    for (let c = 0; c < moving.length; c++) movingShare[c]! += moving[c]!;
    filmLog.note(timeSeconds, isFilm);
    if (isFilm) return;
    // Where nothing changes one look in a while is enough; changes too slow to see between two samples add up.
    if (window.isStillAt(index) && wasSettled && index - judged < LOOK_EVERY_SAMPLES)
      return book.stay(timeSeconds);
    const settled = window.settledAt(index);
    const to = keptStrokes(strokes, book.pages.at(-1)?.canvas ?? strokes, grid);
    const isSettled = unsettledShare(to, settled, moving) <= UNSETTLED_SHARE;
    if (!isSettled && index - judged < MAX_WAIT_SAMPLES) return;
    judged = index;
    wasSettled = isSettled;
    const clear = settled.map((is, c) => is & (1 - moving[c]!));
    book.take({ index, timeSeconds, strokes, clear, to, isSettled });
  };

  const advance = (end: number): void => {
    for (; next < end; next++) {
      judge(next);
      window.release(next);
    }
  };

  return {
    push: (sample) => {
      window.push(sample);
      advance(window.count() - MOVING_LOOKAHEAD);
    },
    finish: () => {
      advance(window.count());
      const { pages } = book;
      const share = movingShare.map((sum) => sum / Math.max(1, window.count()));
      return { grid, widthPx: size.widthPx, pages, films: filmLog.films, movingShare: share };
    },
  };
};
