import type { MotionLevel } from './motion-pyramid';

export const PATCH = 8;
const ITERATIONS = 4;
/** An update below this many level pixels ends the search. */
const SETTLED = 0.04;
/** Share of a patch that must be seen in both pictures. */
const MIN_SEEN = 0.25;
/** Smaller eigenvalue of the structure tensor (squared code values a pixel) at which a patch counts half. */
const HALF_TRUST = 6;
/** Mean difference (code values) at which a fit counts half. */
const HALF_ERROR = 6;
/** A patch that leaves its start by more level pixels has slipped. */
const MAX_STEP = 4;
/** The usual shift wins unless another explains the picture better by this factor ... */
const USUAL_FACTOR = 1.1;
/** ... and by this many code values a pixel. */
const USUAL_NOISE = 0.2;
/** A little damping keeps straight edges from sliding along themselves. */
const DAMPING = 0.02;

export interface PatchPlace {
  readonly left: number;
  readonly top: number;
}

export interface PatchShift {
  readonly dx: number;
  readonly dy: number;
}

export interface PatchFit extends PatchShift {
  /** 0..1 */
  readonly trust: number;
}

interface Compared {
  readonly residuals: Float32Array;
  readonly weights: Float32Array;
  /** Share of the patch that is seen in both. */
  seen: number;
  mean: number;
}

interface Normal {
  /** Mean absolute difference once both means are alike. */
  error: number;
  gx: number;
  gy: number;
  xx: number;
  xy: number;
  yy: number;
}

/** Residuals of a patch of `a` shifted into `b`, bilinear; false when too little can be compared. */
const compare = (
  a: MotionLevel,
  b: MotionLevel,
  { left, top, dx, dy }: PatchPlace & PatchShift,
  out: Compared,
): boolean => {
  const ix = Math.floor(left + dx);
  const iy = Math.floor(top + dy);
  if (!(ix >= 0 && iy >= 0 && ix + PATCH < b.widthPx && iy + PATCH < b.heightPx)) return false;
  const fx = left + dx - ix;
  const fy = top + dy - iy;
  const wide = b.widthPx;
  const { residuals, weights } = out;
  let count = 0;
  let sum = 0;
  for (let y = 0, k = 0; y < PATCH; y++) {
    let i = (top + y) * a.widthPx + left;
    let j = (iy + y) * wide + ix;
    for (let x = 0; x < PATCH; x++, i++, j++, k++) {
      const weight = a.seen[i]! * b.seen[j]! * b.seen[j + 1]! * b.seen[j + wide]! * b.seen[j + wide + 1]!;
      const upper = b.luma[j]! + fx * (b.luma[j + 1]! - b.luma[j]!);
      const lower = b.luma[j + wide]! + fx * (b.luma[j + wide + 1]! - b.luma[j + wide]!);
      const residual = weight * (upper + fy * (lower - upper) - a.luma[i]!);
      residuals[k] = residual;
      weights[k] = weight;
      count += weight;
      sum += residual;
    }
  }
  out.seen = count / (PATCH * PATCH);
  out.mean = count > 0 ? sum / count : 0;
  return out.seen >= MIN_SEEN;
};

/** Normal equations of one Lucas-Kanade step. */
const sumNormal = (a: MotionLevel, { left, top }: PatchPlace, compared: Compared, out: Normal): void => {
  const { residuals, weights, mean } = compared;
  let [error, gx, gy, xx, xy, yy] = [0, 0, 0, 0, 0, 0];
  for (let y = 0, k = 0; y < PATCH; y++) {
    let i = (top + y) * a.widthPx + left;
    for (let x = 0; x < PATCH; x++, i++, k++) {
      const weight = weights[k]!;
      const residual = residuals[k]! - weight * mean;
      const sx = weight * a.slopeX[i]!;
      const sy = weight * a.slopeY[i]!;
      error += Math.abs(residual);
      gx += residual * sx;
      gy += residual * sy;
      xx += sx * sx;
      xy += sx * sy;
      yy += sy * sy;
    }
  }
  out.error = error / (compared.seen * PATCH * PATCH);
  out.gx = gx;
  out.gy = gy;
  out.xx = xx;
  out.xy = xy;
  out.yy = yy;
};

/** High where the patch has corners that are seen and fits well. */
const trustOf = ({ error, xx, xy, yy }: Normal, seen: number): number => {
  const root = Math.sqrt(((xx - yy) / 2) ** 2 + xy ** 2);
  const smaller = Math.max(0, (xx + yy) / 2 - root) / (seen * PATCH * PATCH);
  return (seen * (smaller / (smaller + HALF_TRUST))) / (1 + error / HALF_ERROR);
};

/**
 * Fits patches of `a` into `b` by what both show: forward additive Lucas-Kanade (Baker and Matthews, "Lucas-Kanade 20
 * Years On", 2004) with the patches' means taken out, so that light may change.
 */
export const createPatchFitter = (a: MotionLevel, b: MotionLevel) => {
  const size = PATCH * PATCH;
  const compared: Compared = {
    residuals: new Float32Array(size),
    weights: new Float32Array(size),
    seen: 0,
    mean: 0,
  };
  const normal: Normal = { error: 0, gx: 0, gy: 0, xx: 0, xy: 0, yy: 0 };
  const spot = { left: 0, top: 0, dx: 0, dy: 0 };
  const measure = (place: PatchPlace, dx: number, dy: number): boolean => {
    spot.left = place.left;
    spot.top = place.top;
    spot.dx = dx;
    spot.dy = dy;
    if (!compare(a, b, spot, compared)) return false;
    sumNormal(a, place, compared, normal);
    return true;
  };
  return (place: PatchPlace, start: PatchShift, usual: PatchShift): PatchFit => {
    let { dx, dy } = start;
    let best = { dx, dy, trust: 0, error: Number.POSITIVE_INFINITY };
    for (let round = 0; round <= ITERATIONS && measure(place, dx, dy); round++) {
      if (normal.error < best.error)
        best = { dx, dy, trust: trustOf(normal, compared.seen), error: normal.error };
      const damp = DAMPING * (normal.xx + normal.yy) + 1;
      const [xx, yy] = [normal.xx + damp, normal.yy + damp];
      const det = xx * yy - normal.xy ** 2;
      const stepX = (normal.xy * normal.gy - yy * normal.gx) / det;
      const stepY = (normal.xy * normal.gx - xx * normal.gy) / det;
      dx += stepX;
      dy += stepY;
      const isLost = Math.abs(dx - start.dx) > MAX_STEP || Math.abs(dy - start.dy) > MAX_STEP;
      if (isLost || Math.abs(stepX) + Math.abs(stepY) < SETTLED) break;
    }
    const strays = Math.abs(best.dx - usual.dx) + Math.abs(best.dy - usual.dy) > SETTLED;
    if (
      strays &&
      measure(place, usual.dx, usual.dy) &&
      normal.error <= best.error * USUAL_FACTOR + USUAL_NOISE
    )
      return { ...usual, trust: Math.max(best.trust, trustOf(normal, compared.seen)) };
    return best;
  };
};
