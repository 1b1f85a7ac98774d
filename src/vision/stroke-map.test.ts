import { expect, test } from 'vitest';
import type { RgbaImage } from '../core/image';
import { cellGrid, keptStrokes, strokeMap } from './stroke-map';

/** White picture with upright bars, `ink` dark. */
const bars = (left: readonly number[], ink = 0): RgbaImage => {
  const [widthPx, heightPx] = [32, 16];
  const data = new Uint8ClampedArray(widthPx * heightPx * 4).fill(255);
  for (let y = 4; y < 12; y++)
    for (const x of left) data.fill(ink, (y * widthPx + x) * 4, (y * widthPx + x) * 4 + 3);
  return { widthPx, heightPx, data };
};

const keptShare = (from: RgbaImage, to: RgbaImage, cell: number): number => {
  const [a, b] = [strokeMap(from), strokeMap(to)];
  const { strokes, kept } = keptStrokes(a, b, cellGrid(a, 16));
  return kept[cell]! / Math.max(1, strokes[cell]!);
};

test('a flat picture has no strokes, a bar has two edges', () => {
  expect(strokeMap(bars([])).strokePixels).toHaveLength(0);
  const { strokePixels, gradientX } = strokeMap(bars([10]));
  expect(strokePixels.length).toBeGreaterThanOrEqual(16);
  expect(gradientX[8 * 32 + 9]).toBeLessThan(-100);
  expect(gradientX[8 * 32 + 11]).toBeGreaterThan(100);
});

test('strokes are found again when they have faded, and when something is added beside them', () => {
  expect(keptShare(bars([5]), bars([5]), 0)).toBe(1);
  expect(keptShare(bars([5]), bars([5], 120), 0)).toBe(1);
  expect(keptShare(bars([5]), bars([5, 13]), 0)).toBe(1);
});

test('strokes are gone when they have moved or were wiped', () => {
  expect(keptShare(bars([4]), bars([9]), 0)).toBeLessThan(0.3);
  expect(keptShare(bars([4]), bars([]), 0)).toBe(0);
  expect(keptShare(bars([4, 20]), bars([20]), 1)).toBe(1);
});

test('colour alone makes strokes', () => {
  const image = bars([]);
  for (let y = 0; y < 16; y++) image.data.set([255, 40, 255], (y * 32 + 16) * 4);
  expect(strokeMap(image).strokePixels.length).toBeGreaterThan(20);
});
