import { expect, test } from 'vitest';
import { applyEdits, hasEdits } from './hand-edits';

const none = { Keep: [], Remove: [], Strokes: [] };
const blank = (value = 0) => ({ widthPx: 20, heightPx: 10, data: new Float32Array(200).fill(value) });

test('a kept box is subject and a removed one is not, inside and only there', () => {
  const alpha = blank(0.5);
  applyEdits(alpha, { ...none, Keep: [[0, 0, 0.5, 1]], Remove: [[0.75, 0, 0.25, 1]] }, 0);
  expect([alpha.data[5], alpha.data[12], alpha.data[17]]).toEqual([1, 0.5, 0]);
});

test('a stroke paints along its whole line with a soft rim', () => {
  const alpha = blank();
  const line = [
    [0.1, 0.5],
    [0.9, 0.5],
  ] as [number, number][];
  applyEdits(alpha, { ...none, Strokes: [{ Mode: 'keep', Radius: 0.15, Points: line }] }, 0);
  expect(alpha.data[5 * 20 + 10]).toBe(1);
  const rim = alpha.data[2 * 20 + 10]!;
  expect(rim).toBeGreaterThan(0);
  expect(rim).toBeLessThan(1);
  expect(alpha.data[10]).toBe(0);
});

test('a stroke with times holds only between them, and a later stroke wins', () => {
  const dot = { Radius: 0.2, Points: [[0.5, 0.5]] as [number, number][] };
  const strokes = [
    { ...dot, Mode: 'keep' as const, Start: 1, End: 2 },
    { ...dot, Mode: 'remove' as const, Start: 1.5, End: 2 },
  ];
  const at = (time: number) => {
    const alpha = blank();
    applyEdits(alpha, { ...none, Strokes: strokes }, time);
    return alpha.data[5 * 20 + 10];
  };
  expect([at(0.5), at(1.2), at(1.8)]).toEqual([0, 1, 0]);
});

test('no boxes and no strokes are no edits', () => {
  expect(hasEdits(none)).toBe(false);
  expect(hasEdits({ ...none, Keep: [[0, 0, 1, 1]] })).toBe(true);
});
