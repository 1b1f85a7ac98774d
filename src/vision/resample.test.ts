import { expect, test } from 'vitest';
import { resampleImage, resamplePlane } from './resample';
import { resampleWeights, type ResizeKernel } from './resample-weights';
import { resizeImage, resizePlane } from './resize';

/** Repeatable noise, 0..1. */
const noise = (count: number): Float32Array<ArrayBuffer> => {
  let seed = 7;
  return Float32Array.from({ length: count }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  });
};

const SIZES: readonly (readonly [number, number, number, number])[] = [
  [64, 36, 17, 9],
  [17, 9, 64, 36],
  [37, 23, 36, 24],
  [5, 3, 1, 1],
  [1, 1, 7, 5],
  [130, 2, 3, 90],
];
const CASES = SIZES.flatMap((size) =>
  (['area', 'bilinear', 'lanczos3'] as const).map((kernel: ResizeKernel) => [kernel, size] as const),
);

test.each(CASES)('the %s kernel with vectors makes the picture of the plain one, %j', (kernel, size) => {
  const [widthPx, heightPx, widthOut, heightOut] = size;
  const tables = [
    resampleWeights(widthPx, widthOut, kernel),
    resampleWeights(heightPx, heightOut, kernel),
  ] as const;
  const data = Uint8ClampedArray.from(noise(widthPx * heightPx * 4), (value, i) =>
    i % 4 === 3 ? 255 : value * 255,
  );
  const image = { widthPx, heightPx, data };
  const plain = resampleImage(image, tables, true).data;
  // The sums are taken in another order, so that a value on the border of two may fall to the other side.
  const far = resizeImage(image, widthOut, heightOut, kernel).data.filter(
    (value, i) => Math.abs(value - plain[i]!) > 1,
  );
  expect(far).toHaveLength(0);

  const plane = { widthPx, heightPx, data: noise(widthPx * heightPx) };
  const fast = resizePlane(plane, widthOut, heightOut, kernel).data;
  resamplePlane(plane, tables).data.forEach((value, i) => expect(fast[i]).toBeCloseTo(value, 5));
});

test('calls of different sizes do not disturb each other', () => {
  const plane = { widthPx: 40, heightPx: 30, data: noise(1200) };
  const first = resizePlane(plane, 10, 10, 'bilinear').data.slice();
  resizePlane({ widthPx: 300, heightPx: 200, data: noise(60_000) }, 150, 100, 'area');
  expect(resizePlane(plane, 10, 10, 'bilinear').data).toEqual(first);
});
