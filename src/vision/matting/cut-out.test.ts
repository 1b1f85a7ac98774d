import { expect, test } from 'vitest';
import type { Plane, RgbaImage } from '../../core/image';
import { resizeArea } from '../resize';
import { cutOutSubject } from './cut-out';
import { enlargeAlpha } from './enlarge-alpha';
import { estimateLayers, straightColours } from './estimate-layers';

const GUIDE = { radiusPx: 1, epsilon: 1e-4 };

/** A disc with a soft rim before stripes; `clear` makes its left half see-through in the source. */
const scene = (widthPx: number, heightPx: number, clear: boolean): RgbaImage => {
  const data = new Uint8ClampedArray(widthPx * heightPx * 4);
  for (let i = 0; i < widthPx * heightPx; i++) {
    const [x, y] = [i % widthPx, Math.floor(i / widthPx)];
    const share = Math.min(
      1,
      Math.max(0, (heightPx * 0.35 - Math.hypot(x - widthPx / 2, y - heightPx / 2)) / 5),
    );
    const behind = (x + 2 * y) % 17 < 8 ? [40, 60, 160] : [150, 140, 90];
    behind.forEach((value, c) => (data[i * 4 + c] = share * [190, 60, 50][c]! + (1 - share) * value));
    data[i * 4 + 3] = clear && x < widthPx / 2 ? 100 : 255;
  }
  return { widthPx, heightPx, data };
};

const disc = (widthPx: number, heightPx: number): Plane => {
  const data = new Float32Array(widthPx * heightPx);
  for (let i = 0; i < data.length; i++) {
    const [x, y] = [i % widthPx, Math.floor(i / widthPx)];
    const inside = heightPx * 0.36 - Math.hypot(x - widthPx / 2, y - heightPx / 2);
    data[i] = Math.min(1, Math.max(0, inside / 3 + 0.4));
  }
  return { widthPx, heightPx, data };
};

test.each([
  [160, 90, 64, 36, false],
  [97, 53, 40, 21, true],
  [97, 53, 97, 53, false],
  [700, 400, 512, 293, false],
  [9, 5, 3, 2, false],
] as const)(
  'the SIMD kernel cuts out as the plain twins do, %i x %i px by a matte of %i x %i',
  (...[widthPx, heightPx, matteWidth, matteHeight, clear]) => {
    const image = scene(widthPx, heightPx, clear);
    const small = resizeArea(scene(widthPx, heightPx, false), matteWidth, matteHeight);
    const alpha = disc(matteWidth, matteHeight);
    const layers = estimateLayers(small, alpha);
    const drawn = cutOutSubject(image, { image: small, alpha, layers }, GUIDE);
    const plain = straightColours(image, enlargeAlpha(image, small, alpha, GUIDE), layers);
    const worst = drawn.data.reduce((most, value, i) => Math.max(most, Math.abs(value - plain.data[i]!)), 0);
    expect(worst).toBeLessThanOrEqual(1);
  },
);
