import type { MotionLevel, MotionPyramid } from './motion-pyramid';
import { createPatchFitter, PATCH } from './patch-fit';
import { pullPush } from './pull-push';

/** Shifts at the nodes of a coarse grid, in pixels of the full picture. */
export interface MotionGrid {
  readonly columns: number;
  readonly rows: number;
  readonly dx: Float32Array<ArrayBuffer>;
  readonly dy: Float32Array<ArrayBuffer>;
}

const STRIDE = 4;
/** Full-size pixels between neighbouring nodes of a grid, and where the first node lies. */
export const GRID_STEP_PX = 2 * STRIDE;
export const GRID_START_PX = PATCH;

const nodesAlong = (sidePx: number): number => Math.max(1, Math.floor((sidePx - PATCH) / STRIDE) + 1);

/** Reads a grid between its nodes into `out`; beyond the outer ones their values go on. `x`, `y` in nodes. */
const readGrid = ({ columns, rows, dx, dy }: MotionGrid, x: number, y: number, out: Float32Array): void => {
  const cx = Math.min(columns - 1, Math.max(0, x));
  const cy = Math.min(rows - 1, Math.max(0, y));
  const ix = Math.min(Math.max(0, columns - 2), Math.floor(cx));
  const iy = Math.min(Math.max(0, rows - 2), Math.floor(cy));
  const a = iy * columns + ix;
  const b = columns > 1 ? a + 1 : a;
  const down = rows > 1 ? columns : 0;
  const fx = cx - ix;
  const fy = cy - iy;
  const w00 = (1 - fx) * (1 - fy);
  const w10 = fx * (1 - fy);
  const w01 = (1 - fx) * fy;
  const w11 = fx * fy;
  out[0] = w00 * dx[a]! + w10 * dx[b]! + w01 * dx[a + down]! + w11 * dx[b + down]!;
  out[1] = w00 * dy[a]! + w10 * dy[b]! + w01 * dy[a + down]! + w11 * dy[b + down]!;
};

const NOWHERE: MotionGrid = { columns: 1, rows: 1, dx: new Float32Array(1), dy: new Float32Array(1) };

interface WeightedShifts {
  readonly columns: number;
  readonly rows: number;
  /** Interleaved dx, dy. */
  readonly values: Float32Array<ArrayBuffer>;
  readonly weights: Float32Array<ArrayBuffer>;
}

/** Untrusted nodes take their neighbours' shifts. */
const settle = ({ columns, rows, values, weights }: WeightedShifts): MotionGrid => {
  const filled = pullPush({ widthPx: columns, heightPx: rows, channels: 2, values, weights });
  const dx = new Float32Array(columns * rows);
  const dy = new Float32Array(columns * rows);
  for (let i = 0; i < dx.length; i++) {
    dx[i] = filled[2 * i]!;
    dy[i] = filled[2 * i + 1]!;
  }
  return { columns, rows, dx, dy };
};

/** Place of a node among those of the next coarser level. */
const coarserPlace = (node: number): number => ((node * STRIDE + PATCH / 2) / 2 - PATCH / 2) / STRIDE;

/** The coarser grid's shifts are doubled and fitted again; in pixels of this level. */
const refine = (a: MotionLevel, b: MotionLevel, coarse: MotionGrid): MotionGrid => {
  const fit = createPatchFitter(a, b);
  const columns = nodesAlong(a.widthPx);
  const rows = nodesAlong(a.heightPx);
  const values = new Float32Array(columns * rows * 2);
  const weights = new Float32Array(columns * rows);
  const start = new Float32Array(2);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      readGrid(coarse, coarserPlace(column), coarserPlace(row), start);
      const node = row * columns + column;
      const place = { left: column * STRIDE, top: row * STRIDE };
      const { dx, dy, trust } = fit(place, { dx: 2 * start[0]!, dy: 2 * start[1]! });
      values[2 * node] = dx;
      values[2 * node + 1] = dy;
      weights[node] = Math.min(1, trust);
    }
  }
  return settle({ columns, rows, values, weights });
};

/**
 * Where each part of `from` lies in `to`, judged by what is seen in both; parts that are hidden or flat take their
 * surroundings' shift. Coarse to fine over both pyramids (of pictures of one size).
 */
export const estimateMotion = (from: MotionPyramid, to: MotionPyramid): MotionGrid => {
  let grid = NOWHERE;
  for (let level = from.length - 1; level >= 0; level--) grid = refine(from[level]!, to[level]!, grid);
  return { ...grid, dx: grid.dx.map((value) => 2 * value), dy: grid.dy.map((value) => 2 * value) };
};

/** The shift at a pixel of the full picture, written to `out[0]`, `out[1]`. */
export const shiftAt = (grid: MotionGrid, x: number, y: number, out: Float32Array): void =>
  readGrid(grid, (x - GRID_START_PX + 0.5) / GRID_STEP_PX, (y - GRID_START_PX + 0.5) / GRID_STEP_PX, out);

/** Mean difference (code values) that even a whip pan stays below and a cut exceeds ... */
const CUT_DIFFERENCE = 16;
/** ... and its share of the picture's own contrast. */
const CUT_SHARE = 0.55;

/** True when the motion does not explain the second picture from the first: another shot. */
export const isCut = (from: MotionPyramid, to: MotionPyramid, motion: MotionGrid): boolean => {
  const [a, b] = [from[0]!, to[0]!];
  const shift = new Float32Array(2);
  const pairs: (readonly [number, number])[] = [];
  for (let y = 1; y < a.heightPx; y += 2) {
    for (let x = 1; x < a.widthPx; x += 2) {
      shiftAt(motion, 2 * x, 2 * y, shift);
      const bx = Math.round(x + shift[0]! / 2);
      const by = Math.round(y + shift[1]! / 2);
      if (bx < 0 || by < 0 || bx >= b.widthPx || by >= b.heightPx) continue;
      const i = y * a.widthPx + x;
      const j = by * b.widthPx + bx;
      if (a.seen[i]! * b.seen[j]! > 0) pairs.push([a.luma[i]!, b.luma[j]!]);
    }
  }
  if (pairs.length < 16) return false;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const offset = mean(pairs.map(([p, q]) => q - p));
  const difference = mean(pairs.map(([p, q]) => Math.abs(q - p - offset)));
  const middle = mean(pairs.map(([p]) => p));
  const contrast = mean(pairs.map(([p]) => Math.abs(p - middle)));
  return difference > CUT_DIFFERENCE && difference > CUT_SHARE * contrast;
};
