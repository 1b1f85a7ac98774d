export type ResizeKernel = 'area' | 'bilinear' | 'lanczos3';

/** For output sample i: `weights[i*stride + k]` belongs to input sample `starts[i] + k`, k < `counts[i]`. Rows sum to 1. */
export interface ResampleWeights {
  readonly stride: number;
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  readonly weights: Float32Array;
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

const FILTERS = {
  bilinear: { radius: 1, at: (x: number) => Math.max(0, 1 - Math.abs(x)) },
  lanczos3: { radius: 3, at: (x: number) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0) },
} as const;

type WeightAt = (outputIndex: number, inputIndex: number) => number;

/** Share of the input sample that the output sample covers. */
const coverage =
  (scale: number): WeightAt =>
  (outputIndex, inputIndex) =>
    Math.min((outputIndex + 1) * scale, inputIndex + 1) - Math.max(outputIndex * scale, inputIndex);

const filterAt =
  (kernel: 'bilinear' | 'lanczos3', scale: number): WeightAt =>
  (outputIndex, inputIndex) =>
    FILTERS[kernel].at(((outputIndex + 0.5) * scale - inputIndex - 0.5) / Math.max(1, scale));

const spanOf = (kernel: ResizeKernel, scale: number, outputIndex: number): readonly [number, number] => {
  if (kernel === 'area') return [Math.floor(outputIndex * scale), Math.ceil((outputIndex + 1) * scale)];
  const center = (outputIndex + 0.5) * scale;
  const support = FILTERS[kernel].radius * Math.max(1, scale);
  return [Math.floor(center - support), Math.ceil(center + support)];
};

/**
 * Weights that map `inputLength` samples to `outputLength`. Kernels widen on reduction, so nothing aliases
 * (as in Turkowski, "Filters for Common Resampling Tasks", 1990); taps past an end are dropped and the row
 * is scaled back to 1.
 */
export const resampleWeights = (
  inputLength: number,
  outputLength: number,
  kernel: ResizeKernel,
): ResampleWeights => {
  const scale = inputLength / outputLength;
  const weightAt = kernel === 'area' ? coverage(scale) : filterAt(kernel, scale);
  const radius = kernel === 'area' ? 1 : FILTERS[kernel].radius;
  const stride = Math.ceil(2 * radius * Math.max(1, scale)) + 2;
  const starts = new Int32Array(outputLength);
  const counts = new Int32Array(outputLength);
  const weights = new Float32Array(outputLength * stride);
  for (let i = 0; i < outputLength; i++) {
    const [from, to] = spanOf(kernel, scale, i);
    const start = Math.max(0, Math.min(inputLength - 1, from));
    const end = Math.max(start + 1, Math.min(inputLength, to));
    let sum = 0;
    for (let k = start; k < end; k++) sum += weights[i * stride + k - start] = weightAt(i, k);
    for (let k = 0; k < end - start; k++) weights[i * stride + k]! /= sum || 1;
    starts[i] = start;
    counts[i] = end - start;
  }
  return { stride, starts, counts, weights };
};
