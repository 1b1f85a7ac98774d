import { expect, test } from 'vitest';
import { commonLevel } from './common-level';

const LIMITS = { least: 0.1, most: 0.9, width: 0.04, reach: 0.1, share: 0.5 };
const repeat = (value: number, count: number) => Array.from({ length: count }, (_, i) => value + i * 1e-4);

test('the level of a box is found among clear, opaque and edge pixels', () => {
  const alphas = Float32Array.from([
    ...repeat(0.5, 40),
    ...repeat(0.02, 60),
    ...repeat(0.95, 60),
    0.2,
    0.3,
    0.7,
  ]);
  expect(commonLevel(alphas, LIMITS)).toBeCloseTo(0.502, 2);
});

test('alphas all over the range have no level', () => {
  expect(
    commonLevel(
      Float32Array.from({ length: 100 }, (_, i) => 0.1 + i * 0.008),
      LIMITS,
    ),
  ).toBeNull();
  expect(commonLevel(new Float32Array(10), LIMITS)).toBeNull();
});
