import { expect, test } from 'vitest';
import { mirrorImage, mirrorPlane } from './mirror';

test('left and right change places, rows stay, and twice is as before', () => {
  const plane = { widthPx: 3, heightPx: 2, data: Float32Array.of(1, 2, 3, 4, 5, 6) };
  expect([...mirrorPlane(plane).data]).toEqual([3, 2, 1, 6, 5, 4]);
  const image = { widthPx: 2, heightPx: 1, data: Uint8ClampedArray.of(1, 2, 3, 4, 5, 6, 7, 8) };
  expect([...mirrorImage(image).data]).toEqual([5, 6, 7, 8, 1, 2, 3, 4]);
  expect(mirrorImage(mirrorImage(image))).toEqual(image);
});
