/** Running-sum mean along every row, edges replicated. */
const blurRows = (
  input: Float32Array,
  output: Float32Array,
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
  radius: number,
): void => {
  const scale = 1 / (2 * radius + 1);
  for (let y = 0; y < heightPx; y++) {
    const base = y * widthPx;
    const last = base + widthPx - 1;
    let sum = input[base]! * (radius + 1);
    for (let k = 1; k <= radius; k++) sum += input[Math.min(last, base + k)]!;
    for (let i = base; i <= last; i++) {
      output[i] = sum * scale;
      const entering = i + radius + 1;
      const leaving = i - radius;
      sum += input[entering < last ? entering : last]! - input[leaving > base ? leaving : base]!;
    }
  }
};

/** The same along every column; all columns go down together, so that memory is walked in order. */
const blurColumns = (
  input: Float32Array,
  output: Float32Array,
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
  radius: number,
): void => {
  const scale = 1 / (2 * radius + 1);
  const last = heightPx - 1;
  const sums = new Float64Array(widthPx);
  for (let x = 0; x < widthPx; x++) sums[x] = input[x]! * (radius + 1);
  for (let k = 1; k <= radius; k++) {
    const row = Math.min(last, k) * widthPx;
    for (let x = 0; x < widthPx; x++) sums[x]! += input[row + x]!;
  }
  for (let y = 0; y < heightPx; y++) {
    const row = y * widthPx;
    const entering = Math.min(last, y + radius + 1) * widthPx;
    const leaving = Math.max(0, y - radius) * widthPx;
    for (let x = 0; x < widthPx; x++) {
      const sum = sums[x]!;
      output[row + x] = sum * scale;
      sums[x] = sum + (input[entering + x]! - input[leaving + x]!);
    }
  }
};

/** Mean over a (2r+1) square with edge replication, O(1) a pixel. `data` is one row-major plane. */
export const boxBlur = (
  data: Float32Array<ArrayBuffer>,
  widthPx: number,
  heightPx: number,
  radius: number,
): Float32Array<ArrayBuffer> => {
  if (radius < 1) return new Float32Array(data);
  const size = { widthPx, heightPx };
  const rows = new Float32Array(data.length);
  const output = new Float32Array(data.length);
  blurRows(data, rows, size, radius);
  blurColumns(rows, output, size, radius);
  return output;
};
