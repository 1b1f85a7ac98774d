import { fitDominantMotion, type WeightedShifts } from './dominant-motion';
import type { MotionLevel, MotionPyramid } from './motion-pyramid';
import { fitPatches, PATCH_STRIDE as STRIDE } from './fit-patches';
import { PATCH } from './patch-fit';
import { pullPush } from './pull-push';
import { searchShifts, TILE, type TileShifts } from './shift-search';

/** Shifts at the nodes of a coarse grid, in pixels of the full picture. */
export interface MotionGrid {
  readonly columns: number;
  readonly rows: number;
  readonly dx: Float32Array<ArrayBuffer>;
  readonly dy: Float32Array<ArrayBuffer>;
}

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

/** A node that leaves the dominant motion by this much (pixels) says half as much about its neighbours'. */
const HALF_STRAY_PX = 5;

interface Settled {
  readonly grid: MotionGrid;
  readonly main: MotionGrid;
}

/** Untrusted nodes take the dominant motion and what their neighbours stray from it. */
const settle = (shifts: WeightedShifts): Settled => {
  const { columns, rows, values, weights } = shifts;
  const { x, y } = fitDominantMotion(shifts);
  const main = { columns, rows, dx: new Float32Array(weights.length), dy: new Float32Array(weights.length) };
  const strayed = new Float32Array(values.length);
  const trusted = new Float32Array(weights.length);
  for (let node = 0; node < weights.length; node++) {
    const c = (node % columns) - (columns - 1) / 2;
    const r = Math.floor(node / columns) - (rows - 1) / 2;
    main.dx[node] = x[0] + x[1] * c + x[2] * r;
    main.dy[node] = y[0] + y[1] * c + y[2] * r;
    strayed[2 * node] = values[2 * node]! - main.dx[node]!;
    strayed[2 * node + 1] = values[2 * node + 1]! - main.dy[node]!;
    const off = Math.hypot(strayed[2 * node]!, strayed[2 * node + 1]!);
    trusted[node] = weights[node]! / (1 + (off / HALF_STRAY_PX) ** 2);
  }
  const filled = pullPush({
    widthPx: columns,
    heightPx: rows,
    channels: 2,
    values: strayed,
    weights: trusted,
  });
  const grid = { columns, rows, dx: main.dx.slice(), dy: main.dy.slice() };
  for (let i = 0; i < weights.length; i++) {
    grid.dx[i] = grid.dx[i]! + filled[2 * i]!;
    grid.dy[i] = grid.dy[i]! + filled[2 * i + 1]!;
  }
  return { grid, main };
};

/** Place of a node among those of the next coarser level. */
const coarserPlace = (node: number): number => ((node * STRIDE + PATCH / 2) / 2 - PATCH / 2) / STRIDE;

/** Shifts (level pixels) to start a patch from, and the usual one; written to `out` as dx, dy, dx, dy. */
type StartsAt = (column: number, row: number, out: Float32Array) => void;

/** The coarser grid's shifts, doubled. */
const fromCoarser = ({ grid, main }: Settled): StartsAt => {
  const shift = new Float32Array(2);
  return (column, row, out) => {
    [grid, main].forEach((from, k) => {
      readGrid(from, coarserPlace(column), coarserPlace(row), shift);
      out[2 * k] = 2 * shift[0]!;
      out[2 * k + 1] = 2 * shift[1]!;
    });
  };
};

/** What the full search found for this part and for the whole. */
const fromTiles =
  ({ columns, rows, dx, dy, main }: TileShifts): StartsAt =>
  (column, row, out) => {
    const tileAt = (node: number, count: number) =>
      Math.min(count - 1, Math.max(0, Math.floor((node * STRIDE + PATCH / 2) / TILE)));
    const tile = tileAt(row, rows) * columns + tileAt(column, columns);
    out[0] = dx[tile]!;
    out[1] = dy[tile]!;
    out[2] = main.dx;
    out[3] = main.dy;
  };

/** Fits patches of a level; in pixels of this level. */
const refine = (a: MotionLevel, b: MotionLevel, startsAt: StartsAt): Settled => {
  const columns = nodesAlong(a.widthPx);
  const rows = nodesAlong(a.heightPx);
  const starts = new Float32Array(columns * rows * 4);
  for (let node = 0; node < columns * rows; node++)
    startsAt(node % columns, Math.floor(node / columns), starts.subarray(4 * node, 4 * node + 4));
  const found = fitPatches(a, b, { columns, rows, starts });
  const values = new Float32Array(columns * rows * 2);
  const weights = new Float32Array(columns * rows);
  for (let node = 0; node < weights.length; node++) {
    values[2 * node] = found[3 * node]!;
    values[2 * node + 1] = found[3 * node + 1]!;
    weights[node] = Math.min(1, found[3 * node + 2]!);
  }
  return settle({ columns, rows, values, weights });
};

/** Levels larger than this (pixels) are not searched in full. */
const MAX_SEARCHED = 4096;

/**
 * Where each part of `from` lies in `to`, judged by what is seen in both; parts that are hidden or flat take their
 * surroundings' shift. Coarse to fine over both pyramids (of pictures of one size).
 */
export const estimateMotion = (from: MotionPyramid, to: MotionPyramid): MotionGrid => {
  const found = from.findIndex(({ luma }) => luma.length <= MAX_SEARCHED);
  const first = found < 0 ? from.length - 1 : found;
  let settled = refine(from[first]!, to[first]!, fromTiles(searchShifts(from[first]!, to[first]!)));
  for (let level = first - 1; level >= 0; level--)
    settled = refine(from[level]!, to[level]!, fromCoarser(settled));
  const { grid } = settled;
  return { ...grid, dx: grid.dx.map((value) => 2 * value), dy: grid.dy.map((value) => 2 * value) };
};

/** The shift at a pixel of the full picture, written to `out[0]`, `out[1]`. */
export const shiftAt = (grid: MotionGrid, x: number, y: number, out: Float32Array): void =>
  readGrid(grid, (x - GRID_START_PX + 0.5) / GRID_STEP_PX, (y - GRID_START_PX + 0.5) / GRID_STEP_PX, out);

/** Mean difference (code values) that even a whip pan stays below and a cut exceeds ... */
const CUT_DIFFERENCE = 16;
/** ... and its share of the picture's own contrast. */
const CUT_SHARE = 0.55;
/** Fewer pixels that are seen in both say nothing. */
const MIN_COMPARED = 16;

/** True when the motion does not explain the second picture from the first: another shot. */
export const isCut = (from: MotionPyramid, to: MotionPyramid, motion: MotionGrid): boolean => {
  const [a, b] = [from[0]!, to[0]!];
  const shift = new Float32Array(2);
  const first = new Float32Array(a.luma.length >> 1);
  const second = new Float32Array(first.length);
  let count = 0;
  for (let y = 1; y < a.heightPx; y += 2) {
    for (let x = 1; x < a.widthPx; x += 2) {
      shiftAt(motion, 2 * x, 2 * y, shift);
      const bx = Math.round(x + shift[0]! / 2);
      const by = Math.round(y + shift[1]! / 2);
      if (bx < 0 || by < 0 || bx >= b.widthPx || by >= b.heightPx) continue;
      const i = y * a.widthPx + x;
      const j = by * b.widthPx + bx;
      if (a.seen[i] === 0 || b.seen[j] === 0) continue;
      first[count] = a.luma[i]!;
      second[count] = b.luma[j]!;
      count++;
    }
  }
  if (count < MIN_COMPARED) return false;
  const mean = (valueAt: (k: number) => number) => {
    let sum = 0;
    for (let k = 0; k < count; k++) sum += valueAt(k);
    return sum / count;
  };
  const offset = mean((k) => second[k]! - first[k]!);
  const difference = mean((k) => Math.abs(second[k]! - first[k]! - offset));
  const middle = mean((k) => first[k]!);
  const contrast = mean((k) => Math.abs(first[k]! - middle));
  return difference > CUT_DIFFERENCE && difference > CUT_SHARE * contrast;
};
