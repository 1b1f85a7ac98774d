/** Lowest (or highest) value in a (2r+1) square, edges replicated. `values` is one row-major plane. */
const extremum = (
  values: Float32Array,
  [widthPx, heightPx]: readonly [number, number],
  radius: number,
  pick: (a: number, b: number) => number,
): Float32Array<ArrayBuffer> => {
  const rows = new Float32Array(values.length);
  const out = new Float32Array(values.length);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const to = Math.min(widthPx - 1, x + radius);
      let best = values[y * widthPx + x]!;
      for (let u = Math.max(0, x - radius); u <= to; u++) best = pick(best, values[y * widthPx + u]!);
      rows[y * widthPx + x] = best;
    }
  }
  for (let y = 0; y < heightPx; y++) {
    const to = Math.min(heightPx - 1, y + radius);
    for (let x = 0; x < widthPx; x++) {
      let best = rows[y * widthPx + x]!;
      for (let v = Math.max(0, y - radius); v <= to; v++) best = pick(best, rows[v * widthPx + x]!);
      out[y * widthPx + x] = best;
    }
  }
  return out;
};

/** Grey erosion by a (2r+1) square. */
export const erode = (values: Float32Array, widthPx: number, heightPx: number, radius: number) =>
  extremum(values, [widthPx, heightPx], radius, Math.min);

/** Grey dilation by a (2r+1) square. */
export const dilate = (values: Float32Array, widthPx: number, heightPx: number, radius: number) =>
  extremum(values, [widthPx, heightPx], radius, Math.max);
