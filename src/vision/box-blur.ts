/** Running-sum mean along one axis with edge replication. */
const blurLines = (
  input: Float32Array,
  output: Float32Array,
  layout: {
    readonly lines: number;
    readonly length: number;
    readonly lineStep: number;
    readonly step: number;
  },
  radius: number,
): void => {
  const { lines, length, lineStep, step } = layout;
  const scale = 1 / (2 * radius + 1);
  for (let line = 0; line < lines; line++) {
    const base = line * lineStep;
    const last = base + (length - 1) * step;
    let sum = input[base]! * (radius + 1);
    for (let k = 1; k <= radius; k++) sum += input[Math.min(last, base + k * step)]!;
    for (let k = 0; k < length; k++) {
      output[base + k * step] = sum * scale;
      const entering = k + radius + 1 < length ? base + (k + radius + 1) * step : last;
      const leaving = k - radius > 0 ? base + (k - radius) * step : base;
      sum += input[entering]! - input[leaving]!;
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
  const rows = new Float32Array(data.length);
  const output = new Float32Array(data.length);
  blurLines(data, rows, { lines: heightPx, length: widthPx, lineStep: widthPx, step: 1 }, radius);
  blurLines(rows, output, { lines: widthPx, length: heightPx, lineStep: 1, step: widthPx }, radius);
  return output;
};
