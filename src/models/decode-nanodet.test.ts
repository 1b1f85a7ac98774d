import { expect, test } from 'vitest';
import { decodeNanodet, distributionMean } from './decode-nanodet';

const emptyHeads = () =>
  Object.fromEntries(
    [52, 26, 13].flatMap((cells, head) => [
      [head ? `Identity_${head}` : 'Identity', { dims: [], data: new Float32Array(cells * cells * 80) }],
      [`Identity_${head + 3}`, { dims: [], data: new Float32Array(cells * cells * 44) }],
    ]),
  );

test('a distance is the mean of its distribution', () => {
  expect(distributionMean(new Float32Array(11))).toBeCloseTo(5);
  const peaked = new Float32Array(11);
  peaked[3] = 100;
  expect(distributionMean(peaked)).toBeCloseTo(3);
});

test('a cell of the middle head becomes a box round its centre, in strides of 16 px', () => {
  const heads = emptyHeads();
  const cell = 10 * 26 + 4;
  heads['Identity_1']!.data[cell * 80 + 16] = 0.8;
  [1, 2, 3, 4].forEach((bin, side) => (heads['Identity_4']!.data[(cell * 4 + side) * 11 + bin] = 100));
  const [object, ...others] = decodeNanodet(heads, 0.5);
  expect(others).toEqual([]);
  expect(object!.className).toBe('dog');
  expect(object!.score).toBeCloseTo(0.8);
  const centerX = 4.5 * 16;
  const centerY = 10.5 * 16;
  expect(object!.box.xPx).toBeCloseTo(centerX - 16);
  expect(object!.box.yPx).toBeCloseTo(centerY - 32);
  expect(object!.box.widthPx).toBeCloseTo(4 * 16);
  expect(object!.box.heightPx).toBeCloseTo(6 * 16);
});
