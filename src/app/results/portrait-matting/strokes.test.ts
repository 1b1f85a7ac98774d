import { expect, test } from 'vitest';
import { aroundMoment, extendStroke, holdsAt, strokesOf, type Stroke } from './strokes';

const stroke: Stroke = { Mode: 'keep', Radius: 0.1, Points: [[0.5, 0.5]] };

test('a stroke grows by points that lie apart and stays inside the picture', () => {
  const longer = extendStroke(extendStroke(stroke, [0.505, 0.5]), [1.4, 0.5]);
  expect(longer.Points).toEqual([
    [0.5, 0.5],
    [1, 0.5],
  ]);
});

test('a stroke for one moment holds around it only', () => {
  const brief = { ...stroke, ...aroundMoment(2) };
  expect([holdsAt(brief, 1.4), holdsAt(brief, 2.2), holdsAt(stroke, 99)]).toEqual([false, true, true]);
  expect(aroundMoment(0.1).Start).toBe(0);
});

test('a job without strokes has none', () => {
  expect(strokesOf({})).toEqual([]);
  expect(strokesOf({ Strokes: [stroke] })).toEqual([stroke]);
});
