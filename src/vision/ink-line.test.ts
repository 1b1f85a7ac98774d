import { expect, test } from 'vitest';
import type { RgbaImage } from '../core/image';
import { inkLine } from './ink-line';

const WIDTH_PX = 80;
const HEIGHT_PX = 40;
const LINE = { xPx: 10, yPx: 10, widthPx: 60, heightPx: 20 };

/** Grey pictures from a rule that gives each pixel's value. */
const draw = (valueAt: (x: number, y: number) => number): RgbaImage => {
  const data = new Uint8ClampedArray(WIDTH_PX * HEIGHT_PX * 4);
  for (let i = 0; i < WIDTH_PX * HEIGHT_PX; i++) {
    const value = valueAt(i % WIDTH_PX, Math.floor(i / WIDTH_PX));
    data.set([value, value, value, 255], 4 * i);
  }
  return { widthPx: WIDTH_PX, heightPx: HEIGHT_PX, data };
};

/** Three upright strokes, 4 px wide and 16 px high. */
const isStroke = (x: number, y: number): boolean =>
  y >= 12 && y < 28 && x >= 16 && x < 64 && (x - 16) % 16 < 4;
const isOutline = (x: number, y: number): boolean =>
  [-2, -1, 0, 1, 2].some((dx) => [-2, -1, 0, 1, 2].some((dy) => isStroke(x + dx, y + dy)));

const inkAt = (image: RgbaImage, polarity: 'light' | 'dark'): ((x: number, y: number) => number) => {
  const { widthPx, data } = inkLine(image, LINE, polarity);
  // A quarter of the line's height is left round it.
  return (x, y) => data[(y - 5) * widthPx + (x - 5)]!;
};

test('white letters with a black outline come out dark on white, whatever is behind them', () => {
  const busy = draw((x, y) =>
    isStroke(x, y) ? 250 : isOutline(x, y) ? 5 : x > 40 ? 240 : (x * 37 + y * 11) % 120,
  );
  const at = inkAt(busy, 'light');
  for (const x of [17, 34, 50]) expect(at(x, 20)).toBeLessThan(20);
  // Outline, dark picture, and the bright part of the picture that reaches the edge.
  for (const [x, y] of [
    [22, 20],
    [28, 20],
    [60, 8],
    [72, 30],
  ] as const)
    expect(at(x, y)).toBe(255);
});

test('dark letters on a bright board are found when asked for', () => {
  const board = draw((x, y) => (isStroke(x, y) ? 20 : 220));
  const at = inkAt(board, 'dark');
  expect(at(17, 20)).toBeLessThan(20);
  expect(at(28, 20)).toBe(255);
});

test('faint patches that are no part of a letter are left out', () => {
  const patch = draw((x, y) => (isStroke(x, y) ? 250 : x >= 24 && x < 28 && y >= 14 && y < 18 ? 195 : 40));
  expect(inkAt(patch, 'light')(26, 16)).toBe(255);
});
