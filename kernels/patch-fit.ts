// Lucas-Kanade fits of patches of 8 x 8. The plain twin, with the meaning of every number, is src/vision/patch-fit.ts.

const ITERATIONS = 4;
const SETTLED: f32 = 0.04;
const MIN_SEEN: f32 = 0.25;
const HALF_TRUST: f32 = 6;
const HALF_ERROR: f32 = 6;
const MAX_STEP: f32 = 4;
const USUAL_FACTOR: f32 = 1.1;
const USUAL_NOISE: f32 = 0.2;
const DAMPING: f32 = 0.02;
const PIXELS: f32 = 64;

// Where what was measured is left, in floats.
const SEEN: usize = 128 * 4;
const MEAN: usize = 129 * 4;
const ERROR: usize = 130 * 4;
const GX: usize = 131 * 4;
const GY: usize = 132 * 4;
const XX: usize = 133 * 4;
const XY: usize = 134 * 4;
const YY: usize = 135 * 4;

@inline
function sumOf(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

/** Residuals and weights of a patch of `a` shifted into `b`, and its normal equations; false when too little is seen. */
function measure(
  aLuma: usize, aSeen: usize, aSlopeX: usize, aSlopeY: usize, aWidth: i32,
  bLuma: usize, bSeen: usize, bWidth: i32, bHeight: i32,
  left: i32, top: i32, dx: f32, dy: f32, scratch: usize,
): bool {
  const x = <f32>left + dx;
  const y = <f32>top + dy;
  const floorX = floor<f32>(x);
  const floorY = floor<f32>(y);
  if (!(floorX >= 0 && floorY >= 0 && floorX + 8 < <f32>bWidth && floorY + 8 < <f32>bHeight)) return false;
  const fx = f32x4.splat(x - floorX);
  const fy = f32x4.splat(y - floorY);
  const wide = <usize>(bWidth << 2);
  const narrow = <usize>(aWidth << 2);
  const first = <usize>((top * aWidth + left) << 2);
  const second = <usize>((<i32>floorY * bWidth + <i32>floorX) << 2);
  let count = f32x4.splat(0);
  let sum = f32x4.splat(0);
  let i = first;
  let j = second;
  let k = scratch;
  for (let row = 0; row < 8; row++) {
    for (let half: usize = 0; half < 32; half += 16) {
      const s = bSeen + j + half;
      const weight = f32x4.mul(
        f32x4.mul(v128.load(aSeen + i + half), v128.load(s)),
        f32x4.mul(v128.load(s, 4), f32x4.mul(v128.load(s + wide), v128.load(s + wide, 4))),
      );
      const p = bLuma + j + half;
      const a = v128.load(p);
      const c = v128.load(p + wide);
      const upper = f32x4.add(a, f32x4.mul(fx, f32x4.sub(v128.load(p, 4), a)));
      const lower = f32x4.add(c, f32x4.mul(fx, f32x4.sub(v128.load(p + wide, 4), c)));
      const shown = f32x4.add(upper, f32x4.mul(fy, f32x4.sub(lower, upper)));
      const residual = f32x4.mul(weight, f32x4.sub(shown, v128.load(aLuma + i + half)));
      v128.store(k, residual);
      v128.store(k, weight, 256);
      count = f32x4.add(count, weight);
      sum = f32x4.add(sum, residual);
      k += 16;
    }
    i += narrow;
    j += wide;
  }
  const counted = sumOf(count);
  const seen = counted / PIXELS;
  if (seen < MIN_SEEN) return false;
  const mean = sumOf(sum) / counted;
  store<f32>(scratch + SEEN, seen);
  store<f32>(scratch + MEAN, mean);
  const middle = f32x4.splat(mean);
  let error = f32x4.splat(0), gx = error, gy = error, xx = error, xy = error, yy = error;
  i = first;
  k = scratch;
  for (let row = 0; row < 8; row++) {
    for (let half: usize = 0; half < 32; half += 16) {
      const weight = v128.load(k, 256);
      const residual = f32x4.sub(v128.load(k), f32x4.mul(weight, middle));
      const sx = f32x4.mul(weight, v128.load(aSlopeX + i + half));
      const sy = f32x4.mul(weight, v128.load(aSlopeY + i + half));
      error = f32x4.add(error, f32x4.abs(residual));
      gx = f32x4.add(gx, f32x4.mul(residual, sx));
      gy = f32x4.add(gy, f32x4.mul(residual, sy));
      xx = f32x4.add(xx, f32x4.mul(sx, sx));
      xy = f32x4.add(xy, f32x4.mul(sx, sy));
      yy = f32x4.add(yy, f32x4.mul(sy, sy));
      k += 16;
    }
    i += narrow;
  }
  store<f32>(scratch + ERROR, sumOf(error) / counted);
  store<f32>(scratch + GX, sumOf(gx));
  store<f32>(scratch + GY, sumOf(gy));
  store<f32>(scratch + XX, sumOf(xx));
  store<f32>(scratch + XY, sumOf(xy));
  store<f32>(scratch + YY, sumOf(yy));
  return true;
}

/** High where the patch measured last has corners that are seen and fits well. */
function trust(scratch: usize): f32 {
  const seen = load<f32>(scratch + SEEN);
  const xx = load<f32>(scratch + XX);
  const xy = load<f32>(scratch + XY);
  const yy = load<f32>(scratch + YY);
  const root = sqrt<f32>((xx - yy) * (xx - yy) * 0.25 + xy * xy);
  const smaller = max<f32>(0, (xx + yy) * 0.5 - root) / (seen * PIXELS);
  return (seen * (smaller / (smaller + HALF_TRUST))) / (1 + load<f32>(scratch + ERROR) / HALF_ERROR);
}

/**
 * Fits the patches at every fourth pixel, `columns` x `rows` of them. `starts`: four floats a patch, the shift to start from
 * and the usual one. `found`: three floats a patch, the shift and how far it is to be trusted. `scratch`: 136 floats.
 */
export function fitPatches(
  aLuma: usize, aSeen: usize, aSlopeX: usize, aSlopeY: usize, aWidth: i32,
  bLuma: usize, bSeen: usize, bWidth: i32, bHeight: i32,
  columns: i32, rows: i32, starts: usize, found: usize, scratch: usize,
): void {
  for (let node = 0; node < columns * rows; node++) {
    const left = (node % columns) << 2;
    const top = (node / columns) << 2;
    const startX = load<f32>(starts);
    const startY = load<f32>(starts, 4);
    const usualX = load<f32>(starts, 8);
    const usualY = load<f32>(starts, 12);
    let dx = startX, dy = startY, bestX = startX, bestY = startY;
    let bestTrust: f32 = 0;
    let bestError: f32 = Infinity;
    for (let round = 0; round <= ITERATIONS; round++) {
      if (!measure(aLuma, aSeen, aSlopeX, aSlopeY, aWidth, bLuma, bSeen, bWidth, bHeight, left, top, dx, dy, scratch)) break;
      const error = load<f32>(scratch + ERROR);
      if (error < bestError) {
        bestX = dx;
        bestY = dy;
        bestTrust = trust(scratch);
        bestError = error;
      }
      const gx = load<f32>(scratch + GX);
      const gy = load<f32>(scratch + GY);
      const xy = load<f32>(scratch + XY);
      const damp = DAMPING * (load<f32>(scratch + XX) + load<f32>(scratch + YY)) + 1;
      const xx = load<f32>(scratch + XX) + damp;
      const yy = load<f32>(scratch + YY) + damp;
      const det = xx * yy - xy * xy;
      const stepX = (xy * gy - yy * gx) / det;
      const stepY = (xy * gx - xx * gy) / det;
      dx += stepX;
      dy += stepY;
      if (abs<f32>(dx - startX) > MAX_STEP || abs<f32>(dy - startY) > MAX_STEP) break;
      if (abs<f32>(stepX) + abs<f32>(stepY) < SETTLED) break;
    }
    if (
      abs<f32>(bestX - usualX) + abs<f32>(bestY - usualY) > SETTLED &&
      measure(aLuma, aSeen, aSlopeX, aSlopeY, aWidth, bLuma, bSeen, bWidth, bHeight, left, top, usualX, usualY, scratch) &&
      load<f32>(scratch + ERROR) <= bestError * USUAL_FACTOR + USUAL_NOISE
    ) {
      bestX = usualX;
      bestY = usualY;
      bestTrust = max<f32>(bestTrust, trust(scratch));
    }
    store<f32>(found, bestX);
    store<f32>(found, bestY, 4);
    store<f32>(found, bestTrust, 8);
    starts += 16;
    found += 12;
  }
}
