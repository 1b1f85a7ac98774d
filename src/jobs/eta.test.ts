import { expect, test } from 'vitest';
import { createEtaEstimator } from './eta';

/** Steady work: `overall` grows by `perSecond`, reported ten times a second. */
const runSteadily = (perSecond: number, seconds: number) => {
  const estimate = createEtaEstimator(0);
  let eta: number | null = null;
  for (let timeMs = 0; timeMs <= seconds * 1000; timeMs += 100) {
    eta = estimate(timeMs, 'scan', Math.min(1, (timeMs / 1000) * perSecond));
  }
  return { estimate, eta };
};

test('steady work is forecast right', () => {
  expect(runSteadily(0.02, 20).eta).toBeCloseTo(30, 0);
});

test('nothing is said during warm-up or before anything was done', () => {
  expect(runSteadily(0.02, 1).eta).toBeNull();
  expect(runSteadily(0, 20).eta).toBeNull();
});

test('a new stage is not judged by the pace of the one before', () => {
  const { estimate } = runSteadily(0.02, 20);
  expect(estimate(20_100, 'render', 0.6)).toBeNull();
  expect(estimate(20_600, 'render', 0.61)).toBeNull();
  expect(estimate(21_200, 'render', 0.62)).not.toBeNull();
});

test('a stalled job says more and more, never less', () => {
  const { estimate, eta } = runSteadily(0.02, 20);
  const after5 = estimate(25_000, 'scan', 0.4);
  const after10 = estimate(30_000, 'scan', 0.4);
  expect(after5).toBeGreaterThan(eta ?? 0);
  expect(after10).toBeGreaterThan(after5 ?? 0);
});
