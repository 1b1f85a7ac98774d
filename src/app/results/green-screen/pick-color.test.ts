import { expect, test } from 'vitest';
import { meanColorAt } from './pick-color';

/** Left half green, right half red. */
const picture = (): ImageData => {
  const [width, height] = [40, 20];
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++)
    data.set(i % width < 20 ? [40, 180, 70, 255] : [200, 0, 0, 255], i * 4);
  return { width, height, data, colorSpace: 'srgb' } as ImageData;
};

test('the colour under the pointer is taken, as the mean of a small square', () => {
  expect(meanColorAt(picture(), [0.2, 0.5])).toBe('#28b446');
  expect(meanColorAt(picture(), [0.9, 0.5])).toBe('#c80000');
});

test('at the rim of the picture only what is inside counts', () => {
  expect(meanColorAt(picture(), [0, 0])).toBe('#28b446');
  expect(meanColorAt(picture(), [1, 1])).toBe('#c80000');
});
