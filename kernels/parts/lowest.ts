// Grey erosion of a plane of floats (src/vision/erode.ts, radius 1).

@inline
function lowestAt(row: usize, x: i32, columns: i32): f32 {
  const here = load<f32>(row + <usize>(x * 4));
  const left = x > 0 ? load<f32>(row + <usize>(x * 4 - 4)) : here;
  const right = x + 1 < columns ? load<f32>(row + <usize>(x * 4 + 4)) : here;
  return min(here, min(left, right));
}

/** Lowest value of a plane round each place, 3x3, the edges cut off. May write a vector past the end. */
export function lowest(from: usize, rowsOut: usize, out: usize, columns: i32, rows: i32): void {
  for (let y = 0; y < rows; y++) {
    const row = from + <usize>(y * columns * 4);
    const to = rowsOut + <usize>(y * columns * 4);
    store<f32>(to, lowestAt(row, 0, columns));
    let x = 1;
    for (; x + 4 < columns; x += 4) {
      const at = row + <usize>(x * 4);
      const sides = f32x4.pmin(v128.load(at - 4), v128.load(at, 4));
      v128.store(to + <usize>(x * 4), f32x4.pmin(sides, v128.load(at)));
    }
    for (; x < columns; x++) store<f32>(to + <usize>(x * 4), lowestAt(row, x, columns));
  }
  for (let y = 0; y < rows; y++) {
    const row = rowsOut + <usize>(y * columns * 4);
    const up = y > 0 ? row - <usize>(columns * 4) : row;
    const down = y + 1 < rows ? row + <usize>(columns * 4) : row;
    const to = out + <usize>(y * columns * 4);
    for (let x = 0; x < columns * 4; x += 16) {
      const sides = f32x4.pmin(v128.load(up + x), v128.load(down + x));
      v128.store(to + x, f32x4.pmin(sides, v128.load(row + x)));
    }
  }
}
