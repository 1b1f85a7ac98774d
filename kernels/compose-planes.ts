// Lays a keyed picture over a background, straight into the planes an encoder takes. The plain twin is
// src/vision/compose-planes.ts. Pictures and planes have rows of whole cells.

@inline
function divided(sum: v128): v128 {
  // Exact rounding of sum / 255 for sums of two products of bytes.
  const biased = i16x8.add(sum, i16x8.splat(128));
  return i16x8.shr_u(i16x8.add(biased, i16x8.shr_u(biased, 8)), 8);
}

/** Two pixels, as eight words, over two others. */
@inline
function over(subject: v128, behind: v128): v128 {
  const alpha = i8x16.shuffle(subject, subject, 6, 7, 6, 7, 6, 7, 6, 7, 14, 15, 14, 15, 14, 15, 14, 15);
  const rest = i16x8.sub(i16x8.splat(255), alpha);
  return divided(i16x8.add(i16x8.mul(subject, alpha), i16x8.mul(behind, rest)));
}

/** One weighted sum of the channels of each of four pixels. */
@inline
function weighed(first: v128, second: v128, shares: v128): v128 {
  const a = i32x4.dot_i16x8_s(first, shares);
  const b = i32x4.dot_i16x8_s(second, shares);
  return i32x4.add(i32x4.shuffle(a, b, 0, 2, 4, 6), i32x4.shuffle(a, b, 1, 3, 5, 7));
}

@inline
function sharesAt(gains: usize, index: usize): v128 {
  return v128.load64_splat(gains + index * 8);
}

/** Eight pixels of one row over the background; `pairs`: their sums two by two are added to what is there. */
@inline
function composeRow(subject: usize, behind: usize, luma: usize, pairs: usize, gains: usize, isFirst: bool): void {
  const s0 = v128.load(subject), s1 = v128.load(subject, 16);
  const b0 = v128.load(behind), b1 = v128.load(behind, 16);
  const p0 = over(i16x8.extend_low_i8x16_u(s0), i16x8.extend_low_i8x16_u(b0));
  const p1 = over(i16x8.extend_high_i8x16_u(s0), i16x8.extend_high_i8x16_u(b0));
  const p2 = over(i16x8.extend_low_i8x16_u(s1), i16x8.extend_low_i8x16_u(b1));
  const p3 = over(i16x8.extend_high_i8x16_u(s1), i16x8.extend_high_i8x16_u(b1));
  const shares = sharesAt(gains, 0);
  const bias = i32x4.splat(load<i32>(gains, 24));
  const low = i32x4.shr_s(i32x4.add(weighed(p0, p1, shares), bias), 14);
  const high = i32x4.shr_s(i32x4.add(weighed(p2, p3, shares), bias), 14);
  const words = i16x8.narrow_i32x4_s(low, high);
  v128.store64_lane(luma, i8x16.narrow_i16x8_u(words, words), 0);
  const first = i16x8.add(i64x2.shuffle(p0, p1, 0, 2), i64x2.shuffle(p0, p1, 1, 3));
  const second = i16x8.add(i64x2.shuffle(p2, p3, 0, 2), i64x2.shuffle(p2, p3, 1, 3));
  if (isFirst) {
    v128.store(pairs, first);
    v128.store(pairs, second, 16);
  } else {
    v128.store(pairs, i16x8.add(v128.load(pairs), first));
    v128.store(pairs, i16x8.add(v128.load(pairs, 16), second), 16);
  }
}

@inline
function chromaOf(pairs: usize, gains: usize, index: usize, out: usize): void {
  const bias = i32x4.splat(load<i32>(gains, 28));
  const sums = i32x4.shr_s(i32x4.add(weighed(v128.load(pairs), v128.load(pairs, 16), sharesAt(gains, index)), bias), 16);
  const words = i16x8.narrow_i32x4_s(sums, sums);
  v128.store32_lane(out, i8x16.narrow_i16x8_u(words, words), 0);
}

/** One cell of planes as it lies in others with the same rows. */
@inline
function copyCell(
  y: usize, u: usize, v: usize, toY: usize, toU: usize, toV: usize, lumaStride: usize, chromaStride: usize, lines: i32,
): void {
  for (let line = 0; line < lines; line++) {
    store<u64>(toY + <usize>line * lumaStride, load<u64>(y + <usize>line * lumaStride));
    if (line & 1) continue;
    const at = <usize>(line >> 1) * chromaStride;
    store<u32>(toU + at, load<u32>(u + at));
    store<u32>(toV + at, load<u32>(v + at));
  }
}

/**
 * Writes the planes at `out` (`y`, `u` and `v` one after the other, chroma of half the size) for a picture over another.
 * `kinds` a cell: 0 nothing of the subject, the background's planes are taken; 1 all of it and as it was filmed, the planes
 * of the frame are taken (0 where it has none); 2 mixed. `before`: what the planes hold since the last call, 255 for nothing.
 * `gains`: eight words of shares of red, green, blue and nothing for luma, u and v, then the biases. `pairs`: 32 bytes.
 */
export function composePlanes(
  keyed: usize, behind: usize, stride: i32, width: i32, height: i32, kinds: usize, before: usize,
  frameY: usize, frameU: usize, frameV: usize, behindY: usize, behindU: usize, behindV: usize,
  outY: usize, outU: usize, outV: usize, lumaStride: i32, chromaStride: i32, gains: usize, pairs: usize,
): void {
  const columns = (width + 7) >> 3, rows = (height + 7) >> 3;
  const wide = <usize>lumaStride, narrow = <usize>chromaStride;
  for (let row = 0; row < rows; row++) {
    const lines = min(8, height - row * 8);
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column;
      const kind = load<u8>(kinds + cell);
      const luma = <usize>(row * 8 * lumaStride + column * 8);
      const chroma = <usize>(row * 4 * chromaStride + column * 4);
      if (kind === 0) {
        if (load<u8>(before + cell) !== 0)
          copyCell(behindY + luma, behindU + chroma, behindV + chroma, outY + luma, outU + chroma, outV + chroma, wide, narrow, lines);
      } else if (kind === 1 && frameY) {
        copyCell(frameY + luma, frameU + chroma, frameV + chroma, outY + luma, outU + chroma, outV + chroma, wide, narrow, lines);
      } else {
        for (let line = 0; line < lines; line += 2) {
          const at = <usize>((row * 8 + line) * stride + column * 32);
          // The row under the last one of an odd height is that one again.
          const next = line + 1 < lines ? 1 : 0;
          const under = at + <usize>(next * stride);
          const to = outY + luma + <usize>line * wide;
          composeRow(keyed + at, behind + at, to, pairs, gains, true);
          composeRow(keyed + under, behind + under, to + <usize>next * wide, pairs, gains, false);
          const half = <usize>(line >> 1) * narrow;
          chromaOf(pairs, gains, 1, outU + chroma + half);
          chromaOf(pairs, gains, 2, outV + chroma + half);
        }
      }
      store<u8>(before + cell, kind);
    }
  }
}
