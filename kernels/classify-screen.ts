// Which pixels of a small picture are bare screen. The plain twin is src/vision/chroma-key/classify-screen.ts, its numbers
// come in `settings`, in the order of src/kernels/classify-screen.ts.
import { lowest } from './parts/lowest';
import { pullPush } from './parts/pull-push';

@inline
function setting(settings: usize, index: i32): f32 {
  return load<f32>(settings + <usize>(index * 4));
}

/** Luma of each pixel, and its chroma by it in two planes. */
function ratiosOf(rgba: usize, count: i32, luma: usize, us: usize, vs: usize, settings: usize): void {
  const cbScale = f32x4.splat(setting(settings, 0)), crScale = f32x4.splat(setting(settings, 1));
  const least = f32x4.splat(setting(settings, 2));
  const low = i32x4.splat(255);
  for (let i = 0; i < count; i += 4) {
    const at = <usize>(i * 4);
    const pixels = v128.load(rgba + at);
    const red = f32x4.convert_i32x4_s(v128.and(pixels, low));
    const green = f32x4.convert_i32x4_s(v128.and(i32x4.shr_u(pixels, 8), low));
    const blue = f32x4.convert_i32x4_s(v128.and(i32x4.shr_u(pixels, 16), low));
    const rg = f32x4.add(f32x4.mul(red, f32x4.splat(0.2126)), f32x4.mul(green, f32x4.splat(0.7152)));
    const y = f32x4.add(rg, f32x4.mul(blue, f32x4.splat(0.0722)));
    const floor = f32x4.pmax(least, y);
    v128.store(luma + at, floor);
    v128.store(us + at, f32x4.div(f32x4.mul(f32x4.sub(blue, y), cbScale), floor));
    v128.store(vs + at, f32x4.div(f32x4.mul(f32x4.sub(red, y), crScale), floor));
  }
}

/** 1 where a pixel's ratio is the screen's within the tolerance, else 0; `screen`: pairs of floats. */
function within(
  luma: usize, us: usize, vs: usize, screen: usize, mask: usize, count: i32, tolerance: f32, settings: usize,
): void {
  const keyLuma = setting(settings, 3);
  const darkest = f32x4.splat(setting(settings, 4)), brightest = f32x4.splat(setting(settings, 5));
  const noise = f32x4.splat(setting(settings, 6));
  const key = f32x4.splat(keyLuma), limit = f32x4.splat(tolerance), one = f32x4.splat(1);
  for (let i = 0; i < count; i += 4) {
    const at = <usize>(i * 4);
    const y = v128.load(luma + at);
    const first = v128.load(screen + 2 * at), second = v128.load(screen + 2 * at, 16);
    const cb = i32x4.shuffle(first, second, 0, 2, 4, 6), cr = i32x4.shuffle(first, second, 1, 3, 5, 7);
    const u = f32x4.sub(v128.load(us + at), cb), v = f32x4.sub(v128.load(vs + at), cr);
    const far = f32x4.add(f32x4.mul(u, u), f32x4.mul(v, v));
    const reach = f32x4.add(f32x4.mul(cb, cb), f32x4.mul(cr, cr));
    const off = f32x4.add(f32x4.sqrt(f32x4.div(far, reach)), f32x4.div(noise, y));
    const shade = f32x4.div(y, key);
    const lit = v128.and(f32x4.ge(shade, darkest), f32x4.le(shade, brightest));
    v128.store(mask + at, v128.and(one, v128.and(lit, f32x4.lt(off, limit))));
  }
}

/** Running-sum means of the first two floats of each four along the rows, as pairs of floats. */
function blurRows(field: usize, out: usize, width: i32, height: i32, radius: i32): void {
  const scale = f64x2.splat(1.0 / <f64>(2 * radius + 1));
  for (let y = 0; y < height; y++) {
    const row = field + <usize>(y * width * 16);
    const to = out + <usize>(y * width * 8);
    let sum = f64x2.mul(f64x2.promote_low_f32x4(v128.load(row)), f64x2.splat(<f64>(radius + 1)));
    for (let k = 1; k <= radius; k++)
      sum = f64x2.add(sum, f64x2.promote_low_f32x4(v128.load(row + <usize>(min(width - 1, k) * 16))));
    for (let x = 0; x < width; x++) {
      v128.store64_lane(to + <usize>(x * 8), f32x4.demote_f64x2_zero(f64x2.mul(sum, scale)), 0);
      const entering = v128.load(row + <usize>(min(width - 1, x + radius + 1) * 16));
      const leaving = v128.load(row + <usize>(max(0, x - radius) * 16));
      sum = f64x2.add(sum, f64x2.sub(f64x2.promote_low_f32x4(entering), f64x2.promote_low_f32x4(leaving)));
    }
  }
}

/** The same of pairs along the columns, all of them going down together; `sums`: 16 bytes a column. */
function blurColumns(pairs: usize, out: usize, sums: usize, width: i32, height: i32, radius: i32): void {
  const scale = f64x2.splat(1.0 / <f64>(2 * radius + 1));
  const rowBytes = width * 8;
  for (let x = 0; x < width; x++) {
    let sum = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(pairs + <usize>(x * 8))), f64x2.splat(<f64>(radius + 1)));
    for (let k = 1; k <= radius; k++)
      sum = f64x2.add(sum, f64x2.promote_low_f32x4(v128.load64_zero(pairs + <usize>(min(height - 1, k) * rowBytes + x * 8))));
    v128.store(sums + <usize>(x * 16), sum);
  }
  for (let y = 0; y < height; y++) {
    const entering = pairs + <usize>(min(height - 1, y + radius + 1) * rowBytes);
    const leaving = pairs + <usize>(max(0, y - radius) * rowBytes);
    const to = out + <usize>(y * rowBytes);
    for (let x = 0; x < width; x++) {
      const at = sums + <usize>(x * 16);
      const sum = v128.load(at);
      v128.store64_lane(to + <usize>(x * 8), f32x4.demote_f64x2_zero(f64x2.mul(sum, scale)), 0);
      const step = f64x2.sub(
        f64x2.promote_low_f32x4(v128.load64_zero(entering + <usize>(x * 8))),
        f64x2.promote_low_f32x4(v128.load64_zero(leaving + <usize>(x * 8))),
      );
      v128.store(at, f64x2.add(sum, step));
    }
  }
}

/**
 * Fills `mask` (floats): 1 bare screen, else 0. `scratch`: 72 bytes a pixel and 16 a column, and 4096 more. Whole vectors
 * are written.
 */
export function classifyScreen(
  rgba: usize, width: i32, height: i32, radius: i32, mask: usize, scratch: usize, settings: usize,
): void {
  const count = width * height;
  const plane = <usize>(count * 4 + 16);
  const luma = scratch, us = luma + plane, vs = us + plane;
  const first = vs + plane, second = first + plane;
  const screen = second + plane;
  const pairs = screen + 2 * plane;
  const field = pairs + 2 * plane;
  const levels = field + 4 * plane;
  const sums = levels + 4 * plane + 1024;
  ratiosOf(rgba, count, luma, us, vs, settings);
  for (let i = 0; i < count; i++) {
    store<f32>(screen + <usize>(i * 8), setting(settings, 7));
    store<f32>(screen + <usize>(i * 8), setting(settings, 8), 4);
  }
  const rounds = 3;
  for (let round = 0; round < rounds; round++) {
    within(luma, us, vs, screen, mask, count, setting(settings, 9 + round), settings);
    if (round === rounds - 1) return;
    // Twice by one is once by two.
    lowest(mask, first, second, width, height);
    lowest(second, first, pairs, width, height);
    for (let i = 0; i < count; i++) {
      const at = <usize>(i * 4), to = field + 4 * at;
      store<f32>(to, load<f32>(us + at));
      store<f32>(to, load<f32>(vs + at), 4);
      store<f32>(to, 0, 8);
      store<f32>(to, load<f32>(pairs + at), 12);
    }
    pullPush(field, width, height, levels);
    if (radius < 1) {
      for (let i = 0; i < count; i++) store<u64>(screen + <usize>(i * 8), load<u64>(field + <usize>(i * 16)));
      continue;
    }
    blurRows(field, pairs, width, height, radius);
    blurColumns(pairs, screen, sums, width, height, radius);
  }
}
