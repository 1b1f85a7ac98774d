import type { CellGrid, KeptStrokes } from '../../vision/stroke-map';
import { connectedComponents } from '../../vision/connected-components';

/** Fewer stroke pixels than this in a cell are noise. */
const MIN_CELL_STROKES = 4;
/** A cell has lost its content when less than this share of its strokes is found again. */
const LOST_SHARE = 0.5;

/** 1 for cells of `from` whose strokes are gone in the other picture. */
export const goneCells = ({ strokes, kept }: KeptStrokes): Uint8Array =>
  Uint8Array.from(strokes, (count, c) =>
    count >= MIN_CELL_STROKES && kept[c]! < LOST_SHARE * count ? 1 : 0,
  );

export const contentCells = ({ strokes }: KeptStrokes): Uint8Array =>
  Uint8Array.from(strokes, (count) => (count >= MIN_CELL_STROKES ? 1 : 0));

/** What became of a page between two settled pictures, cells that say nothing left out. */
export interface PageChange {
  /** Stroke pixels before and after, without handwriting. */
  readonly before: number;
  readonly after: number;
  /** Stroke pixels gone and new, pointer-sized specks left out. */
  readonly lost: number;
  readonly gained: number;
  /** Cells where something stood from the page's beginning and something else stands now, specks left out. */
  readonly replacedCells: number;
  /** Rows of cells touched by the change, inclusive; null when there is none. */
  readonly rows: readonly [top: number, bottom: number] | null;
}

/** `same`: nothing but noise. `build`: something was added or taken away. `new`: another slide. */
export type ChangeKind = 'same' | 'build' | 'new';

/** A pointer, a laser dot or a page number at 640 px width covers fewer cells than this, in area and in width. */
const SPECK_CELLS = 6;
const SPECK_COLUMNS = 4;

/** Keeps the connected groups that are larger than a pointer times `scale`. */
export const withoutSpecks = (mask: Uint8Array, { columns, rows }: CellGrid, scale: number): Uint8Array => {
  const kept = new Uint8Array(mask.length);
  for (const { pixels, left, right } of connectedComponents(mask, columns, rows)) {
    if (pixels.length < SPECK_CELLS * scale && right - left + 1 < SPECK_COLUMNS * scale) continue;
    for (const cell of pixels) kept[cell] = 1;
  }
  return kept;
};

const sumWhere = (values: Uint16Array, mask: Uint8Array): number => {
  let sum = 0;
  for (let c = 0; c < mask.length; c++) if (mask[c]) sum += values[c]!;
  return sum;
};

const isNear = (mask: Uint8Array, cell: number, { columns, rows }: CellGrid): boolean => {
  const x = cell % columns;
  const y = (cell - x) / columns;
  for (let v = Math.max(0, y - 1); v <= Math.min(rows - 1, y + 1); v++)
    for (let u = Math.max(0, x - 1); u <= Math.min(columns - 1, x + 1); u++)
      if (mask[v * columns + u]) return true;
  return false;
};

const rowsOf = (masks: readonly Uint8Array[], { columns, rows }: CellGrid): PageChange['rows'] => {
  let top = rows;
  let bottom = -1;
  for (const mask of masks)
    for (let c = 0; c < mask.length; c++) {
      if (!mask[c]) continue;
      const row = Math.floor(c / columns);
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
    }
  return bottom < 0 ? null : [top, bottom];
};

/**
 * @param from Strokes of the earlier picture looked for in the later one; `to` the other way round.
 * @param usable 1 for the cells that say something (known, settled, no moving picture).
 * @param inked 1 for the cells whose strokes were written by hand: losing them means nothing.
 * @param added 1 for the cells whose strokes came after the page: handwriting is corrected and written over.
 * @param scale Over 1 ignores larger changes, under 1 smaller ones only.
 */
export const measureChange = (
  maps: { readonly from: KeptStrokes; readonly to: KeptStrokes },
  masks: { readonly usable: Uint8Array; readonly inked: Uint8Array; readonly added: Uint8Array },
  grid: CellGrid,
  scale: number,
): PageChange => {
  const { from, to } = maps;
  const { usable, inked, added } = masks;
  const typed = usable.map((use, c) => (use && !inked[c] ? 1 : 0));
  const gone = goneCells(from).map((is, c) => (is && typed[c] ? 1 : 0));
  const fresh = goneCells(to).map((is, c) => (is && usable[c] ? 1 : 0));
  const lostMask = withoutSpecks(gone, grid, scale);
  const gainedMask = withoutSpecks(fresh, grid, scale);
  const replaced = withoutSpecks(
    lostMask.map((is, c) => (is && !added[c] && isNear(gainedMask, c, grid) ? 1 : 0)),
    grid,
    scale,
  );
  return {
    before: sumWhere(from.strokes, typed),
    after: sumWhere(to.strokes, usable),
    lost: sumWhere(from.strokes, lostMask),
    gained: sumWhere(to.strokes, gainedMask),
    replacedCells: replaced.reduce((sum, is) => sum + is, 0),
    rows: rowsOf([lostMask, gainedMask], grid),
  };
};

/** Stroke pixels below which a page counts as empty: a page number, a logo's corner. */
const EMPTY_STROKES = 120;
/** What an empty page must get at once to be a slide; a written word is less. All at 640 px width. */
const FULL_AT_ONCE = 1200;
/** Shares of the page that go and come when it is turned. */
const TURNED_LOST = 0.4;
const TURNED_BOTH = 0.15;
/** A turned page brings at least this share of what it took away. */
const TURNED_GAINED = 0.05;
/** Cells of a word at 640 px width. Less that gives way is a pen that crosses letters. */
const REPLACED_WORD_CELLS = 12;
/** With this much gone the page is another one whatever comes. */
const WIPED_LOST = 0.85;

/** Pure judgement: builds only add or only take away, another slide takes away and brings. */
export const planChange = (
  { before, after, lost, gained, replacedCells }: PageChange,
  scale = 1,
): ChangeKind => {
  if (lost + gained === 0) return 'same';
  if (before < EMPTY_STROKES) return gained >= FULL_AT_ONCE ? 'new' : 'build';
  const lostShare = lost / before;
  const gainedShare = gained / Math.max(1, after);
  if (lostShare >= WIPED_LOST && lost >= FULL_AT_ONCE) return 'new';
  if (lostShare >= TURNED_LOST && gained >= TURNED_GAINED * lost) return 'new';
  if (lostShare >= TURNED_BOTH && gainedShare >= TURNED_BOTH) return 'new';
  return replacedCells >= REPLACED_WORD_CELLS * scale ? 'new' : 'build';
};
