import { expect, test } from 'vitest';
import { intersectionOverUnion, toBoxPx, toNormalizedBox, type BoxPx } from './geometry';

const box = (xPx: number, yPx: number, widthPx: number, heightPx: number): BoxPx => ({
  xPx,
  yPx,
  widthPx,
  heightPx,
});

test('boxes that coincide, half overlap and do not touch', () => {
  expect(intersectionOverUnion(box(0, 0, 4, 4), box(0, 0, 4, 4))).toBe(1);
  expect(intersectionOverUnion(box(0, 0, 4, 4), box(2, 0, 4, 4))).toBeCloseTo(8 / 24);
  expect(intersectionOverUnion(box(0, 0, 4, 4), box(4, 0, 4, 4))).toBe(0);
});

test('normalised boxes turn into pixels and back', () => {
  const normalized = [0.1, 0.2, 0.3, 0.4] as const;
  const back = toNormalizedBox(toBoxPx(normalized, 1920, 1080), 1920, 1080);
  back.forEach((value, index) => expect(value).toBeCloseTo(normalized[index]!));
});
