import { expect, test } from 'vitest';
import { planConfidence, SURE_ENOUGH } from './plan-confidence';

test('looks that agree on crisp edges are believed', () => {
  expect(planConfidence({ disagreement: 0.03, softShare: 0.03 })).toBe(1);
});

test('looks that differ widely are not', () => {
  expect(planConfidence({ disagreement: 0.3, softShare: 0.02 })).toBeLessThan(SURE_ENOUGH);
});

test('a matte that is soft all over is not', () => {
  expect(planConfidence({ disagreement: 0.02, softShare: 0.5 })).toBeLessThan(SURE_ENOUGH);
});
