import { expect, test } from 'vitest';
import { solveAbsolute, type Penalty } from './solve-absolute';
import { createBandMatrix, factorize, solveFactorized } from './solve-banded';

const absolute = (first: number, taps: readonly number[], target: number, weight: number): Penalty => ({
  first,
  taps,
  target,
  above: weight,
  below: weight,
});

test('a band system is solved', () => {
  const matrix = createBandMatrix(4, 2);
  // [4 1 .5 0; 1 5 1 .5; .5 1 6 1; 0 .5 1 7] times [1 2 3 4]
  matrix.rows.set([4, 0, 0, 5, 1, 0, 6, 1, 0.5, 7, 1, 0.5]);
  factorize(matrix);
  const x = solveFactorized(matrix, Float64Array.of(7.5, 16, 24.5, 32));
  [1, 2, 3, 4].forEach((value, i) => expect(x[i]).toBeCloseTo(value, 10));
});

test('one unknown settles at the weighted median', () => {
  const targets = [1, 2, 3, 50];
  const p = solveAbsolute(
    targets.map((target, i) => absolute(0, [1], target, i === 1 ? 3 : 1)),
    1,
  );
  expect(p[0]).toBeCloseTo(2, 6);
});

test('a corridor is kept by a path that does not bend more than it must', () => {
  const size = 60;
  const penalties: Penalty[] = [];
  for (let i = 0; i < size; i++) {
    // The corridor steps from around 0 up to around 1 at the middle.
    const low = i < 30 ? -0.1 : 0.9;
    penalties.push({ first: i, taps: [1], target: low, above: 0, below: 100 });
    penalties.push({ first: i, taps: [1], target: low + 0.2, above: 100, below: 0 });
    if (i > 1) penalties.push(absolute(i - 2, [1, -2, 1], 0, 1));
  }
  const p = solveAbsolute(penalties, size);
  // With bends alone counted, one straight line at the corners of the step would leave the corridor: it has to bend.
  for (let i = 0; i < size; i++) {
    expect(p[i]).toBeGreaterThan(i < 30 ? -0.1001 : 0.8999);
    expect(p[i]).toBeLessThan(i < 30 ? 0.1001 : 1.1001);
  }
  // Steepest allowed passage: from 0.1 at 29 to 0.9 at 30; before and after it the path may already lean.
  expect(p[30]! - p[29]!).toBeCloseTo(0.8, 4);
  const bends = Array.from({ length: size - 2 }, (_, i) => Math.abs(p[i]! - 2 * p[i + 1]! + p[i + 2]!));
  expect(bends.filter((bend) => bend > 1e-5).length).toBeLessThanOrEqual(3);
});

test('the solution costs no more than any nearby path', () => {
  const size = 40;
  const targets = Array.from({ length: size }, (_, i) => Math.sin(i / 5) + (i % 7) / 10);
  const penalties = [
    ...targets.map((target, i) => absolute(i, [1], target, 1)),
    ...Array.from({ length: size - 3 }, (_, i) => absolute(i, [-1, 3, -3, 1], 0, 4)),
    ...Array.from({ length: size - 1 }, (_, i) => absolute(i, [-1, 1], 0, 0.5)),
  ];
  const cost = (p: ArrayLike<number>) =>
    penalties.reduce((sum, { first, taps, target, above, below }) => {
      const r = taps.reduce((total, tap, k) => total + tap * p[first + k]!, -target);
      return sum + (r > 0 ? above * r : -below * r);
    }, 0);
  const p = solveAbsolute(penalties, size);
  const best = cost(p);
  for (let i = 0; i < size; i++)
    for (const step of [-1e-3, 1e-3])
      expect(cost(p.map((v, k) => (k === i ? v + step : v)))).toBeGreaterThan(best - 1e-6);
  for (let shift = 1; shift < 8; shift++)
    expect(cost(p.map((v, k) => v + 0.01 * Math.cos((k * shift) / 6)))).toBeGreaterThan(best - 1e-6);
});

test('ten minutes at ten knots a second are solved at once', () => {
  const size = 6000;
  const penalties: Penalty[] = [];
  for (let i = 0; i < size; i++) {
    const middle = Math.sin(i / 90) * Math.cos(i / 37);
    penalties.push({ first: i, taps: [1], target: middle - 0.1, above: 0, below: 3 });
    penalties.push({ first: i, taps: [1], target: middle + 0.1, above: 3, below: 0 });
    if (i > 1) penalties.push(absolute(i - 2, [1, -2, 1], 0, 10));
    if (i > 2) penalties.push(absolute(i - 3, [-1, 3, -3, 1], 0, 10));
  }
  const startMs = performance.now();
  const p = solveAbsolute(penalties, size);
  expect(performance.now() - startMs).toBeLessThan(5000);
  expect(Math.max(...p)).toBeLessThan(1.2);
});
