// Weighted sums of rows and columns, four numbers at a time. The plain twin, with the meaning of the weights, is
// src/vision/resample.ts. Tables are those of resampleWeights: int32 starts and counts, float32 weights, `stride` a sample.

@inline
function madd(sum: v128, weight: v128, value: v128): v128 {
  return f32x4.add(sum, f32x4.mul(weight, value));
}

/** One output row: the weighted sum of rows of bytes. `length` bytes a row; `out` takes as many floats. */
function sumByteRows(source: usize, length: i32, weights: usize, count: i32, out: usize): void {
  for (let i = 0; i < length; i += 16) {
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    let c = f32x4.splat(0);
    let d = f32x4.splat(0);
    let from = source + i;
    for (let k = 0; k < count; k++) {
      const weight = v128.load32_splat(weights + (k << 2));
      const bytes = v128.load(from);
      const low = i16x8.extend_low_i8x16_u(bytes);
      const high = i16x8.extend_high_i8x16_u(bytes);
      a = madd(a, weight, f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(low)));
      b = madd(b, weight, f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(low)));
      c = madd(c, weight, f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(high)));
      d = madd(d, weight, f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(high)));
      from += length;
    }
    const to = out + (i << 2);
    v128.store(to, a);
    v128.store(to, b, 16);
    v128.store(to, c, 32);
    v128.store(to, d, 48);
  }
}

/** The same of rows of floats; `length` floats a row. */
function sumFloatRows(source: usize, length: i32, weights: usize, count: i32, out: usize): void {
  const rowBytes = length << 2;
  for (let i = 0; i < rowBytes; i += 16) {
    let sum = f32x4.splat(0);
    let from = source + i;
    for (let k = 0; k < count; k++) {
      sum = madd(sum, v128.load32_splat(weights + (k << 2)), v128.load(from));
      from += rowBytes;
    }
    v128.store(out + i, sum);
  }
}

/**
 * RGBA bytes `[height, width, 4]` to RGBA bytes `[heightOut, widthOut, 4]`, every channel by itself; rounded half to even.
 * `row`: `width * 4` floats of scratch.
 */
export function resampleRgba(
  source: usize, width: i32, row: usize, out: usize,
  widthOut: i32, acrossStarts: usize, acrossCounts: usize, acrossWeights: usize, acrossStride: i32,
  heightOut: i32, downStarts: usize, downCounts: usize, downWeights: usize, downStride: i32,
): void {
  const length = width << 2;
  let to = out;
  for (let y = 0; y < heightOut; y++) {
    const start = load<i32>(downStarts + (y << 2));
    const count = load<i32>(downCounts + (y << 2));
    sumByteRows(source + start * length, length, downWeights + ((y * downStride) << 2), count, row);
    for (let x = 0; x < widthOut; x++) {
      let from = row + (load<i32>(acrossStarts + (x << 2)) << 4);
      const taps = load<i32>(acrossCounts + (x << 2));
      const weights = acrossWeights + ((x * acrossStride) << 2);
      let sum = f32x4.splat(0);
      for (let k = 0; k < taps; k++) {
        sum = madd(sum, v128.load32_splat(weights + (k << 2)), v128.load(from));
        from += 16;
      }
      const words = i32x4.trunc_sat_f32x4_s(f32x4.nearest(sum));
      const halves = i16x8.narrow_i32x4_s(words, words);
      v128.store32_lane(to, i8x16.narrow_i16x8_u(halves, halves), 0);
      to += 4;
    }
  }
}

/** One channel of floats `[height, width]` to `[heightOut, widthOut]`. `row`: `width` floats of scratch. */
export function resamplePlane(
  source: usize, width: i32, row: usize, out: usize,
  widthOut: i32, acrossStarts: usize, acrossCounts: usize, acrossWeights: usize, acrossStride: i32,
  heightOut: i32, downStarts: usize, downCounts: usize, downWeights: usize, downStride: i32,
): void {
  let to = out;
  for (let y = 0; y < heightOut; y++) {
    const start = load<i32>(downStarts + (y << 2));
    const count = load<i32>(downCounts + (y << 2));
    sumFloatRows(source + ((start * width) << 2), width, downWeights + ((y * downStride) << 2), count, row);
    for (let x = 0; x < widthOut; x++) {
      const from = row + (load<i32>(acrossStarts + (x << 2)) << 2);
      const taps = load<i32>(acrossCounts + (x << 2));
      const weights = acrossWeights + ((x * acrossStride) << 2);
      let sum: f32 = 0;
      for (let k = 0; k < taps; k++) sum += load<f32>(weights + (k << 2)) * load<f32>(from + (k << 2));
      store<f32>(to, sum);
      to += 4;
    }
  }
}
