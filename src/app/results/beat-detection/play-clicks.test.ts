import { expect, test } from 'vitest';
import { clicksBetween } from './play-clicks';

const levels = [
  { name: 'downbeat', times: [0, 2, 4] },
  { name: 'beat', times: [0, 0.5, 1, 1.5, 2] },
];

test('a beat that is also a downbeat clicks once, as a downbeat', () => {
  expect(clicksBetween(levels, 0, 0.6)).toEqual([
    { name: 'downbeat', time: 0 },
    { name: 'beat', time: 0.5 },
  ]);
});

test('the end of a stretch belongs to the next one', () => {
  expect(clicksBetween(levels, 1.5, 2).map(({ time }) => time)).toEqual([1.5]);
  expect(clicksBetween(levels, 2, 2.5).map(({ name }) => name)).toEqual(['downbeat']);
});
