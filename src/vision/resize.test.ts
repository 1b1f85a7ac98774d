import { expect, test } from 'vitest';
import type { RgbaImage } from '../core/image';
import { cropImage } from './crop-image';
import { fitInside, resizeArea, resizeBilinear, resizeLanczos, resizePlane } from './resize';

const picture = (
  widthPx: number,
  heightPx: number,
  at: (x: number, y: number) => readonly number[],
): RgbaImage => ({
  widthPx,
  heightPx,
  data: Uint8ClampedArray.from(
    Array.from({ length: widthPx * heightPx }, (_, i) => at(i % widthPx, Math.floor(i / widthPx))).flat(),
  ),
});

test('every kernel keeps a flat picture flat, larger and smaller', () => {
  const flat = picture(10, 7, () => [10, 100, 200, 255]);
  for (const resize of [resizeArea, resizeBilinear, resizeLanczos]) {
    for (const [width, height] of [
      [3, 2],
      [23, 31],
    ] as const) {
      const result = resize(flat, width, height);
      expect([result.widthPx, result.heightPx]).toEqual([width, height]);
      expect([...new Set(result.data)].sort((a, b) => a - b)).toEqual([10, 100, 200, 255]);
    }
  }
});

test('halving by area averages each block of four', () => {
  const image = picture(4, 2, (x, y) => [x * 10 + y * 100, 0, 0, 255]);
  const half = resizeArea(image, 2, 1);
  expect([half.data[0], half.data[4]]).toEqual([55, 75]);
});

test('a fractional area reduction weighs the shared pixel by its share', () => {
  const plane = { widthPx: 3, heightPx: 1, data: Float32Array.of(0, 30, 60) };
  const [a, b] = resizePlane(plane, 2, 1).data;
  expect(a).toBeCloseTo(10, 4);
  expect(b).toBeCloseTo(50, 4);
});

test('clear pixels give no colour to their neighbours', () => {
  const image = picture(2, 1, (x) => (x === 0 ? [255, 0, 0, 255] : [0, 255, 0, 0]));
  expect([...resizeArea(image, 1, 1).data]).toEqual([255, 0, 0, 128]);
});

test('Lanczos keeps a linear ramp linear away from the ends', () => {
  const ramp = { widthPx: 32, heightPx: 1, data: Float32Array.from({ length: 32 }, (_, x) => x) };
  const wide = resizePlane(ramp, 64, 1, 'lanczos3').data;
  for (let x = 10; x < 54; x++) expect(Math.abs(wide[x]! - (x / 2 - 0.25))).toBeLessThan(0.02);
});

test('a crop is rounded to whole pixels and kept inside', () => {
  const image = picture(4, 4, (x, y) => [x, y, 0, 255]);
  const part = cropImage(image, { xPx: 2.6, yPx: 1.2, widthPx: 5, heightPx: 2 });
  expect([part.widthPx, part.heightPx, part.data[0], part.data[1]]).toEqual([1, 2, 3, 1]);
});

test('fitting inside keeps the aspect and never enlarges', () => {
  expect(fitInside({ widthPx: 1920, heightPx: 1080 }, 480, 480)).toEqual({ widthPx: 480, heightPx: 270 });
  expect(fitInside({ widthPx: 100, heightPx: 50 }, 480, 480)).toEqual({ widthPx: 100, heightPx: 50 });
});
