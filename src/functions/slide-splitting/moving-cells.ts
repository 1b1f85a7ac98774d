import { connectedComponents } from '../../vision/connected-components';
import type { CellGrid } from '../../vision/stroke-map';
import { growCells } from './grow-cells';

/** Samples on either side that say whether a cell moves: a near look and a far one, for pictures that move seldom. */
const NEAR_SAMPLES = 20;
const FAR_SAMPLES = 60;
/** Share of the pairs of samples in which a moving cell changes. Builds and pages turn far less often. */
const NEAR_SHARE = 0.25;
const FAR_SHARE = 0.08;
/** A moving picture has at least this many cells, and fills its rectangle at least so far. */
const MIN_PICTURE_CELLS = 12;
const MIN_PICTURE_FILL = 0.35;
/** Share of the content that changes at once in a pair that tells about the page, not about a picture on it. */
const WHOLE_PAGE_SHARE = 0.55;
/** With this share of page-wide pairs round it, or of moving cells, a sample belongs to a film. */
const FILM_PAIR_SHARE = 0.5;
export const FILM_CELL_SHARE = 0.6;

/** Change between a sample and the next, per cell. */
export interface PairChange {
  readonly changed: Uint8Array;
  /** Cells that changed. */
  readonly count: number;
  /** 1 for cells with content in either. */
  readonly content: Uint8Array;
  /** Of those, the share that changed. */
  readonly share: number;
}

export interface Moving {
  /** 1 for cells of a moving picture (camera, embedded video), its whole rectangle. */
  readonly mask: Uint8Array;
  readonly isFilm: boolean;
}

/** A camera picture stays in its frame even where it holds still: its rectangle moves as a whole. */
export const fillPictures = (mask: Uint8Array, grid: CellGrid): Uint8Array => {
  const { columns, rows } = grid;
  const grown = growCells(mask, grid);
  const filled = Uint8Array.from(grown);
  for (const { pixels, left, top, right, bottom } of connectedComponents(grown, columns, rows)) {
    const area = (right - left + 1) * (bottom - top + 1);
    if (pixels.length < MIN_PICTURE_CELLS || pixels.length < MIN_PICTURE_FILL * area) continue;
    for (let y = top; y <= bottom; y++) filled.fill(1, y * columns + left, y * columns + right + 1);
  }
  return filled;
};

/** Counts of changes per cell over the pairs `from..to` (exclusive); page-wide ones are counted apart. */
const countChanges = (pairs: readonly PairChange[], from: number, to: number, cells: number) => {
  const counts = new Uint16Array(cells);
  let local = 0;
  let wide = 0;
  for (let i = Math.max(0, from); i < Math.min(pairs.length, to); i++) {
    const { changed, share } = pairs[i]!;
    if (share >= WHOLE_PAGE_SHARE) {
      wide++;
      continue;
    }
    local++;
    for (let c = 0; c < cells; c++) counts[c]! += changed[c]!;
  }
  return { counts, local, wide };
};

/** Which cells move around sample `at`. `pairs[i]` is the change from sample i to i + 1. */
export const findMoving = (pairs: readonly PairChange[], at: number, grid: CellGrid): Moving => {
  const cells = grid.columns * grid.rows;
  const near = countChanges(pairs, at - NEAR_SAMPLES, at + NEAR_SAMPLES, cells);
  const far = countChanges(pairs, at - FAR_SAMPLES, at + FAR_SAMPLES, cells);
  const nearLimit = Math.max(3, NEAR_SHARE * near.local);
  const farLimit = Math.max(5, FAR_SHARE * far.local);
  const moving = new Uint8Array(cells);
  for (let c = 0; c < cells; c++)
    moving[c] = near.counts[c]! >= nearLimit || far.counts[c]! >= farLimit ? 1 : 0;
  const mask = fillPictures(moving, grid);
  const covered = mask.reduce((sum, is) => sum + is, 0) / cells;
  const total = near.local + near.wide;
  return {
    mask,
    isFilm: (total > 3 && near.wide >= FILM_PAIR_SHARE * total) || covered >= FILM_CELL_SHARE,
  };
};

/** Samples ahead that `findMoving` looks at. */
export const MOVING_LOOKAHEAD = FAR_SAMPLES;
