import { expect, test } from 'vitest';
import { keepEvenBars } from './find-region';
import { cleanTitle, planTitle, type SlideRow } from './plan-title';

const row = (text: string, top: number, height: number): SlideRow => ({
  text,
  top,
  height,
  confidence: 0.9,
  left: 0.05,
  width: 0.5,
});

test('the title is the largest text near the top', () => {
  const rows = [
    row('CS 101', 0.01, 0.03),
    row('Why caches work', 0.07, 0.08),
    row('Locality', 0.3, 0.05),
    row('42 %', 0.6, 0.2),
  ];
  expect(planTitle(rows).title).toBe('Why caches work');
});

test('a title over two lines is joined, with a space only where the script has one', () => {
  expect(
    planTitle([row('Why caches', 0.05, 0.08), row('work at all', 0.14, 0.08), row('Text', 0.4, 0.04)]).title,
  ).toBe('Why caches work at all');
  expect(planTitle([row('死锁的四个', 0.05, 0.08), row('必要条件', 0.14, 0.08)]).title).toBe(
    '死锁的四个必要条件',
  );
});

test('the language of the title is chosen where it has two', () => {
  const rows = [row('虚拟内存', 0.05, 0.08), row('Virtual memory', 0.15, 0.07), row('页表', 0.4, 0.04)];
  expect(planTitle(rows).title).toBe('虚拟内存');
  expect(planTitle(rows, 'en').title).toBe('Virtual memory');
  expect(planTitle(rows, 'zh').title).toBe('虚拟内存');
});

test('text of one size is headed by its first row, a page number never is', () => {
  const list = [0.1, 0.17, 0.24, 0.31, 0.38].map((top, i) => row(`Point ${'abcde'[i]}`, top, 0.05));
  expect(planTitle([row('3', 0.02, 0.06), ...list]).title).toBe('Point a');
});

test('a title slide has its title in the middle', () => {
  expect(planTitle([row('Operating systems', 0.45, 0.1), row('A. Author', 0.6, 0.04)]).title).toBe(
    'Operating systems',
  );
});

test('no text is no title, and dress is taken off', () => {
  expect(planTitle([])).toEqual({ title: '', confidence: 0, rows: [] });
  expect(planTitle([row('•', 0.1, 0.1)]).title).toBe('');
  expect(cleanTitle(' • Caches:  the idea : ')).toBe('Caches: the idea');
});

test('bars are taken off in pairs only', () => {
  expect(keepEvenBars([0.1, 0.2, 0.8, 0.7])).toEqual([0.1, 0, 0.8, 1]);
  expect(keepEvenBars([0, 0, 1, 1])).toEqual([0, 0, 1, 1]);
});
