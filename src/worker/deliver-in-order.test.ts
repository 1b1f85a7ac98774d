import { expect, test } from 'vitest';
import { deliverInOrder } from './deliver-in-order';

test('settling waits until the page has taken the last event', async () => {
  const taken: number[] = [];
  const delivery = deliverInOrder<number>(async (event) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    taken.push(event);
  });
  delivery.send(1);
  delivery.send(2);
  await delivery.settle();
  expect(taken).toEqual([1, 2]);
});

test('a page that fails to take events or never answers does not hold the job up', async () => {
  const failing = deliverInOrder<number>(() => Promise.reject(new Error('closed')));
  failing.send(1);
  await failing.settle();
  const silent = deliverInOrder<number>(() => new Promise(() => undefined));
  silent.send(1);
  await silent.settle();
});

test('what is sent after the end is dropped', async () => {
  const taken: number[] = [];
  const delivery = deliverInOrder<number>(async (event) => void taken.push(event));
  delivery.send(1);
  await delivery.settle();
  delivery.send(2);
  expect(taken).toEqual([1]);
});
