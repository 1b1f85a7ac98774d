// Colours of whole frames, eight pixels at a time. The plain twin, with the meaning of every number, is
// src/media/planes-to-rgba.ts. A row may be read, and the picture's last row written, up to 64 bytes past its end.

/** Two lots of four sums to eight words, as `>> FRACTION_BITS` does. */
@inline
function shifted(low: v128, high: v128): v128 {
  return i16x8.narrow_i32x4_s(i32x4.shr_s(low, 13), i32x4.shr_s(high, 13));
}

/**
 * 4:2:0 planes to opaque RGBA, each chroma sample for its four pixels. Row strides in bytes, a multiple of 16. Gains are
 * the matrix in 1/8192. Whole lots of eight pixels are written.
 */
export function planesToRgba(
  luma: usize, u: usize, v: usize, lumaStride: i32, chromaStride: i32,
  rgba: usize, rgbaStride: i32, width: i32, height: i32,
  lumaBase: i32, lumaGain: i32, redFromV: i32, greenFromU: i32, greenFromV: i32, blueFromU: i32,
): void {
  const base = i16x8.splat(<i16>lumaBase);
  const middle = i16x8.splat(128);
  const half = i32x4.splat(4096);
  const redPair = i32x4.splat((lumaGain & 0xffff) | (redFromV << 16));
  const bluePair = i32x4.splat((lumaGain & 0xffff) | (blueFromU << 16));
  const greenPair = i32x4.splat((lumaGain & 0xffff) | (greenFromU << 16));
  const greenRest = i32x4.splat(greenFromV << 16);
  const opaque = i8x16.splat(-1);
  for (let row = 0; row < height; row++) {
    const lumaRow = luma + <usize>(row * lumaStride);
    const chroma = <usize>((row >> 1) * chromaStride);
    const out = rgba + <usize>(row * rgbaStride);
    for (let x = 0; x < width; x += 8) {
      const y = i16x8.sub(v128.load8x8_u(lumaRow + x), base);
      const us = v128.load32_zero(u + chroma + (x >> 1));
      const vs = v128.load32_zero(v + chroma + (x >> 1));
      const cb = i16x8.sub(i16x8.extend_low_i8x16_u(i8x16.shuffle(us, us, 0, 0, 1, 1, 2, 2, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0)), middle);
      const cr = i16x8.sub(i16x8.extend_low_i8x16_u(i8x16.shuffle(vs, vs, 0, 0, 1, 1, 2, 2, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0)), middle);
      const yuLow = i16x8.shuffle(y, cb, 0, 8, 1, 9, 2, 10, 3, 11);
      const yuHigh = i16x8.shuffle(y, cb, 4, 12, 5, 13, 6, 14, 7, 15);
      const yvLow = i16x8.shuffle(y, cr, 0, 8, 1, 9, 2, 10, 3, 11);
      const yvHigh = i16x8.shuffle(y, cr, 4, 12, 5, 13, 6, 14, 7, 15);
      const red = shifted(
        i32x4.add(i32x4.dot_i16x8_s(yvLow, redPair), half),
        i32x4.add(i32x4.dot_i16x8_s(yvHigh, redPair), half),
      );
      const blue = shifted(
        i32x4.add(i32x4.dot_i16x8_s(yuLow, bluePair), half),
        i32x4.add(i32x4.dot_i16x8_s(yuHigh, bluePair), half),
      );
      const green = shifted(
        i32x4.add(i32x4.add(i32x4.dot_i16x8_s(yuLow, greenPair), i32x4.dot_i16x8_s(yvLow, greenRest)), half),
        i32x4.add(i32x4.add(i32x4.dot_i16x8_s(yuHigh, greenPair), i32x4.dot_i16x8_s(yvHigh, greenRest)), half),
      );
      const reds = i8x16.narrow_i16x8_u(red, red), greens = i8x16.narrow_i16x8_u(green, green);
      const blues = i8x16.narrow_i16x8_u(blue, blue);
      const rg = i8x16.shuffle(reds, greens, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const ba = i8x16.shuffle(blues, opaque, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      v128.store(out + x * 4, i16x8.shuffle(rg, ba, 0, 8, 1, 9, 2, 10, 3, 11));
      v128.store(out + x * 4, i16x8.shuffle(rg, ba, 4, 12, 5, 13, 6, 14, 7, 15), 16);
    }
  }
}

/** Bytes that take turns (the chroma plane of NV12) to two planes; all strides in bytes, multiples of 16. */
export function splitPairs(pairs: usize, pairStride: i32, u: usize, v: usize, chromaStride: i32, width: i32, height: i32): void {
  for (let row = 0; row < height; row++) {
    const from = pairs + <usize>(row * pairStride);
    const to = <usize>(row * chromaStride);
    for (let x = 0; x < width; x += 16) {
      const first = v128.load(from + 2 * x);
      const second = v128.load(from + 2 * x, 16);
      v128.store(u + to + x, i8x16.shuffle(first, second, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30));
      v128.store(v + to + x, i8x16.shuffle(first, second, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31));
    }
  }
}
