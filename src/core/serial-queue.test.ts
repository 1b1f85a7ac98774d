import { expect, test } from 'vitest';
import { createSerialQueue } from './serial-queue';

test('a serial queue survives a failed task and keeps order', async () => {
  const enqueue = createSerialQueue();
  const order: number[] = [];
  const failed = enqueue(() => Promise.reject(new Error('no')));
  const later = [1, 2, 3].map((n) => enqueue(async () => void order.push(n)));
  await expect(failed).rejects.toThrow('no');
  await Promise.all(later);
  expect(order).toEqual([1, 2, 3]);
});
