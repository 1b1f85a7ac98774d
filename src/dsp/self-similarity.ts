/** Square matrices are row-major `[n, n]`. Vectors of a sequence lie one after the other, `[n, width]`. */

/** Scales each vector to unit Euclidean length in place; all-zero vectors stay zero. */
export const normalizeRows = (values: Float32Array, width: number): void => {
  for (let at = 0; at < values.length; at += width) {
    let energy = 0;
    for (let k = at; k < at + width; k++) energy += values[k]! * values[k]!;
    const scale = energy > 0 ? 1 / Math.sqrt(energy) : 0;
    for (let k = at; k < at + width; k++) values[k]! *= scale;
  }
};

/** Inner products of unit vectors: `S[i, j] = a_i . b_j`, `[n, n]`. */
export const similarityMatrix = (
  a: Float32Array,
  b: Float32Array,
  width: number,
): Float32Array<ArrayBuffer> => {
  const n = a.length / width;
  const matrix = new Float32Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += a[i * width + k]! * b[j * width + k]!;
      matrix[i * n + j] = sum;
    }
  }
  return matrix;
};

/**
 * Mean along the diagonal over `length` cells, the better of looking ahead and looking back, so that repeats keep
 * their sharp starts and ends (M. Müller and F. Kurth, "Enhancing similarity matrices for music audio analysis", 2006,
 * for a grid that already follows the tempo).
 */
export const enhanceDiagonals = (matrix: Float32Array, length: number): Float32Array<ArrayBuffer> => {
  const n = Math.round(Math.sqrt(matrix.length));
  const enhanced = new Float32Array(matrix.length);
  // Prefix sums along each diagonal.
  for (let lag = 1 - n; lag < n; lag++) {
    const first = Math.max(0, -lag);
    const count = n - Math.abs(lag);
    const sums = new Float64Array(count + 1);
    for (let d = 0; d < count; d++) sums[d + 1] = sums[d]! + matrix[(first + d) * n + first + d + lag]!;
    const mean = (from: number, to: number): number =>
      to > from ? (sums[to]! - sums[from]!) / (to - from) : -Infinity;
    for (let d = 0; d < count; d++) {
      const ahead = mean(d, Math.min(count, d + length));
      const back = mean(Math.max(0, d + 1 - length), d + 1);
      enhanced[(first + d) * n + first + d + lag] = Math.max(ahead, back);
    }
  }
  return enhanced;
};

/** Cells at or above the threshold go to 0..1, the rest to `penalty` (< 0). */
export const thresholdMatrix = (
  matrix: Float32Array,
  threshold: number,
  penalty: number,
): Float32Array<ArrayBuffer> => {
  const top = matrix.reduce((best, value) => Math.max(best, value), threshold);
  const scale = top > threshold ? 1 / (top - threshold) : 0;
  return Float32Array.from(matrix, (value) => (value >= threshold ? (value - threshold) * scale : penalty));
};

/** Value that the given share of a list exceeds. */
export const upperQuantile = (values: Float32Array, share: number): number => {
  const sorted = values.slice().sort();
  return sorted[Math.min(sorted.length - 1, Math.floor((1 - share) * sorted.length))] ?? 0;
};

/**
 * Checkerboard novelty with a Gaussian taper (J. Foote, "Automatic audio segmentation using a measure of audio
 * novelty", 2000). `novelty[i]` belongs to the edge before element i; `[n + 1]`, >= 0, 1 = perfect change.
 */
export const checkerboardNovelty = (matrix: Float32Array, reach: number): Float32Array<ArrayBuffer> => {
  const n = Math.round(Math.sqrt(matrix.length));
  const taper = Float32Array.from({ length: reach }, (_, k) => Math.exp(-2 * ((k + 0.5) / reach) ** 2));
  const contrastAt = (edge: number): number => {
    const span = Math.min(reach, edge, n - edge);
    let sum = 0;
    let weight = 0;
    for (let at = 0; at < span * span; at++) {
      const a = Math.floor(at / span);
      const b = at % span;
      const w = taper[a]! * taper[b]!;
      const before = matrix[(edge - 1 - a) * n + edge - 1 - b]!;
      const after = matrix[(edge + a) * n + edge + b]!;
      sum += w * ((before + after) / 2 - matrix[(edge - 1 - a) * n + edge + b]!);
      weight += w;
    }
    return weight > 0 ? Math.max(0, sum / weight) : 0;
  };
  return Float32Array.from({ length: n + 1 }, (_, edge) => contrastAt(edge));
};
