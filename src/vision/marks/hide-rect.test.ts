import { expect, test } from 'vitest';
import { planeRect } from './edit-plane';
import { blurRect, mosaicRect } from './hide-rect';

const SIDE = 64;
const stripes = () => ({
  data: Uint8Array.from({ length: SIDE * SIDE }, (_, i) => (i % 4 < 2 ? 0 : 200)),
  widthPx: SIDE,
  heightPx: SIDE,
  scale: 1,
});
const BOX = { xPx: 20, yPx: 24, widthPx: 24, heightPx: 16 };
const FEATHER_PX = 3;

const isFar = (i: number): boolean => {
  const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
  return x < 20 - FEATHER_PX - 1 || x > 44 + FEATHER_PX || y < 24 - FEATHER_PX - 1 || y > 40 + FEATHER_PX;
};

test('blur and mosaic leave no stripe inside the box and no pixel changed outside its rim', () => {
  for (const hide of [blurRect, mosaicRect]) {
    const plane = stripes();
    hide(plane, planeRect(plane, BOX, FEATHER_PX), 8);
    const row = [...plane.data.subarray(32 * SIDE + 24, 32 * SIDE + 40)];
    expect(Math.max(...row) - Math.min(...row)).toBeLessThan(45);
    const before = stripes().data;
    plane.data.forEach((value, i) => {
      if (isFar(i)) expect(value).toBe(before[i]);
    });
  }
});

test('a box that reaches over the edge of the picture is cut there', () => {
  const plane = stripes();
  blurRect(plane, planeRect(plane, { xPx: -10, yPx: 50, widthPx: 40, heightPx: 30 }, FEATHER_PX), 6);
  expect(plane.data).toHaveLength(SIDE * SIDE);
});
