import { expect, test } from 'vitest';
import type { Plane } from '../core/image';
import { estimateFlow, warpPlane } from './patch-flow';

const WIDTH = 96;
const HEIGHT = 64;

const paint = (value: (x: number, y: number) => number): Plane => ({
  widthPx: WIDTH,
  heightPx: HEIGHT,
  data: Float32Array.from({ length: WIDTH * HEIGHT }, (_, i) => value(i % WIDTH, Math.floor(i / WIDTH))),
});

/** A textured surface without sharp corners; the same at every shift. */
const cloth = (x: number, y: number): number =>
  128 + 40 * Math.sin(x / 5) + 35 * Math.cos(y / 6 + x / 17) + 20 * Math.sin((x + 2 * y) / 9);

const meanInside = (values: Float32Array): number => {
  let sum = 0;
  let count = 0;
  for (let y = 16; y < HEIGHT - 16; y++) {
    for (let x = 16; x < WIDTH - 16; x++, count++) sum += values[y * WIDTH + x]!;
  }
  return sum / count;
};

test('a shift by parts of a pixel is found', () => {
  const flow = estimateFlow(
    paint(cloth),
    paint((x, y) => cloth(x - 5.4, y + 2.3)),
  );
  expect(meanInside(flow.dx)).toBeCloseTo(5.4, 1);
  expect(meanInside(flow.dy)).toBeCloseTo(-2.3, 1);
});

test('a change of light alone is no motion', () => {
  const flow = estimateFlow(
    paint(cloth),
    paint((x, y) => cloth(x, y) + 25),
  );
  expect(Math.abs(meanInside(flow.dx))).toBeLessThan(0.05);
});

test('warping by the flow brings the second picture over the first', () => {
  const first = paint(cloth);
  const second = paint((x, y) => cloth(x - 3, y - 1));
  const back = warpPlane(second, estimateFlow(first, second));
  const difference = back.data.map((value, i) => Math.abs(value - first.data[i]!));
  expect(meanInside(difference)).toBeLessThan(0.5);
});

test('flat pictures do not move', () => {
  const flow = estimateFlow(
    paint(() => 90),
    paint(() => 90),
  );
  expect(Math.max(...flow.dx)).toBe(0);
});
