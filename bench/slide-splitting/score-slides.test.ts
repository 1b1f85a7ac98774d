import { expect, test } from 'vitest';
import { editDistance, f1Of, scoreBoundaries, scoreRecurrence, scoreTitles } from './score-slides';

test('a found boundary is used once, and one second is the limit', () => {
  expect(scoreBoundaries([10, 10.5, 30], [10.2, 31.1])).toEqual({ hits: 1, missed: 2, false: 1 });
  expect(f1Of({ hits: 3, missed: 1, false: 1 })).toBeCloseTo(0.75);
  expect(f1Of({ hits: 0, missed: 0, false: 0 })).toBe(1);
});

const truth = [
  { startSeconds: 0, endSeconds: 10, title: 'Caches', slide: 0 },
  { startSeconds: 10, endSeconds: 20, title: '死锁', slide: 1 },
  { startSeconds: 20, endSeconds: 30, title: 'Caches', slide: 0 },
];

test('titles are compared with the segment that shares most time', () => {
  expect(editDistance('kitten', 'sitting')).toBe(3);
  const found = [
    { start: 0, end: 11, title: 'Cache', slideNumber: 1 },
    { start: 11, end: 30, title: '死锁', slideNumber: 2 },
  ];
  expect(scoreTitles(truth, found)).toEqual({ characters: 14, errors: 7 });
  expect(scoreRecurrence(truth, found)).toBeCloseTo(1 / 3);
});
