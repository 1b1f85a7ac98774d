// Smooth colours of a layer, four sums a pixel in whole numbers, so that running sums stay exact. The plain twin is
// src/vision/matting/estimate-layers.ts.

/** (r, g, b, 1) times the pixel's weight; weights are int32. */
export function weighPixels(rgba: usize, weights: usize, count: i32, out: usize): void {
  for (let i = 0; i < count; i++) {
    const bytes = v128.load32_zero(rgba + (i << 2));
    const pixel = i32x4.replace_lane(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes)), 3, 1);
    v128.store(out + (i << 4), i32x4.mul(pixel, v128.load32_splat(weights + (i << 2))));
  }
}

@inline
function times(value: v128, factor: i32): v128 {
  return i32x4.mul(value, i32x4.splat(factor));
}

/** Sums over a (2r+1) square with edge replication. `rows`: a plane of the same size; `columns`: one row. */
export function boxSums(
  plane: usize, width: i32, height: i32, radius: i32, rows: usize, columns: usize, out: usize,
): void {
  const last = width - 1;
  for (let y = 0; y < height; y++) {
    const from = plane + <usize>((y * width) << 4);
    const to = rows + <usize>((y * width) << 4);
    let sum = times(v128.load(from), radius + 1);
    for (let k = 1; k <= radius; k++) sum = i32x4.add(sum, v128.load(from + (min(last, k) << 4)));
    for (let x = 0; x < width; x++) {
      v128.store(to + (x << 4), sum);
      const entering = v128.load(from + (min(last, x + radius + 1) << 4));
      sum = i32x4.add(sum, i32x4.sub(entering, v128.load(from + (max(0, x - radius) << 4))));
    }
  }
  const bytes = width << 4;
  const bottom = height - 1;
  for (let i = 0; i < bytes; i += 16) {
    let sum = times(v128.load(rows + i), radius + 1);
    for (let k = 1; k <= radius; k++) sum = i32x4.add(sum, v128.load(rows + min(bottom, k) * bytes + i));
    v128.store(columns + i, sum);
  }
  for (let y = 0; y < height; y++) {
    const to = out + <usize>(y * bytes);
    const entering = rows + <usize>(min(bottom, y + radius + 1) * bytes);
    const leaving = rows + <usize>(max(0, y - radius) * bytes);
    for (let i = 0; i < bytes; i += 16) {
      const sum = v128.load(columns + i);
      v128.store(to + i, sum);
      v128.store(columns + i, i32x4.add(sum, i32x4.sub(v128.load(entering + i), v128.load(leaving + i))));
    }
  }
}

/** Mean colours of two windows, the narrow one as far as it saw enough of the layer; opaque RGBA bytes. */
export function mixMeans(
  wide: usize, narrow: usize, count: i32, wideEpsilon: f32, narrowEpsilon: f32, fullTrust: f32, out: usize,
): void {
  for (let i = 0; i < count; i++) {
    const far = f32x4.convert_i32x4_u(v128.load(wide + (i << 4)));
    const close = f32x4.convert_i32x4_u(v128.load(narrow + (i << 4)));
    const seen = f32x4.extract_lane(close, 3);
    const farMean = f32x4.div(far, f32x4.splat(f32x4.extract_lane(far, 3) + wideEpsilon));
    const closeMean = f32x4.div(close, f32x4.splat(seen + narrowEpsilon));
    const trust = f32x4.splat(min<f32>(1, seen / fullTrust));
    const mixed = f32x4.add(farMean, f32x4.mul(trust, f32x4.sub(closeMean, farMean)));
    const words = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.replace_lane(mixed, 3, 255)));
    const halves = i16x8.narrow_i32x4_s(words, words);
    v128.store32_lane(out + (i << 2), i8x16.narrow_i16x8_u(halves, halves), 0);
  }
}
