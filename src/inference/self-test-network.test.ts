import { expect, test } from 'vitest';
import { selfTestAnswer, selfTestModel } from './self-test-network';
import { threadCount } from './thread-count';

test('the hand-written network is a small ONNX file and its answer is not trivial', () => {
  const bytes = selfTestModel();
  expect(bytes.length).toBeLessThan(1000);
  expect(bytes.slice(0, 2)).toEqual(Uint8Array.of(0x08, 8));
  const answer = selfTestAnswer();
  expect(Math.min(...answer)).toBeLessThan(0.3);
  expect(Math.max(...answer)).toBeGreaterThan(0.7);
});

test('small machines use every core, large ones half of them', () => {
  expect([1, 2, 4, 6, 8, 12, 16, 64].map((cores) => threadCount(cores))).toEqual([1, 2, 4, 4, 4, 6, 8, 8]);
  expect(threadCount(0)).toBe(1);
});
