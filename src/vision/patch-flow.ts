import type { Plane } from '../core/image';
import { resizePlane } from './resize';

/** Motion per pixel: what is at `(x, y)` in `from` is at `(x + dx, y + dy)` in `to`. Pixels of `from`. */
export interface Flow {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dx: Float32Array<ArrayBuffer>;
  readonly dy: Float32Array<ArrayBuffer>;
}

const PATCH_PX = 8;
const STRIDE_PX = 4;
const MAX_STEPS = 6;
/** Steps shorter than this (pixels) end the search. */
const SETTLED_PX = 0.03;
/** The coarsest pyramid level is at least this high. */
const COARSEST_PX = 12;
/** Keeps flat patches where the coarser level put them. */
const DAMPING = 30;

interface Field {
  readonly columns: number;
  readonly rows: number;
  readonly dx: Float32Array;
  readonly dy: Float32Array;
}

const clampAt = (value: number, last: number): number => (value < 0 ? 0 : value > last ? last : value);

/** Bilinear sample with replicated edges. */
export const samplePlane = ({ widthPx, heightPx, data }: Plane, x: number, y: number): number => {
  const cx = clampAt(x, widthPx - 1);
  const cy = clampAt(y, heightPx - 1);
  const x0 = cx | 0;
  const y0 = cy | 0;
  const x1 = x0 + 1 < widthPx ? x0 + 1 : x0;
  const top = y0 * widthPx;
  const bottom = y0 + 1 < heightPx ? top + widthPx : top;
  const fx = cx - x0;
  const fy = cy - y0;
  const upper = data[top + x0]! + fx * (data[top + x1]! - data[top + x0]!);
  const lower = data[bottom + x0]! + fx * (data[bottom + x1]! - data[bottom + x0]!);
  return upper + fy * (lower - upper);
};

/** Scratch of one patch: its values and gradients in `from`. */
const patch = {
  value: new Float32Array(PATCH_PX * PATCH_PX),
  gx: new Float32Array(PATCH_PX * PATCH_PX),
  gy: new Float32Array(PATCH_PX * PATCH_PX),
  mean: 0,
  xx: 0,
  xy: 0,
  yy: 0,
};

const readPatch = (from: Plane, left: number, top: number): void => {
  const { widthPx, heightPx, data } = from;
  let sum = 0;
  let xx = DAMPING;
  let xy = 0;
  let yy = DAMPING;
  for (let y = 0, i = 0; y < PATCH_PX; y++) {
    const row = clampAt(top + y, heightPx - 1) * widthPx;
    const up = clampAt(top + y - 1, heightPx - 1) * widthPx;
    const down = clampAt(top + y + 1, heightPx - 1) * widthPx;
    for (let x = left; x < left + PATCH_PX; x++, i++) {
      const here = clampAt(x, widthPx - 1);
      const value = data[row + here]!;
      const gx = (data[row + clampAt(x + 1, widthPx - 1)]! - data[row + clampAt(x - 1, widthPx - 1)]!) / 2;
      const gy = (data[down + here]! - data[up + here]!) / 2;
      patch.value[i] = value;
      patch.gx[i] = gx;
      patch.gy[i] = gy;
      sum += value;
      xx += gx * gx;
      xy += gx * gy;
      yy += gy * gy;
    }
  }
  patch.mean = sum / (PATCH_PX * PATCH_PX);
  patch.xx = xx;
  patch.xy = xy;
  patch.yy = yy;
};

const shifted = new Float32Array(PATCH_PX * PATCH_PX);

/** Values of `to` under the shifted patch, with replicated edges; their sum. */
const readShifted = (to: Plane, left: number, top: number): number => {
  let sum = 0;
  for (let y = 0, i = 0; y < PATCH_PX; y++) {
    for (let x = 0; x < PATCH_PX; x++, i++) {
      const value = samplePlane(to, left + x, top + y);
      shifted[i] = value;
      sum += value;
    }
  }
  return sum;
};

/** The same for a patch that lies wholly inside: every pixel has the same fractions. */
const readShiftedInside = ({ widthPx, data }: Plane, left: number, top: number): number => {
  const x0 = left | 0;
  const fx = left - x0;
  const fy = top - (top | 0);
  let sum = 0;
  let row = (top | 0) * widthPx + x0;
  for (let y = 0, i = 0; y < PATCH_PX; y++, row += widthPx) {
    const next = row + widthPx;
    let a = data[row]!;
    let c = data[next]!;
    for (let x = 1; x <= PATCH_PX; x++, i++) {
      const b = data[row + x]!;
      const d = data[next + x]!;
      const upper = a + fx * (b - a);
      const value = upper + fy * (c + fx * (d - c) - upper);
      shifted[i] = value;
      sum += value;
      a = b;
      c = d;
    }
  }
  return sum;
};

const isInside = ({ widthPx, heightPx }: Plane, left: number, top: number): boolean =>
  left >= 0 && top >= 0 && left + PATCH_PX < widthPx && top + PATCH_PX < heightPx;

/** Squared difference of the patch to `to` under a shift, means taken out; leaves the differences in `shifted`. */
const compare = (to: Plane, left: number, top: number, shift: readonly [number, number]): number => {
  const x = left + shift[0];
  const y = top + shift[1];
  const sum = isInside(to, x, y) ? readShiftedInside(to, x, y) : readShifted(to, x, y);
  const offset = sum / shifted.length - patch.mean;
  let error = 0;
  for (let i = 0; i < shifted.length; i++) {
    const difference = shifted[i]! - patch.value[i]! - offset;
    shifted[i] = difference;
    error += difference * difference;
  }
  return error;
};

/** Inverse compositional search of one patch from a first guess. */
const followPatch = (
  from: Plane,
  to: Plane,
  [left, top]: readonly [number, number],
  guess: readonly [number, number],
): readonly [number, number] => {
  readPatch(from, left, top);
  const determinant = patch.xx * patch.yy - patch.xy * patch.xy;
  let best = guess;
  let bestError = compare(to, left, top, guess);
  for (let step = 0; step < MAX_STEPS; step++) {
    let bx = 0;
    let by = 0;
    for (let i = 0; i < shifted.length; i++) {
      bx += patch.gx[i]! * shifted[i]!;
      by += patch.gy[i]! * shifted[i]!;
    }
    const mx = (patch.yy * bx - patch.xy * by) / determinant;
    const my = (patch.xx * by - patch.xy * bx) / determinant;
    const next = [best[0] - mx, best[1] - my] as const;
    if (Math.hypot(next[0] - guess[0], next[1] - guess[1]) > PATCH_PX) break;
    const error = compare(to, left, top, next);
    if (error >= bestError) break;
    best = next;
    bestError = error;
    if (Math.abs(mx) + Math.abs(my) < SETTLED_PX) break;
  }
  return best;
};

const followPatches = (from: Plane, to: Plane, guess: Flow | null): Field => {
  const columns = Math.max(1, Math.ceil((from.widthPx - PATCH_PX) / STRIDE_PX) + 1);
  const rows = Math.max(1, Math.ceil((from.heightPx - PATCH_PX) / STRIDE_PX) + 1);
  const field = {
    columns,
    rows,
    dx: new Float32Array(columns * rows),
    dy: new Float32Array(columns * rows),
  };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const left = Math.max(0, Math.min(column * STRIDE_PX, from.widthPx - PATCH_PX));
      const top = Math.max(0, Math.min(row * STRIDE_PX, from.heightPx - PATCH_PX));
      const centre =
        clampAt(top + PATCH_PX / 2, from.heightPx - 1) * from.widthPx +
        clampAt(left + PATCH_PX / 2, from.widthPx - 1);
      const start = guess ? ([guess.dx[centre]!, guess.dy[centre]!] as const) : ([0, 0] as const);
      const [dx, dy] = followPatch(from, to, [left, top], start);
      field.dx[row * columns + column] = dx;
      field.dy[row * columns + column] = dy;
    }
  }
  return field;
};

/** Every pixel takes the mean of the patches over it, weighted by how well each explains that pixel. */
const densify = (from: Plane, to: Plane, field: Field): Flow => {
  const { widthPx, heightPx } = from;
  const dx = new Float32Array(widthPx * heightPx);
  const dy = new Float32Array(widthPx * heightPx);
  const total = new Float32Array(widthPx * heightPx);
  for (let row = 0; row < field.rows; row++) {
    for (let column = 0; column < field.columns; column++) {
      const left = Math.max(0, Math.min(column * STRIDE_PX, widthPx - PATCH_PX));
      const top = Math.max(0, Math.min(row * STRIDE_PX, heightPx - PATCH_PX));
      const mx = field.dx[row * field.columns + column]!;
      const my = field.dy[row * field.columns + column]!;
      spread({ from, to, dx, dy, total }, [left, top], [mx, my]);
    }
  }
  for (let i = 0; i < total.length; i++) {
    const scale = total[i]! > 0 ? 1 / total[i]! : 0;
    dx[i] = dx[i]! * scale;
    dy[i] = dy[i]! * scale;
  }
  return { widthPx, heightPx, dx, dy };
};

const spread = (
  sums: {
    readonly from: Plane;
    readonly to: Plane;
    readonly dx: Float32Array;
    readonly dy: Float32Array;
    readonly total: Float32Array;
  },
  [left, top]: readonly [number, number],
  [mx, my]: readonly [number, number],
): void => {
  const { from, to, dx, dy, total } = sums;
  const right = Math.min(from.widthPx, left + PATCH_PX);
  const bottom = Math.min(from.heightPx, top + PATCH_PX);
  const inside = isInside(to, left + mx, top + my) && right - left === PATCH_PX && bottom - top === PATCH_PX;
  if (inside) readShiftedInside(to, left + mx, top + my);
  for (let y = top, k = 0; y < bottom; y++) {
    for (let x = left; x < right; x++, k++) {
      const i = y * from.widthPx + x;
      const moved = inside ? shifted[k]! : samplePlane(to, x + mx, y + my);
      const weight = 1 / Math.max(1, Math.abs(moved - from.data[i]!));
      dx[i] = dx[i]! + weight * mx;
      dy[i] = dy[i]! + weight * my;
      total[i] = total[i]! + weight;
    }
  }
};

const enlarged = (flow: Flow, widthPx: number, heightPx: number): Flow => {
  const grow = (data: Float32Array<ArrayBuffer>, scale: number) =>
    resizePlane({ ...flow, data }, widthPx, heightPx, 'bilinear').data.map((value) => value * scale);
  return {
    widthPx,
    heightPx,
    dx: grow(flow.dx, widthPx / flow.widthPx),
    dy: grow(flow.dy, heightPx / flow.heightPx),
  };
};

const halved = (plane: Plane): Plane =>
  resizePlane(plane, Math.ceil(plane.widthPx / 2), Math.ceil(plane.heightPx / 2), 'area');

/**
 * Dense motion between two luma planes (code values) of one size, by inverse search on patches, coarse to fine.
 * After Kroeger et al., "Fast Optical Flow using Dense Inverse Search" (ECCV 2016), without the variational step;
 * patch means are taken out, so that changes of light do not count as motion.
 */
export const estimateFlow = (from: Plane, to: Plane): Flow => {
  const levels = [{ from, to }];
  for (let last = levels[0]!; Math.min(last.from.widthPx, last.from.heightPx) >= 2 * COARSEST_PX;) {
    last = { from: halved(last.from), to: halved(last.to) };
    levels.push(last);
  }
  let flow: Flow | null = null;
  for (const level of levels.reverse()) {
    const { widthPx, heightPx } = level.from;
    const guess: Flow | null = flow && enlarged(flow, widthPx, heightPx);
    flow = densify(level.from, level.to, followPatches(level.from, level.to, guess));
  }
  return flow!;
};

/** `plane` seen through the motion: `out(x, y) = plane(x + dx, y + dy)`. The plane may be larger than the flow. */
export const warpPlane = (plane: Plane, flow: Flow): Plane => {
  const { widthPx, heightPx } = plane;
  const own = flow.widthPx === widthPx && flow.heightPx === heightPx;
  const { dx, dy } = own ? flow : enlarged(flow, widthPx, heightPx);
  const data = new Float32Array(widthPx * heightPx);
  for (let y = 0, i = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, i++) data[i] = samplePlane(plane, x + dx[i]!, y + dy[i]!);
  }
  return { widthPx, heightPx, data };
};
