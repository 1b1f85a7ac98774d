import { expect, test } from 'vitest';
import { overallProgress } from './progress';

const stages = [
  { id: 'a', weight: 0.2 },
  { id: 'b', weight: 0.5 },
  { id: 'c', weight: 0.3 },
];

test('earlier stages count as done', () => {
  expect(overallProgress(stages, 'a', 0.5)).toBeCloseTo(0.1);
  expect(overallProgress(stages, 'b', 0)).toBeCloseTo(0.2);
  expect(overallProgress(stages, 'c', 1)).toBeCloseTo(1);
});

test('fractions outside 0..1 and no numbers are taken as the nearest end', () => {
  expect(overallProgress(stages, 'b', 7)).toBeCloseTo(0.7);
  expect(overallProgress(stages, 'b', -1)).toBeCloseTo(0.2);
  expect(overallProgress(stages, 'b', Number.NaN)).toBeCloseTo(0.2);
  expect(overallProgress(stages, 'unknown', 0.5)).toBe(0);
});
