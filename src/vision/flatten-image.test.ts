import { expect, test } from 'vitest';
import { flattenImage } from './flatten-image';

const picture = (alpha: number) => ({
  widthPx: 2,
  heightPx: 1,
  data: new Uint8ClampedArray([228, 28, 128, alpha, 10, 20, 30, 255]),
});

test('clear pixels turn grey, half clear ones half', () => {
  expect([...flattenImage(picture(0)).data]).toEqual([128, 128, 128, 255, 10, 20, 30, 255]);
  expect(flattenImage(picture(128)).data[0]).toBe(178);
});

test('an opaque picture is not copied', () => {
  const opaque = picture(255);
  expect(flattenImage(opaque)).toBe(opaque);
});
