import { expect, test } from 'vitest';
import { gifSettings, nextRung, planGifWidth } from './plan-gif';
import { momentCount, planMoments } from './plan-moments';

const lengthOf = (moments: readonly { startSeconds: number; endSeconds: number }[]) =>
  moments.reduce((sum, moment) => sum + moment.endSeconds - moment.startSeconds, 0);

test('four seconds hold three moments, half a second one, fifteen at most five', () => {
  expect([4, 0.5, 15].map(momentCount)).toEqual([3, 1, 5]);
});

test('moments share the length, stay in their rooms and come in order of time', () => {
  const rooms = [
    { centerSeconds: 20, startSeconds: 18, endSeconds: 24 },
    { centerSeconds: 3, startSeconds: 2.8, endSeconds: 3.7 },
    { centerSeconds: 9, startSeconds: 7, endSeconds: 12 },
  ];
  const moments = planMoments(rooms, 4);
  expect(lengthOf(moments)).toBeCloseTo(4);
  expect(moments.map(({ startSeconds }) => startSeconds)).toEqual(
    moments.map(({ startSeconds }) => startSeconds).toSorted((a, b) => a - b),
  );
  expect(lengthOf(moments.slice(0, 1))).toBeCloseTo(0.9);
  expect(moments[2]!.startSeconds).toBeGreaterThanOrEqual(18);
});

test('moments of one shot do not show the same frames twice', () => {
  const room = { startSeconds: 0, endSeconds: 10 };
  const moments = planMoments(
    [
      { ...room, centerSeconds: 4 },
      { ...room, centerSeconds: 4.6 },
    ],
    4,
  );
  expect(moments[0]!.endSeconds).toBeLessThanOrEqual(moments[1]!.startSeconds + 1e-9);
});

test('a clip shorter than the GIF is shown whole', () => {
  expect(planMoments([{ centerSeconds: 0.2, startSeconds: 0, endSeconds: 0.5 }], 4)).toEqual([
    { startSeconds: 0, endSeconds: 0.5 },
  ]);
});

test('a GIF that is too large gives up colours first, and always something', () => {
  const rung = nextRung(0, 1_200_000, 1_000_000)!;
  expect(gifSettings(rung)).toMatchObject({ frameStep: 1, scale: 1 });
  expect(gifSettings(rung).colors).toBeLessThan(255);
  for (let at: number | null = 0, steps = 0; at !== null; at = nextRung(at, 1e9, 50_000)) {
    expect(steps++).toBeLessThan(20);
  }
});

test('the width is as asked, never above the source, less when the frames would not fit in memory', () => {
  expect(planGifWidth(480, { widthPx: 1920, heightPx: 1080 }, 41)).toBe(480);
  expect(planGifWidth(480, { widthPx: 320, heightPx: 240 }, 41)).toBe(320);
  expect(planGifWidth(1280, { widthPx: 1920, heightPx: 1080 }, 375)).toBeLessThan(600);
});
