import { expect, test } from 'vitest';
import type { ScreenColor } from '../../vision/chroma-key/screen-color';
import { isSameScreen, meanScreen, planSegments } from './plan-segments';

const screen = (...rgb: [number, number, number]): ScreenColor => ({
  rgb,
  coverage: 0.5,
  borderCoverage: 0.8,
});
const green = screen(40, 180, 70);
const dimGreen = screen(34, 150, 60);
const blue = screen(40, 70, 200);

test('one cloth under changing light is one screen; another colour, or none, is not', () => {
  expect(isSameScreen(green, dimGreen)).toBe(true);
  expect(isSameScreen(green, blue)).toBe(false);
  expect(isSameScreen(green, null)).toBe(false);
  expect(isSameScreen(null, null)).toBe(true);
});

test('samples are grouped into runs before the same backdrop', () => {
  const screens = [green, dimGreen, null, blue, blue];
  const runs = planSegments(screens.map((found, timeSeconds) => ({ timeSeconds, screen: found })));
  expect(runs.map(({ first, last }) => [first.timeSeconds, last.timeSeconds])).toEqual([
    [0, 1],
    [2, 2],
    [3, 4],
  ]);
  expect(meanScreen(runs[0]!)!.rgb).toEqual([37, 165, 65]);
  expect(meanScreen(runs[1]!)).toBeNull();
});
