import { expect, test } from 'vitest';
import { applyBoxes, isShownAt, newMark, toEdited } from './edit-marks';

const first = toEdited({ box: [0.1, 0.1, 0.2, 0.1], start: 0, end: 2 });
const second = toEdited({ box: [0.7, 0.1, 0.2, 0.1], start: 2, end: 4 });

test('a mark is on show only in its time, and always on a picture', () => {
  expect(isShownAt(first, 1, 4)).toBe(true);
  expect(isShownAt(first, 3, 4)).toBe(false);
  expect(isShownAt(second, 1, 0)).toBe(true);
});

test('moving a box on show moves its mark and leaves the hidden ones alone', () => {
  const moved = applyBoxes([first, second], [second], [[0.6, 0.2, 0.2, 0.1]], 4);
  expect(moved).toEqual([first, { ...second, box: [0.6, 0.2, 0.2, 0.1] }]);
});

test('a box drawn anew lasts for the whole video, a deleted one is gone', () => {
  const drawn = applyBoxes([first], [first], [first.box, [0.4, 0.4, 0.1, 0.1]], 4);
  expect(drawn).toHaveLength(2);
  expect(drawn[1]).toMatchObject({ box: [0.4, 0.4, 0.1, 0.1], start: 0, end: 4 });
  expect(applyBoxes([first, second], [first, second], [second.box], 4)).toEqual([second]);
  expect(newMark([0, 0, 1, 1], 3).end).toBe(3);
});
