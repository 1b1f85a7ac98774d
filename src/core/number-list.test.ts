import { expect, test } from 'vitest';
import { createNumberList } from './number-list';

test('numbers and rows come back in order, however many there are', () => {
  const list = createNumberList();
  for (let n = 0; n < 5000; n++) list.push(n);
  list.append(Float32Array.from({ length: 20_000 }, (_, n) => 5000 + n));
  expect(list.count()).toBe(25_000);
  expect(list.finish()).toEqual(Float32Array.from({ length: 25_000 }, (_, n) => n));
});
