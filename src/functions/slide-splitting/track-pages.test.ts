import { expect, test } from 'vitest';
import { numberPages } from './plan-numbers';
import { drawNoise, drawPage, track, type TestMark } from './test-pages';

const slide = (title: number, ...points: readonly number[]): TestMark[] => [
  { row: 0, word: title, length: 14 },
  ...points.map((word, i) => ({ row: i + 1, word })),
];
const startsOf = (pages: readonly { readonly settledSeconds: number }[]): number[] =>
  pages.slice(1).map(({ settledSeconds }) => settledSeconds);

test('another slide starts a page, also when only its points differ', () => {
  const slides = [slide(1, 2, 3, 4), slide(5, 6, 7), slide(5, 8, 9)];
  const { pages } = track(60, (i) => drawPage(slides[Math.floor(i / 20)]!));
  expect(startsOf(pages)).toEqual([10, 20]);
  expect(pages[1]!.appearsAfterSeconds).toBeLessThan(10);
});

test('points that come one by one stay on their page', () => {
  const { pages } = track(60, (i) => drawPage(slide(1, 2, 3, 4, 5).slice(0, 2 + Math.floor(i / 15))));
  expect(pages).toHaveLength(1);
  expect(pages[0]!.builds).toHaveLength(3);
});

test('a camera picture in a corner turns no page and hides none', () => {
  const slides = [slide(1, 2, 3), slide(4, 5, 6)];
  const { pages, movingShare } = track(60, (i) => drawNoise(drawPage(slides[i < 30 ? 0 : 1]!), i));
  expect(startsOf(pages)).toEqual([15]);
  expect(Math.max(...movingShare)).toBeGreaterThan(0.9);
});

test('handwriting that grows, crosses letters and is wiped turns no page', () => {
  const { pages } = track(80, (i) => {
    const written = i < 60 ? Math.floor(i / 2) : 0;
    const ink = Array.from({ length: written }, (_, k) => ({
      row: 3 + (k % 3),
      column: (k * 5) % 24,
      word: 100 + k,
      length: 2,
    }));
    return drawPage([...slide(1, 2, 3), ...ink]);
  });
  expect(pages).toHaveLength(1);
});

test('a slide that comes back has its first number', () => {
  const slides = [slide(1, 2, 3), slide(4, 5, 6), slide(1, 2, 3)];
  const { pages, grid } = track(60, (i) => drawPage(slides[Math.floor(i / 20)]!));
  const canvases = pages.map(({ canvas }) => canvas);
  expect(numberPages(canvases, grid, 0.5)).toEqual([1, 2, 1]);
});

test('a film has no page that lasts', () => {
  const { films } = track(60, (i) =>
    drawPage([
      { row: i % 7, word: i },
      { row: (i + 3) % 7, word: 2 * i },
    ]),
  );
  expect(films.reduce((sum, film) => sum + film.endSeconds - film.startSeconds, 0)).toBeGreaterThan(20);
});
