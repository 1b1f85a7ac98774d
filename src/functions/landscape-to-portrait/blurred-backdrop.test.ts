import { expect, test } from 'vitest';
import { openPlaneSampler } from '../../vision/sample-plane';
import { BACKDROP_BYTES, createBackdrop, planBars } from './blurred-backdrop';

test('the room round a picture is cut into bars that cover it once', () => {
  const size = { widthPx: 20, heightPx: 40 };
  const bars = planBars(size, { x: 4, y: 10, width: 12, height: 20 });
  const area = bars.reduce((sum, { width, height }) => sum + width * height, 0);
  expect(area).toBe(20 * 40 - 12 * 20);
  expect(planBars(size, { x: 0, y: 10, width: 20, height: 20 })).toHaveLength(2);
  expect(planBars(size, { x: 0, y: 0, width: 20, height: 40 })).toHaveLength(0);
});

const SIZE = { widthPx: 216, heightPx: 384 };
const PICTURE = { x: 0, y: 132, width: 216, height: 120 };

const fill = (value: (x: number) => number, isLuma: boolean) => {
  const pixels = SIZE.widthPx * SIZE.heightPx;
  const sampler = openPlaneSampler({ sourceBytes: 16, outputBytes: pixels + BACKDROP_BYTES, longestPx: 384 });
  const { bytes, output } = sampler;
  for (let y = PICTURE.y; y < PICTURE.y + PICTURE.height; y++)
    for (let x = 0; x < SIZE.widthPx; x++) bytes[output + y * SIZE.widthPx + x] = value(x);
  const target = { at: output, stride: SIZE.widthPx, ...SIZE };
  createBackdrop(sampler, { target, picture: PICTURE, isLuma })();
  return (x: number, y: number) => bytes[output + y * SIZE.widthPx + x]!;
};

test('the bars show the picture’s own light, darker, and the picture stays as it is', () => {
  const at = fill(() => 116, true);
  expect([at(0, 0), at(215, 131), at(17, 383), at(3, 252)]).toEqual([86, 86, 86, 86]);
  expect(at(17, 180)).toBe(116);
});

test('colours keep their strength in the bars', () => {
  const at = fill(() => 150, false);
  expect([at(0, 0), at(215, 383)]).toEqual([150, 150]);
});

test('fine detail is gone from the bars, broad shades stay', () => {
  const fine = fill((x) => (x % 2 ? 200 : 100), false);
  const broad = fill((x) => 60 + 0.6 * x, false);
  for (let x = 1; x < SIZE.widthPx; x++) {
    expect(Math.abs(fine(x, 5) - fine(x - 1, 5))).toBeLessThanOrEqual(12);
    expect(broad(x, 5)).toBeGreaterThanOrEqual(broad(x - 1, 5));
  }
});
