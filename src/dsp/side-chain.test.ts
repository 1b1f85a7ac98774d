import { expect, test } from 'vitest';
import { activeSpans, sideChainReduction } from './side-chain';

const options = {
  pointsPerSecond: 50,
  attackSeconds: 0.3,
  leadSeconds: 0.1,
  holdSeconds: 0.2,
  releaseSeconds: 0.8,
  bridgeSeconds: 1,
};
const points = (seconds: number) => Math.round(seconds * 50);
/** Key that sounds in the given spans of a 10 s programme. */
const key = (...spans: [number, number][]) => {
  const active = new Uint8Array(points(10));
  for (const [start, end] of spans) active.fill(1, points(start), points(end));
  return active;
};
const depth = new Float32Array(points(10)).fill(8);

test('the reduction is complete before the key starts and gone a second after it ends', () => {
  const reduction = sideChainReduction(key([4, 6]), depth, options);
  expect(reduction[points(3.5)]).toBe(0);
  expect(reduction[points(3.9)]).toBeCloseTo(8, 5);
  expect(reduction[points(5)]).toBe(8);
  expect(reduction[points(6.1)]).toBeCloseTo(8, 5);
  expect(reduction[points(7.01)]).toBeCloseTo(0, 5);
});

test('short pauses stay down, long ones come up', () => {
  const short = sideChainReduction(key([2, 3], [3.9, 5]), depth, options);
  expect(Math.min(...short.slice(points(2), points(5)))).toBe(8);
  const long = sideChainReduction(key([2, 3], [6, 7]), depth, options);
  expect(long[points(4.5)]).toBe(0);
});

test('no step between two points is larger than the attack allows', () => {
  const reduction = sideChainReduction(key([1, 2], [5, 6], [9.5, 10]), depth, options);
  for (let i = 1; i < reduction.length; i++) {
    expect(Math.abs(reduction[i]! - reduction[i - 1]!)).toBeLessThan(0.9);
  }
});

test('spans join over gaps of at most the bridge', () => {
  expect(activeSpans([0, 1, 0, 1, 0, 0, 1], 1)).toEqual([
    [1, 4],
    [6, 7],
  ]);
});
