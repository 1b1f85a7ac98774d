import type { Plane } from '../core/image';

const CELL_PX = 8;
/** Step between neighbouring pixels, code values: strokes of overlaid text stand out from what they lie on. */
const STROKE_STEP = 55;
/** Share of stroke pixels in a cell of text, and the most that may surround a line of it. */
const TEXT_DENSITY = 0.1;
const QUIET_DENSITY = 0.035;
/** A line of text is at least this many cells long and at most this many high. */
const MIN_CELLS = 6;
const MAX_LINES = 4;

interface Cells {
  readonly columns: number;
  readonly rows: number;
  readonly density: Float32Array;
}

const strokeCells = ({ data, widthPx, heightPx }: Plane): Cells => {
  const columns = Math.floor(widthPx / CELL_PX);
  const rows = Math.floor(heightPx / CELL_PX);
  const density = new Float32Array(columns * rows);
  for (let y = 0; y < rows * CELL_PX; y++) {
    for (let x = 1; x < columns * CELL_PX; x++) {
      const i = y * widthPx + x;
      if (Math.abs(data[i]! - data[i - 1]!) < STROKE_STEP) continue;
      const cell = Math.floor(y / CELL_PX) * columns + Math.floor(x / CELL_PX);
      density[cell] = density[cell]! + 1 / CELL_PX ** 2;
    }
  }
  return { columns, rows, density };
};

const rowDensity = ({ columns, rows, density }: Cells, row: number, from: number, to: number): number => {
  if (row < 0 || row >= rows) return 0;
  let sum = 0;
  for (let column = from; column < to; column++) sum += density[row * columns + column]!;
  return sum / Math.max(1, to - from);
};

/** Number of rows of cells, downward from `row`, that stay dense between the columns. */
const textHeight = (cells: Cells, row: number, from: number, to: number): number => {
  let height = 1;
  while (height <= MAX_LINES && rowDensity(cells, row + height, from, to) >= TEXT_DENSITY / 2) height++;
  return height;
};

const isTextRun = (cells: Cells, row: number, from: number, to: number): boolean => {
  if (to - from < MIN_CELLS) return false;
  const height = textHeight(cells, row, from, to);
  const above = rowDensity(cells, row - 1, from, to);
  const below = rowDensity(cells, row + height, from, to);
  return height <= MAX_LINES && above < QUIET_DENSITY && below < QUIET_DENSITY;
};

/**
 * Share (0..1) of the picture's width that the longest line of overlaid-looking text takes: a long, thin band of
 * dense strokes with quiet above and below. Foliage and crowds are dense too, but not in thin bands.
 */
export const measureTextLines = (luma: Plane): number => {
  const cells = strokeCells(luma);
  let longest = 0;
  for (let row = 0; row < cells.rows; row++) {
    let from = 0;
    for (let column = 0; column <= cells.columns; column++) {
      const gap = column === cells.columns || !isDense(cells, row, column);
      if (!gap) continue;
      if (isTextRun(cells, row, from, column)) longest = Math.max(longest, column - from);
      from = column + 1;
    }
  }
  return longest / Math.max(1, cells.columns);
};

/** A cell counts as dense when it or its neighbour (a space between words) is. */
const isDense = ({ columns, density }: Cells, row: number, column: number): boolean => {
  const at = (k: number): number => (k >= 0 && k < columns ? density[row * columns + k]! : 0);
  return at(column) >= TEXT_DENSITY || (at(column - 1) >= TEXT_DENSITY && at(column + 1) >= TEXT_DENSITY);
};
