/** A symmetric positive definite band matrix: `rows[i][k]` is the element at row i, column i - k. */
export interface BandMatrix {
  readonly size: number;
  /** Diagonals below the main one. */
  readonly width: number;
  /** `[size][width + 1]`, row-major. */
  readonly rows: Float64Array;
}

export const createBandMatrix = (size: number, width: number): BandMatrix => ({
  size,
  width,
  rows: new Float64Array(size * (width + 1)),
});

/** Smallest pivot, relative to the largest diagonal element: keeps nearly singular systems solvable. */
const MIN_PIVOT = 1e-14;

/** Replaces the matrix by its Cholesky factor L, in place. */
export const factorize = ({ size, width, rows }: BandMatrix): void => {
  const stride = width + 1;
  let largest = 0;
  for (let i = 0; i < size; i++) largest = Math.max(largest, rows[i * stride]!);
  for (let i = 0; i < size; i++) {
    for (let k = Math.min(width, i); k >= 0; k--) {
      const j = i - k;
      let sum = rows[i * stride + k]!;
      for (let m = Math.max(0, i - width, j - width); m < j; m++)
        sum -= rows[i * stride + i - m]! * rows[j * stride + j - m]!;
      rows[i * stride + k] =
        k === 0 ? Math.sqrt(Math.max(sum, MIN_PIVOT * largest)) : sum / rows[j * stride]!;
    }
  }
};

/** Solves `L L' x = b` for a factor made by `factorize`. */
export const solveFactorized = ({ size, width, rows }: BandMatrix, b: Float64Array): Float64Array => {
  const stride = width + 1;
  const x = b.slice();
  for (let i = 0; i < size; i++) {
    let sum = x[i]!;
    for (let k = 1; k <= Math.min(width, i); k++) sum -= rows[i * stride + k]! * x[i - k]!;
    x[i] = sum / rows[i * stride]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = 1; k <= Math.min(width, size - 1 - i); k++) sum -= rows[(i + k) * stride + k]! * x[i + k]!;
    x[i] = sum / rows[i * stride]!;
  }
  return x;
};
