import { expect, test } from 'vitest';
import type { Plane } from '../core/image';
import { matchBlocks } from './block-match';
import { colorHistogram, histogramDistance } from './color-histogram';
import { fitMix } from './mix-fit';

const noise = (x: number, y: number, seed: number): number =>
  Math.abs(Math.sin(x * 12.9898 + y * 78.233 + seed * 3.1) * 43758.5453) % 1;
const plane = (seed: number, shift = 0, gain = 1): Plane => ({
  widthPx: 64,
  heightPx: 36,
  data: Float32Array.from({ length: 64 * 36 }, (_, i) => {
    const x = (i % 64) + shift;
    return gain * (40 + 120 * noise(Math.floor(x / 2), Math.floor(i / 64 / 2), seed));
  }),
});

test('a shifted picture is found again, with the length of the shift', () => {
  const { residual, motionPx } = matchBlocks(plane(1), plane(1, 4), 6);
  expect(residual).toBeLessThan(0.15);
  expect(motionPx).toBeGreaterThan(3);
});

test('brightness does not matter, another picture does', () => {
  expect(matchBlocks(plane(1), plane(1, 0, 0.5), 6).residual).toBeLessThan(0.2);
  expect(matchBlocks(plane(1), plane(2), 6).residual).toBeGreaterThan(0.35);
});

test('a mix of two pictures is recognised with its share', () => {
  const [a, b] = [plane(1), plane(2)];
  const mixed = { ...a, data: a.data.map((value, i) => 0.3 * value + 0.7 * b.data[i]!) };
  const fit = fitMix(a, mixed, b);
  expect(fit.share).toBeCloseTo(0.3, 3);
  expect(fit.residual).toBeLessThan(0.01);
  expect(fitMix(a, plane(3), b).residual).toBeGreaterThan(0.5);
});

test('histograms of the same colours agree and of others do not', () => {
  const flat = (r: number, g: number, b: number) =>
    colorHistogram({
      widthPx: 8,
      heightPx: 8,
      data: Uint8ClampedArray.from(Array(64).fill([r, g, b, 255]).flat()),
    });
  expect(histogramDistance(flat(100, 120, 90), flat(104, 124, 94))).toBeLessThan(0.2);
  expect(histogramDistance(flat(200, 30, 30), flat(30, 30, 200))).toBeGreaterThan(0.9);
});
