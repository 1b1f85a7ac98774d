/** Shifts measured at the nodes of a grid, interleaved dx, dy, with a weight each. */
export interface WeightedShifts {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array<ArrayBuffer>;
  readonly weights: Float32Array<ArrayBuffer>;
}

/** `dx = x[0] + x[1] * column + x[2] * row` and the same for `dy`; columns and rows from the middle of the grid. */
export interface AffineMotion {
  readonly x: readonly [number, number, number];
  readonly y: readonly [number, number, number];
}

const ROUNDS = 6;
/** Pixels off at which a node counts half; starts wider, so that the fit is not caught by its first guess. */
const HALF_PX = 0.35;
const FIRST_HALF_PX = 4;
/** Keeps slopes small where few nodes speak, in node weights. */
const DAMPING = 1;

type Triple = [number, number, number];

/** Solves a symmetric 3x3 system by Cramer's rule. */
const solve = (m: readonly number[], r: Triple): Triple => {
  const [a, b, c, d, e, f] = m as [number, number, number, number, number, number];
  const [A, B, C] = [d * f - e * e, c * e - b * f, b * e - c * d];
  const det = a * A + b * B + c * C;
  if (Math.abs(det) < 1e-9) return [0, 0, 0];
  const [D, E, F] = [a * f - c * c, b * c - a * e, a * d - b * b];
  return [
    (A * r[0] + B * r[1] + C * r[2]) / det,
    (B * r[0] + D * r[1] + E * r[2]) / det,
    (C * r[0] + E * r[1] + F * r[2]) / det,
  ];
};

const read = (k: Triple, column: number, row: number): number => k[0] + k[1] * column + k[2] * row;

/**
 * The affine motion that most nodes share: iteratively reweighted least squares with Cauchy weights (Holland and Welsch,
 * "Robust regression using iteratively reweighted least-squares", 1977).
 */
export const fitDominantMotion = ({ columns, rows, values, weights }: WeightedShifts): AffineMotion => {
  let x: Triple = [0, 0, 0];
  let y: Triple = [0, 0, 0];
  const middleColumn = (columns - 1) / 2;
  const middleRow = (rows - 1) / 2;
  for (let round = 0; round < ROUNDS; round++) {
    const half = Math.max(HALF_PX, FIRST_HALF_PX / 2 ** round);
    const m = [1e-6, 0, 0, 0, 0, 0];
    const rx: Triple = [0, 0, 0];
    const ry: Triple = [0, 0, 0];
    for (let node = 0; node < weights.length; node++) {
      if (weights[node] === 0) continue;
      const c = (node % columns) - middleColumn;
      const r = Math.floor(node / columns) - middleRow;
      const dx = values[2 * node]!;
      const dy = values[2 * node + 1]!;
      const off = round === 0 ? 0 : Math.hypot(dx - read(x, c, r), dy - read(y, c, r));
      const weight = weights[node]! / (1 + (off / half) ** 2);
      m[0]! += weight;
      m[1]! += weight * c;
      m[2]! += weight * r;
      m[3]! += weight * c * c;
      m[4]! += weight * c * r;
      m[5]! += weight * r * r;
      for (const [sum, value] of [
        [rx, dx],
        [ry, dy],
      ] as const) {
        sum[0] += weight * value;
        sum[1] += weight * value * c;
        sum[2] += weight * value * r;
      }
    }
    m[3]! += DAMPING;
    m[5]! += DAMPING;
    x = solve(m, rx);
    y = solve(m, ry);
  }
  return { x, y };
};
