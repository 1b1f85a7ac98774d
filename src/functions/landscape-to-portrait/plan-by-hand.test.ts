import { expect, test } from 'vitest';
import { toYuv } from './fill-planes';
import { planByHand } from './plan-by-hand';

test('keyframes made by hand become shots at their cuts', () => {
  const shots = planByHand(
    [
      [0, 0.3, 0.5, 1],
      [2, 0.4, 0.5, 1],
      [2, 0.8, 0.5, 1],
      [4, 0.8, 0.5, 1],
    ],
    5,
    1,
  );
  expect(shots.map(({ start, end, strategy }) => [start, end, strategy])).toEqual([
    [0, 2, 'track'],
    [2, 5, 'still'],
  ]);
  expect(planByHand([[0, 0.5, 0.5, 3]], 5, 1)[0]).toMatchObject({ strategy: 'fit', end: 5 });
});

test('fill colours are as the frame codes them', () => {
  const limited = { matrix: 'bt709', fullRange: false } as const;
  expect(toYuv([0, 0, 0], limited)).toEqual([16, 128, 128]);
  expect(toYuv([255, 255, 255], limited)).toEqual([235, 128, 128]);
  expect(toYuv([255, 0, 0], limited)).toEqual([63, 102, 240]);
});
