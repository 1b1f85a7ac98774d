import { expect, test } from 'vitest';
import type { Plane } from '../../core/image';
import { cropPixels, planCrop, type CropInput } from './plan-crop';

const blob = (centerX: number): Plane => {
  const data = new Float32Array(96 * 54);
  for (let i = 0; i < data.length; i++) {
    const x = ((i % 96) + 0.5) / 96;
    const y = (Math.floor(i / 96) + 0.5) / 54;
    data[i] = Math.exp(-(((x - centerX) / 0.08) ** 2) - ((y - 0.5) / 0.15) ** 2);
  }
  return { widthPx: 96, heightPx: 54, data };
};
const input = (changes: Partial<CropInput>): CropInput => ({
  widthPx: 1920,
  heightPx: 1080,
  aspect: 9 / 16,
  picture: [0, 0, 1, 1],
  faces: [],
  saliency: blob(0.5),
  ...changes,
});
const aspectOf = ([, , w, h]: readonly number[]) => (w! * 1920) / (h! * 1080);

test('without a wanted shape the picture stays whole', () => {
  expect(planCrop(input({ aspect: null }))).toEqual([0, 0, 1, 1]);
});

test('the crop has the wanted shape, full height, and sits on what draws the eye', () => {
  const crop = planCrop(input({ saliency: blob(0.8) }));
  expect(aspectOf(crop)).toBeCloseTo(9 / 16);
  expect(crop[3]).toBe(1);
  expect(crop[0]).toBeLessThan(0.75);
  expect(crop[0] + crop[2]).toBeGreaterThan(0.87);
});

test('a head is kept whole though the eye is drawn elsewhere', () => {
  const face = [0.1, 0.25, 0.12, 0.3] as const;
  const crop = planCrop(input({ faces: [face], saliency: blob(0.8) }));
  expect(crop[0]).toBeLessThanOrEqual(0.1 - 0.25 * 0.12 + 1e-6);
  expect(crop[0] + crop[2]).toBeGreaterThanOrEqual(0.22 + 0.25 * 0.12 - 1e-6);
});

test('of two heads too far apart the larger is kept whole rather than half of each', () => {
  const crop = planCrop(
    input({
      faces: [
        [0.05, 0.3, 0.1, 0.2],
        [0.8, 0.25, 0.14, 0.35],
      ],
    }),
  );
  expect(crop[0]).toBeLessThan(0.78);
  expect(crop[0] + crop[2]).toBeGreaterThan(0.97);
});

test('letterbox bars stay outside', () => {
  const crop = planCrop(input({ aspect: 1, picture: [0, 0.1, 1, 0.8] }));
  expect(crop[1]).toBeCloseTo(0.1);
  expect(crop[3]).toBeCloseTo(0.8);
  expect(aspectOf(crop)).toBeCloseTo(1);
});

test('whole pixels stay inside the picture', () => {
  expect(cropPixels([0.3333, 0, 0.6667, 1], 1921, 1081)).toEqual({
    xPx: 640,
    yPx: 0,
    widthPx: 1281,
    heightPx: 1081,
  });
});
