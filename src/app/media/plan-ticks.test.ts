import { expect, test } from 'vitest';
import { planTicks } from './plan-ticks';

test('a minute gets round labels and no more than fit', () => {
  const majors = planTicks(60, 8).filter(({ isMajor }) => isMajor);
  expect(majors.map(({ timeSeconds }) => timeSeconds)).toEqual([0, 10, 20, 30, 40, 50, 60]);
});

test('three hours and a tenth of a second both get ticks', () => {
  expect(planTicks(10800, 8).filter(({ isMajor }) => isMajor).length).toBeLessThanOrEqual(9);
  expect(planTicks(0.1, 8).length).toBeGreaterThan(1);
});

test('nothing has no ticks', () => expect(planTicks(0, 8)).toEqual([]));
