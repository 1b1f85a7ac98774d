// Resampling of planes of bytes, row by row. The plain twin, with the meaning of every number, is
// src/vision/sample-rows.ts. A row may be read up to 64 bytes past its end; nothing is written past one.

/** Eight sums in 1/4096 to eight words. */
@inline
function rounded(low: v128, high: v128): v128 {
  return i16x8.narrow_i32x4_s(i32x4.shr_s(low, 12), i32x4.shr_s(high, 12));
}

/** Sixteen bytes of the weighted sum of `count` rows. */
@inline
function mixSixteen(from: usize, stride: usize, weights: usize, count: i32): v128 {
  const half = i32x4.splat(2048);
  let a = half, b = half, c = half, d = half;
  for (let k = 0; k < count; k += 2) {
    const first = v128.load(from);
    // An odd count ends with a weight of zero: the same row is as good as any.
    const second = k + 1 < count ? v128.load(from + stride) : first;
    const pair = v128.load32_splat(weights + <usize>(k << 1));
    const low = i8x16.shuffle(first, second, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const high = i8x16.shuffle(first, second, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    a = i32x4.add(a, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(low), pair));
    b = i32x4.add(b, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(low), pair));
    c = i32x4.add(c, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(high), pair));
    d = i32x4.add(d, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(high), pair));
    from += stride << 1;
  }
  return i8x16.narrow_i16x8_u(rounded(a, b), rounded(c, d));
}

/** Weighted sum of `count` rows that lie `stride` bytes apart; weights are 16-bit, with a zero after an odd count. */
export function mixRows(source: usize, stride: usize, weights: usize, count: i32, out: usize, length: i32): void {
  let x = 0;
  for (; x + 16 <= length; x += 16) v128.store(out + x, mixSixteen(source + x, stride, weights, count));
  if (x == length) return;
  const last = mixSixteen(source + x, stride, weights, count);
  let low = i64x2.extract_lane(last, 0);
  const high = i64x2.extract_lane(last, 1);
  for (let i = 0; x + i < length; i++) {
    if (i == 8) low = high;
    store<u8>(out + x + i, <u8>low);
    low >>= 8;
  }
}

/** Four partial sums of one sample's taps. */
@inline
function dotTaps(from: usize, weights: usize, taps: i32): v128 {
  let sum = i32x4.dot_i16x8_s(v128.load8x8_u(from), v128.load(weights));
  for (let k = 8; k < taps; k += 8)
    sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load8x8_u(from + k), v128.load(weights + <usize>(k << 1))));
  return sum;
}

/** Samples a row where `starts` (32-bit) says; `taps` 16-bit weights each, a multiple of eight. */
export function mixAcross(line: usize, starts: usize, weights: usize, taps: i32, out: usize, length: i32): void {
  const half = i32x4.splat(2048);
  const bytes = <usize>(taps << 1);
  let x = 0;
  for (; x + 4 <= length; x += 4) {
    const at = starts + <usize>(x << 2);
    const a = dotTaps(line + load<u32>(at), weights, taps);
    const b = dotTaps(line + load<u32>(at, 4), weights + bytes, taps);
    const c = dotTaps(line + load<u32>(at, 8), weights + 2 * bytes, taps);
    const d = dotTaps(line + load<u32>(at, 12), weights + 3 * bytes, taps);
    const ab = i32x4.add(i32x4.shuffle(a, b, 0, 1, 4, 5), i32x4.shuffle(a, b, 2, 3, 6, 7));
    const cd = i32x4.add(i32x4.shuffle(c, d, 0, 1, 4, 5), i32x4.shuffle(c, d, 2, 3, 6, 7));
    const sum = i32x4.add(i32x4.add(i32x4.shuffle(ab, cd, 0, 2, 4, 6), i32x4.shuffle(ab, cd, 1, 3, 5, 7)), half);
    const words = rounded(sum, sum);
    store<u32>(out + x, <u32>i32x4.extract_lane(i8x16.narrow_i16x8_u(words, words), 0));
    weights += 4 * bytes;
  }
  for (; x < length; x++) {
    const a = dotTaps(line + load<u32>(starts + <usize>(x << 2)), weights, taps);
    const sum = i32x4.extract_lane(a, 0) + i32x4.extract_lane(a, 1) + i32x4.extract_lane(a, 2) + i32x4.extract_lane(a, 3);
    store<u8>(out + x, <u8>max(0, min(255, (sum + 2048) >> 12)));
    weights += bytes;
  }
}

/** Takes alternating bytes apart, sixteen pairs at a time; may write up to 15 bytes past the ends. */
export function splitPairs(pairs: usize, first: usize, second: usize, length: i32): void {
  for (let i = 0; i < length; i += 16) {
    const a = v128.load(pairs + 2 * i);
    const b = v128.load(pairs + 2 * i, 16);
    v128.store(first + i, i8x16.shuffle(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30));
    v128.store(second + i, i8x16.shuffle(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31));
  }
}
