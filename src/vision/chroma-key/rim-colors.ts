import { CELL_MIXED, CELL_PX, type CellFields } from './cell-fields';

/** Side of the blocks the rim's colours are gathered in, px: two to a cell. */
export const RIM_PX = 4;
const BLOCKS = CELL_PX / RIM_PX;
/** Every other pixel of a block is looked at, as on a chessboard: neighbours tell nearly the same. */
export const RIM_SAMPLES = (RIM_PX * RIM_PX) / 2;
/** Pixels with less of the subject than this tell nothing of its colour. */
export const RIM_MIN_ALPHA = 0.02;
/** Weight of a pixel is its alpha times how far it is from solid, plus this: the rim is often lit otherwise than the body. */
export const RIM_SOLID_WEIGHT = 0.1;
/** The colour of the cells counts as much as this share of a block full of half clear pixels. */
export const RIM_PRIOR = 0.015;

/** Sums of colour and weight a block, `[rows * 2, columns * 2, 4]`, and what comes of them, `[.., 3]`; 0..255. */
export interface RimColors {
  readonly columns: number;
  readonly rows: number;
  readonly sums: Float32Array;
  readonly colors: Float32Array;
}

export const createRimColors = ({ columns, rows }: Pick<CellFields, 'columns' | 'rows'>): RimColors => {
  const blocks = columns * rows * BLOCKS * BLOCKS;
  return {
    columns: columns * BLOCKS,
    rows: rows * BLOCKS,
    sums: new Float32Array(blocks * 4),
    colors: new Float32Array(blocks * 3),
  };
};

/** Weight of a pixel of this alpha in its block. */
export const rimWeight = (alpha: number): number =>
  ((alpha - RIM_MIN_ALPHA) * (1 - alpha + RIM_SOLID_WEIGHT)) / RIM_SAMPLES;

/** The cell's own colour, bilinear at the middle of one of its blocks. */
const cellColor = ({ foreground, columns, rows }: CellFields, bx: number, by: number, c: number): number => {
  const gx = Math.min(columns - 1, Math.max(0, (bx + 0.5) / BLOCKS - 0.5));
  const gy = Math.min(rows - 1, Math.max(0, (by + 0.5) / BLOCKS - 0.5));
  const [x0, y0] = [gx | 0, gy | 0];
  const [x1, y1] = [Math.min(columns - 1, x0 + 1), Math.min(rows - 1, y0 + 1)];
  const [fx, fy] = [gx - x0, gy - y0];
  const at = (x: number, y: number): number => foreground[(y * columns + x) * 3 + c]!;
  return (
    (at(x0, y0) * (1 - fx) + at(x1, y0) * fx) * (1 - fy) + (at(x0, y1) * (1 - fx) + at(x1, y1) * fx) * fy
  );
};

/** Red, green, blue and weight round one block. */
const around = new Float64Array(4);

/** Adds up the block and its neighbours, tent-shaped. */
const gather = ({ sums, columns, rows }: RimColors, bx: number, by: number): void => {
  around.fill(0);
  for (let y = Math.max(0, by - 1); y <= Math.min(rows - 1, by + 1); y++) {
    for (let x = Math.max(0, bx - 1); x <= Math.min(columns - 1, bx + 1); x++) {
      const weight = (x === bx ? 2 : 1) * (y === by ? 2 : 1);
      const at = (y * columns + x) * 4;
      for (let c = 0; c < 4; c++) around[c] = around[c]! + weight * sums[at + c]!;
    }
  }
};

const isNearMixed = ({ states, columns, rows }: CellFields, x: number, y: number): boolean => {
  for (let v = Math.max(0, y - 1); v <= Math.min(rows - 1, y + 1); v++) {
    for (let u = Math.max(0, x - 1); u <= Math.min(columns - 1, x + 1); u++) {
      if (states[v * columns + u] === CELL_MIXED) return true;
    }
  }
  return false;
};

const spreadBlock = (fields: CellFields, rim: RimColors, bx: number, by: number): void => {
  gather(rim, bx, by);
  const at = (by * rim.columns + bx) * 3;
  const scale = 1 / (around[3]! / 16 + RIM_PRIOR);
  for (let c = 0; c < 3; c++) {
    const color = (around[c]! / 16 + RIM_PRIOR * cellColor(fields, bx, by, c)) * scale;
    rim.colors[at + c] = color < 0 ? 0 : color > 255 ? 255 : color;
  }
};

/** Turns the sums of the blocks in and beside mixed cells into the subject's colour at its rim. */
export const spreadRimColors = (fields: CellFields, rim: RimColors): void => {
  const { columns, rows } = fields;
  for (let cell = 0; cell < columns * rows; cell++) {
    const x = cell % columns;
    const y = (cell / columns) | 0;
    if (!isNearMixed(fields, x, y)) continue;
    for (let by = y * BLOCKS; by < (y + 1) * BLOCKS; by++)
      for (let bx = x * BLOCKS; bx < (x + 1) * BLOCKS; bx++) spreadBlock(fields, rim, bx, by);
  }
};
