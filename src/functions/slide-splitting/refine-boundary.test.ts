import { expect, test } from 'vitest';
import type { CodedFrame } from './plan-looks';
import { findCrossing, findLargeFrame, findLoneFrame } from './refine-boundary';

/** Frames at 10 a second, from 0 on. */
const framesOf = (bytes: readonly number[], keys: readonly number[] = [0]): CodedFrame[] =>
  bytes.map((size, i) => ({ timeSeconds: i / 10, bytes: size, isKey: keys.includes(i) }));

const lookOf = (timeSeconds: number, value: number) => ({
  timeSeconds,
  luma: { widthPx: 2, heightPx: 1, data: new Float32Array([value, 10]) },
});

test('one large frame among small ones turned the page', () => {
  const frames = framesOf([9000, 50, 60, 4000, 55, 50]);
  expect(findLoneFrame(frames, { startSeconds: 0, endSeconds: 0.5 })).toBe(0.3);
});

test('a keyframe turned it when every other frame is tiny, and leaves doubt when one is not', () => {
  const window = { startSeconds: 0.1, endSeconds: 0.5 };
  expect(findLoneFrame(framesOf([9000, 50, 60, 9000, 55, 50], [0, 3]), window)).toBe(0.3);
  expect(findLoneFrame(framesOf([9000, 50, 900, 9000, 55, 50], [0, 3]), window)).toBeNull();
});

test('a fade and a moving picture are left to the eye', () => {
  const window = { startSeconds: 0, endSeconds: 0.5 };
  expect(findLoneFrame(framesOf([9000, 50, 2500, 2600, 2400, 50]), window)).toBeNull();
  expect(findLoneFrame(framesOf([9000, 800, 820, 790, 810, 805]), window)).toBeNull();
});

test('the crossing of a fade is where the picture has become more like the last one', () => {
  const looks = [0, 20, 60, 140, 180, 200].map((value, i) => lookOf(i / 10, value));
  expect(findCrossing(looks)).toEqual([0.2, 0.3]);
  expect(findLargeFrame(framesOf([1, 1, 1, 9, 1]), [0.2, 0.3])).toBe(0.3);
});

test('what moves beside the slide does not tell when it turned', () => {
  const values: readonly (readonly [number, number])[] = [
    [0, 0],
    [0, 250],
    [0, 240],
    [200, 250],
  ];
  const looks = values.map((data, i) => ({
    timeSeconds: i / 10,
    luma: { widthPx: 2, heightPx: 1, data: new Float32Array(data) },
  }));
  expect(findCrossing(looks)).toEqual([0, 0.1]);
  expect(findCrossing(looks, (xPx) => xPx === 1)).toEqual([0.2, 0.3]);
});
