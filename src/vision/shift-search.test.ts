import { expect, test } from 'vitest';
import { buildMotionPyramid } from './motion-pyramid';
import { planSearch, searchShifts, sumDifferences, sumDifferencesPlain } from './shift-search';

const SIZE = { widthPx: 140, heightPx: 96 };

const levelOf = (dx: number, dy: number) =>
  buildMotionPyramid(
    Uint8Array.from({ length: SIZE.widthPx * SIZE.heightPx }, (_, i) => {
      const [x, y] = [(i % SIZE.widthPx) + dx, Math.floor(i / SIZE.widthPx) + dy];
      return 120 + 40 * Math.sin(x / 5) * Math.cos(y / 7) + 40 * Math.sin((x * y) / 300);
    }),
    Uint8Array.from({ length: SIZE.widthPx * SIZE.heightPx }, (_, i) => (i % SIZE.widthPx > 110 ? 1 : 0)),
    SIZE,
  )[0]!;

test('the shift between two pictures is found', () => {
  const { main } = searchShifts(levelOf(0, 0), levelOf(12, -6));
  expect(main).toEqual({ dx: -6, dy: 3 });
});

test('the SIMD kernel sums the same differences', () => {
  const { pixels, framed } = planSearch(levelOf(0, 0), levelOf(5, 3), { columns: 6, rows: 4 });
  const [fast, plain] = [sumDifferences(pixels, framed), sumDifferencesPlain(pixels, framed)];
  expect(fast.length).toBe(plain.length);
  for (let i = 0; i < fast.length; i++)
    expect(Math.abs(fast[i]! - plain[i]!)).toBeLessThanOrEqual(1e-4 * Math.abs(plain[i]!) + 0.01);
});
