import { expect, test } from 'vitest';
import { planChange, type PageChange } from './plan-change';

const change = (part: Partial<PageChange>): PageChange => ({
  before: 10_000,
  after: 10_000,
  lost: 0,
  gained: 0,
  replacedCells: 0,
  rows: null,
  ...part,
});

test('nothing lost and nothing gained is the same page', () => {
  expect(planChange(change({}))).toBe('same');
});

test('only more, or only less, is a build', () => {
  expect(planChange(change({ gained: 4000, after: 14_000 }))).toBe('build');
  expect(planChange(change({ lost: 6000, after: 4000 }))).toBe('build');
});

test('much lost and something gained is another slide', () => {
  expect(planChange(change({ lost: 8000, gained: 1000 }))).toBe('new');
  expect(planChange(change({ lost: 2000, gained: 2000 }))).toBe('new');
});

test('one line replaced in its place is another slide, a letter is not', () => {
  expect(planChange(change({ lost: 900, gained: 900, replacedCells: 30 }))).toBe('new');
  expect(planChange(change({ lost: 200, gained: 300, replacedCells: 5 }))).toBe('build');
});

test('an empty page is filled at once by a slide, bit by bit by a pen', () => {
  expect(planChange(change({ before: 0, gained: 8000, after: 8000 }))).toBe('new');
  expect(planChange(change({ before: 0, gained: 300, after: 300 }))).toBe('build');
});

test('a page that is wiped whole is over', () => {
  expect(planChange(change({ lost: 9500, after: 0 }))).toBe('new');
});
