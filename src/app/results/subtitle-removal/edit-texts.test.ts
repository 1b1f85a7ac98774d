import { expect, test } from 'vitest';
import { addText, applyBoxes, isShownAt, toEdited, toParam } from './edit-texts';

const texts = toEdited([
  { box: [0.1, 0.8, 0.5, 0.1], start: 1, end: 2, text: 'one' },
  { box: [0.2, 0.8, 0.5, 0.1], start: 3, end: 4, text: 'two' },
]);
const video = { seconds: 3.5, isStill: false };

test('a line is on show from its first to its last frame', () => {
  expect(texts.filter((text) => isShownAt(text, 1.5)).map(({ text }) => text)).toEqual(['one']);
  expect(texts.filter((text) => isShownAt(text, 2.5))).toEqual([]);
});

test('moving a box on show leaves the other lines alone', () => {
  const moved = applyBoxes(texts, [texts[1]!], [[0.3, 0.7, 0.5, 0.1]], video);
  expect(moved.map(({ box }) => box[0])).toEqual([0.1, 0.3]);
});

test('a box drawn anew stands round the moment on show, a deleted one goes', () => {
  const more = applyBoxes(texts, [texts[1]!], [texts[1]!.box, [0, 0, 0.2, 0.1]], video);
  expect(more.at(-1)).toMatchObject({ id: 2, start: 2.5, end: 4.5 });
  expect(applyBoxes(texts, [texts[1]!], [], video)).toEqual([texts[0]]);
});

test('the parameter keeps to the picture, and drops lines that end before they start', () => {
  const odd = [
    { ...texts[0]!, box: [-0.1, 0.8, 0.5, 0.1] as const, start: 5, end: 6 },
    { ...texts[1]!, end: 2 },
  ];
  expect(toParam(odd, false)).toEqual([{ box: [0, 0.8, 0.5, 0.1], start: 5, end: 6, drawn: false }]);
});

test('in a still every line lasts', () => {
  const [still] = addText([], [0, 0, 1, 1], { seconds: 0, isStill: true });
  expect(isShownAt(still!, 0)).toBe(true);
  expect(toParam([still!], true)).toEqual([{ box: [0, 0, 1, 1], start: 0, end: 1, drawn: true }]);
});
