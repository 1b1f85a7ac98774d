/** Lowest value in a run of `2r+1` along one axis, the run cut off at the ends. */
const lowestAlong = (
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
  for (let line = 0; line < lines; line++) {
    const base = line * lineStep;
    for (let k = 0; k < length; k++) {
      const to = base + Math.min(length - 1, k + radius) * step;
      let low = input[to]!;
      for (let at = base + Math.max(0, k - radius) * step; at < to; at += step)
        low = Math.min(low, input[at]!);
      output[base + k * step] = low;
    }
  }
};

/** Grey erosion of a row-major plane by a (2r+1) square; edges replicated. */
export const erode = (
  values: Float32Array,
  widthPx: number,
  heightPx: number,
  radius: number,
): Float32Array<ArrayBuffer> => {
  const rows = new Float32Array(values.length);
  const output = new Float32Array(values.length);
  lowestAlong(values, rows, { lines: heightPx, length: widthPx, lineStep: widthPx, step: 1 }, radius);
  lowestAlong(rows, output, { lines: widthPx, length: heightPx, lineStep: 1, step: widthPx }, radius);
  return output;
};

/** Grey dilation of a row-major plane by a (2r+1) square; edges replicated. */
export const dilate = (
  values: Float32Array,
  widthPx: number,
  heightPx: number,
  radius: number,
): Float32Array<ArrayBuffer> => {
  const output = erode(
    values.map((value) => -value),
    widthPx,
    heightPx,
    radius,
  );
  for (let i = 0; i < output.length; i++) output[i] = -output[i]!;
  return output;
};
