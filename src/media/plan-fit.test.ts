import { expect, test } from 'vitest';
import { planFit } from './plan-fit';

const wide = { widthPx: 200, heightPx: 100 };
const square = { widthPx: 100, heightPx: 100 };

test('cover fills the canvas and reaches over, contain shows all, stretch ignores the aspect', () => {
  expect(planFit(wide, square, 'cover')).toEqual({ xPx: -50, yPx: 0, widthPx: 200, heightPx: 100 });
  expect(planFit(wide, square, 'contain')).toEqual({ xPx: 0, yPx: 25, widthPx: 100, heightPx: 50 });
  expect(planFit(wide, square, 'stretch')).toEqual({ xPx: 0, yPx: 0, ...square });
});
