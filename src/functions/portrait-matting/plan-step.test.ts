import { expect, test } from 'vitest';
import { driftOf, nextStep } from './plan-step';

const plane = (...values: number[]) => ({
  widthPx: values.length,
  heightPx: 1,
  data: Float32Array.from(values),
});
const RANGE = { least: 2, most: 4 };

test('drift is the change as a share of the subject', () => {
  expect(driftOf(plane(1, 0.5, 0), plane(1, 1, 0))).toBeCloseTo(0.25);
  expect(driftOf(plane(1, 1, 0), plane(1, 1, 0))).toBe(0);
});

test('a subject that is gone counts as drift, so that the next look comes soon', () => {
  expect(nextStep(4, driftOf(plane(1, 1), plane(0, 0)), RANGE)).toBe(2);
});

test('looks grow rare one frame at a time while following holds, and no rarer than allowed', () => {
  expect([2, 3, 4].map((step) => nextStep(step, 0.004, RANGE))).toEqual([3, 4, 4]);
});

test('between the two limits the pace stays, above them it falls back at once', () => {
  expect(nextStep(3, 0.02, RANGE)).toBe(3);
  expect(nextStep(4, 0.05, RANGE)).toBe(2);
});
