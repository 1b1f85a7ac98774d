import { expect, test } from 'vitest';
import type { Plane } from '../core/image';
import { measureMouthMotion } from './mouth-motion';

/** A face of 40 x 50 px at `left`: two eyes, and a mouth that is open by so many rows. */
const face = (left: number, open: number): Plane => {
  const data = new Float32Array(160 * 90).fill(150);
  const dark = (x: number, y: number, width: number, height: number) => {
    for (let v = y; v < y + height; v++) for (let u = x; u < x + width; u++) data[v * 160 + u] = 30;
  };
  dark(left + 8, 30, 6, 3);
  dark(left + 26, 30, 6, 3);
  dark(left + 13, 58, 14, 1 + open);
  return { widthPx: 160, heightPx: 90, data };
};
const box = { xPx: 60, yPx: 15, widthPx: 40, heightPx: 50 };

test('a mouth that opens is told from a head that moves', () => {
  expect(measureMouthMotion(face(60, 0), face(60, 5), box)).toBeGreaterThan(5);
  expect(measureMouthMotion(face(60, 2), face(63, 2), box)).toBeLessThan(0.5);
  expect(measureMouthMotion(face(60, 2), face(60, 2), box)).toBe(0);
});

test('a face of a few pixels says nothing', () => {
  expect(measureMouthMotion(face(60, 0), face(60, 5), { ...box, widthPx: 12, heightPx: 15 })).toBe(0);
});
