import type { Plane } from '../core/image';

/** Block edge in pixels of the analysis grid. */
const BLOCK_PX = 8;
/** Contrast (luma code values) below which a block says nothing; about twice the noise of compressed video. */
const FLAT_CONTRAST = 4;

export interface BlockMatch {
  /** 0: every block is found again nearby; 1: none is. Brightness and contrast changes do not count. */
  readonly residual: number;
  /** Mean length of the best shifts in grid pixels, weighted by block contrast. */
  readonly motionPx: number;
  /** Mean contrast of the blocks (the larger of the two pictures'), luma code values. */
  readonly texture: number;
}

interface BlockStats {
  readonly mean: number;
  readonly deviation: number;
}

const blockStats = (plane: Plane, left: number, top: number): BlockStats => {
  let sum = 0;
  let squares = 0;
  for (let y = top; y < top + BLOCK_PX; y++) {
    for (let i = y * plane.widthPx + left; i < y * plane.widthPx + left + BLOCK_PX; i++) {
      const value = plane.data[i]!;
      sum += value;
      squares += value * value;
    }
  }
  const mean = sum / BLOCK_PX ** 2;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / BLOCK_PX ** 2 - mean * mean)) };
};

const productSum = (a: Plane, from: number, b: Plane, to: number): number => {
  let sum = 0;
  for (let y = 0; y < BLOCK_PX; y++) {
    const rowA = from + y * a.widthPx;
    const rowB = to + y * b.widthPx;
    for (let x = 0; x < BLOCK_PX; x++) sum += a.data[rowA + x]! * b.data[rowB + x]!;
  }
  return sum;
};

/** Correlation of two blocks, damped towards 0 where both are flat. */
const blockCorrelation = (
  a: Plane,
  b: Plane,
  at: { readonly left: number; readonly top: number; readonly dx: number; readonly dy: number },
  stats: { readonly a: BlockStats; readonly b: BlockStats },
): number => {
  const from = at.top * a.widthPx + at.left;
  const to = (at.top + at.dy) * b.widthPx + at.left + at.dx;
  const covariance = productSum(a, from, b, to) / BLOCK_PX ** 2 - stats.a.mean * stats.b.mean;
  return covariance / (stats.a.deviation * stats.b.deviation + FLAT_CONTRAST);
};

/**
 * Looks for every 8 x 8 block of `a` in `b` within `reachPx`, by correlation. Weighted by block contrast, with
 * a constant in the divisor so that flat pictures count as alike.
 */
export const matchBlocks = (a: Plane, b: Plane, reachPx: number): BlockMatch => {
  const table = statsTable(b);
  let weights = 0;
  let residual = 0;
  let motion = 0;
  let blocks = 0;
  for (let top = 0; top + BLOCK_PX <= a.heightPx; top += BLOCK_PX) {
    for (let left = 0; left + BLOCK_PX <= a.widthPx; left += BLOCK_PX) {
      const best = bestShift(a, b, { left, top, reachPx, table });
      blocks++;
      weights += best.weight;
      residual += best.weight * (1 - best.correlation);
      motion += best.weight * Math.hypot(best.dx, best.dy);
    }
  }
  const divisor = Math.max(1, weights + blocks * FLAT_CONTRAST);
  return {
    residual: residual / divisor,
    motionPx: motion / divisor,
    texture: weights / Math.max(1, blocks),
  };
};

type StatsTable = readonly BlockStats[];

/** Statistics of the block at every position of the plane. */
const statsTable = (plane: Plane): StatsTable => {
  const columns = plane.widthPx - BLOCK_PX + 1;
  const rows = plane.heightPx - BLOCK_PX + 1;
  return Array.from({ length: Math.max(0, columns * rows) }, (_, i) =>
    blockStats(plane, i % columns, Math.floor(i / columns)),
  );
};

const bestShift = (
  a: Plane,
  b: Plane,
  search: {
    readonly left: number;
    readonly top: number;
    readonly reachPx: number;
    readonly table: StatsTable;
  },
) => {
  const { left, top, reachPx, table } = search;
  const own = blockStats(a, left, top);
  const columns = b.widthPx - BLOCK_PX + 1;
  const best = { correlation: -1, dx: 0, dy: 0, weight: own.deviation };
  const lowY = Math.max(-reachPx, -top);
  const highY = Math.min(reachPx, b.heightPx - BLOCK_PX - top);
  const lowX = Math.max(-reachPx, -left);
  const highX = Math.min(reachPx, b.widthPx - BLOCK_PX - left);
  for (let dy = lowY; dy <= highY; dy++) {
    for (let dx = lowX; dx <= highX; dx++) {
      const other = table[(top + dy) * columns + left + dx]!;
      const correlation = blockCorrelation(a, b, { left, top, dx, dy }, { a: own, b: other });
      if (correlation > best.correlation) Object.assign(best, { correlation, dx, dy });
    }
  }
  const still = table[top * columns + left]!;
  best.weight = Math.max(own.deviation, still.deviation);
  return best;
};
