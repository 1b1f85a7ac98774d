// Differences of scattered pixels to another picture under many shifts at once. The plain twin is sumDifferencesPlain in
// src/vision/shift-search.ts.

/**
 * For the pixels `from` .. `to` of the list: per row of shifts (`down` of them, `stride` floats apart in the other picture) and
 * shift across (`across`, a multiple of four) the pixels compared, the sum of differences and that of their squares, added up
 * in three tables of `down * across` floats that follow each other at `sums`. `places` are 32-bit indices of the first shift.
 */
export function sumShifts(
  luma: usize, seen: usize, stride: i32, places: usize, own: usize, from: i32, to: i32,
  sums: usize, across: i32, down: i32,
): void {
  const table = <usize>(across * down * 4);
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column += 4) {
      const offset = <usize>((row * stride + column) << 2);
      let count = f32x4.splat(0), sum = count, squares = count;
      for (let k = from; k < to; k++) {
        const at = <usize>(load<u32>(places + <usize>(k << 2)) << 2) + offset;
        const weight = v128.load(seen + at);
        const difference = f32x4.mul(weight, f32x4.sub(v128.load(luma + at), v128.load32_splat(own + <usize>(k << 2))));
        count = f32x4.add(count, weight);
        sum = f32x4.add(sum, difference);
        squares = f32x4.add(squares, f32x4.mul(difference, difference));
      }
      v128.store(sums, count);
      v128.store(sums + table, sum);
      v128.store(sums + 2 * table, squares);
      sums += 16;
    }
  }
}
