import { expect, test } from 'vitest';
import { createSessionCache } from './session-cache';

const cacheOf = (idleBytes: number) => {
  const released: string[] = [];
  const cache = createSessionCache<string>({ idleBytes, release: async (name) => released.push(name) });
  const acquire = (name: string, bytes = 10) => cache.acquire(name, bytes, async () => name);
  return { cache, acquire, released };
};

test('a session in use is shared and never released', async () => {
  const { cache, acquire, released } = cacheOf(0);
  await acquire('a');
  await cache.acquire('a', 10, () => Promise.reject(new Error('must not load twice')));
  await cache.giveBack('a');
  expect(released).toEqual([]);
  await cache.giveBack('a');
  expect(released).toEqual(['a']);
});

test('idle sessions stay up to the bound, the longest unused go first', async () => {
  const { cache, acquire, released } = cacheOf(20);
  for (const name of ['a', 'b', 'c']) {
    await acquire(name);
    await cache.giveBack(name);
  }
  expect(released).toEqual(['a']);
});

test('a failed load leaves nothing behind', async () => {
  const { cache, acquire } = cacheOf(20);
  await expect(cache.acquire('a', 10, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await acquire('a')).toBe('a');
});
