import { expect, test } from 'vitest';
import { planCovers, type Choosable } from './plan-covers';
import { testFrame } from '../../vision/test-frames';

const frame = (
  timeSeconds: number,
  score: number,
  changes: Partial<Choosable> & { look?: number } = {},
): Choosable => ({
  timeSeconds,
  score,
  rejected: null,
  shot: 0,
  signature: testFrame(0, {}, changes.look ?? 0).signature,
  ...changes,
});

test('covers come from different shots even when one shot holds the best frames', () => {
  const frames = [
    frame(0, 9, { shot: 0, look: 0 }),
    frame(5, 8.9, { shot: 0, look: 1 }),
    frame(10, 7, { shot: 1, look: 2 }),
    frame(15, 6, { shot: 2, look: 3 }),
  ];
  expect(planCovers(frames, 3)).toEqual([0, 2, 3]);
});

test('the same picture is not taken twice while there is another', () => {
  const frames = [frame(0, 9, { shot: 0 }), frame(8, 8.8, { shot: 1 }), frame(20, 5, { shot: 2, look: 4 })];
  expect(planCovers(frames, 2)).toEqual([0, 2]);
});

test('a rejected frame is taken only when no good one is left, the least bad first', () => {
  const frames = [
    frame(0, 9, { rejected: 'black', look: 1 }),
    frame(2, 8, { rejected: 'blurred', look: 2 }),
    frame(4, 3, { look: 3 }),
  ];
  expect(planCovers(frames, 3)).toEqual([2, 1, 0]);
});

test('a clip with fewer frames than asked for gives all it has', () => {
  expect(planCovers([frame(0, 5)], 3)).toEqual([0]);
  expect(planCovers([], 3)).toEqual([]);
});
