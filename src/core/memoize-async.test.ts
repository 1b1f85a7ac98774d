import { expect, test } from 'vitest';
import { memoizeAsync } from './memoize-async';

test('one load serves all callers of a key', async () => {
  let loads = 0;
  const load = memoizeAsync(async (key: string) => `${key}${++loads}`);
  expect(await Promise.all([load('a'), load('a'), load('b')])).toEqual(['a1', 'a1', 'b2']);
});

test('a rejection is forgotten, so that the next caller tries again', async () => {
  let fails = true;
  const load = memoizeAsync(async (key: string) => {
    if (fails) throw new Error('offline');
    return key;
  });
  await expect(load('a')).rejects.toThrow('offline');
  fails = false;
  expect(await load('a')).toBe('a');
});
