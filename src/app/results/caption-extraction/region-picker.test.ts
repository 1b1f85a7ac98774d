import { expect, test } from 'vitest';
import { toBox, toRegion } from './region-picker';

test('a drawn box is given as spans of rows and columns, and comes back as it was', () => {
  expect(toRegion([0.1, 0.75, 0.5, 0.25])).toEqual([
    [0.75, 1],
    [0.1, 0.6],
  ]);
  const box = toBox([
    [0.5, 0.75],
    [0.25, 1],
  ]);
  expect(box).toEqual([0.25, 0.5, 0.75, 0.25]);
});
