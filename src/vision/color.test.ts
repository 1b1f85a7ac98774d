import { expect, test } from 'vitest';
import { codeOf, linearOf, lumaOf, rgbToHsv, rgbToLab } from './color';

test('primaries have the known hues', () => {
  expect(rgbToHsv(255, 0, 0)).toEqual([0, 1, 1]);
  expect(rgbToHsv(0, 255, 0)).toEqual([120, 1, 1]);
  expect(rgbToHsv(255, 0, 255)).toEqual([300, 1, 1]);
  expect(rgbToHsv(128, 128, 128)[1]).toBe(0);
});

test('Lab of white is 100, 0, 0 and of sRGB red 53.2, 80.1, 67.2', () => {
  const near = (actual: readonly number[], expected: readonly number[]) =>
    actual.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(0.1));
  near(rgbToLab(255, 255, 255), [100, 0, 0]);
  near(rgbToLab(255, 0, 0), [53.24, 80.09, 67.2]);
});

test('the sRGB curve and its inverse agree, and luma of white is 255', () => {
  for (let code = 0; code < 256; code++) expect(codeOf(linearOf(code))).toBeCloseTo(code, 2);
  expect(lumaOf(255, 255, 255)).toBeCloseTo(255);
});
