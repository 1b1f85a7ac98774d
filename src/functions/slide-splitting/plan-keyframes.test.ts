import { expect, test } from 'vitest';
import { cellGrid, strokeMap } from '../../vision/stroke-map';
import { planStep, type GroupView } from './plan-keyframes';
import { pairChange } from './sample-window';
import { drawNoise, drawPage, PAGE_HEIGHT_PX, PAGE_WIDTH_PX } from './test-pages';

const grid = cellGrid({ widthPx: PAGE_WIDTH_PX, heightPx: PAGE_HEIGHT_PX }, 8);
const slide = (title: number, point: number) =>
  drawPage([
    { row: 0, word: title, length: 12 },
    { row: 1, word: point },
  ]);
/** The slide with a camera picture that is another at each call. */
let moment = 0;
const look = (title: number, point: number) => strokeMap(drawNoise(slide(title, point), moment++));

/** Groups whose keyframes show these slides. */
const viewsOf = (slides: readonly (readonly [number, number])[]): GroupView[] =>
  slides.slice(1).map((next, i) => {
    const key = look(...slides[i]!);
    return {
      within: pairChange(key, look(...slides[i]!), grid),
      onward: pairChange(key, look(...next), grid),
      hasNews: false,
    };
  });

test('keyframes that differ by a camera picture show the same', () => {
  const views = viewsOf([
    [1, 2],
    [1, 2],
    [1, 2],
  ]);
  expect(views.map((_, i) => planStep(views, i, grid).step)).toEqual(['same', 'same']);
});

test('another point is another picture, another slide a turned page, behind a camera too', () => {
  const views = viewsOf([
    [1, 2],
    [1, 3],
    [4, 5],
    [4, 5],
  ]);
  const steps = views.map((_, i) => planStep(views, i, grid).step);
  expect(steps[0]).not.toBe('same');
  expect(steps.slice(1)).toEqual(['turned', 'same']);
});

test('a group with news says nothing of what moves', () => {
  const views = viewsOf([
    [1, 2],
    [1, 2],
  ]).map((view) => ({ ...view, hasNews: true }));
  expect(planStep(views, 0, grid).moving.includes(1)).toBe(false);
});
