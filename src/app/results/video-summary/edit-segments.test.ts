import { expect, test } from 'vitest';
import type { SummaryShot } from '../../../core/video-summary';
import {
  moveSegment,
  segmentsOfResult,
  shotOf,
  swapShot,
  toggleShot,
  totalSeconds,
  trimSegment,
} from './edit-segments';

const shot = (startSeconds: number, score: number): SummaryShot => ({
  startSeconds,
  endSeconds: startSeconds + 4,
  score,
  parts: { picture: 5, motion: 5 },
  proposal: { startSeconds: startSeconds + 1, endSeconds: startSeconds + 2.5 },
  group: startSeconds,
});

const shots = [shot(0, 5), shot(5, 9), shot(10, 7), shot(15, 6)];
const segments = segmentsOfResult({
  VideoSummaryList: [
    { StartTime: '6.000', EndTime: '7.000' },
    { StartTime: '11.000', EndTime: '13.000' },
  ],
  Duration: 3,
  Shots: [],
  Reasons: [],
});
const times = (list: readonly { startSeconds: number; endSeconds: number }[]) =>
  list.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds]);

test('a shot that is in comes out, one that is not goes in at its place', () => {
  expect(times(toggleShot(segments, shots, 1))).toEqual([[11, 13]]);
  expect(times(toggleShot(segments, shots, 0))).toEqual([
    [1, 2.5],
    [6, 7],
    [11, 13],
  ]);
});

test('a swap takes the next best shot that is not in, at the same length', () => {
  const swapped = swapShot(segments, shots, 1);
  expect(shotOf(swapped[1]!, shots)).toBe(3);
  expect(swapped[1]!.endSeconds - swapped[1]!.startSeconds).toBeCloseTo(2, 9);
  const again = swapShot(swapped, shots, 1);
  expect(shotOf(again[1]!, shots)).toBe(0);
});

test('a swap with nothing left changes nothing', () => {
  expect(swapShot(segments, shots.slice(1, 3), 0)).toBe(segments);
});

test('segments move, but not past the ends', () => {
  expect(times(moveSegment(segments, 0, 1))).toEqual([
    [11, 13],
    [6, 7],
  ]);
  expect(moveSegment(segments, 0, -1)).toBe(segments);
});

test('ends do not cross and stay inside the video', () => {
  expect(times(trimSegment(segments, 0, { startSeconds: 9 }, 20))[0]![1]).toBeCloseTo(9.2, 9);
  expect(times(trimSegment(segments, 0, { endSeconds: 99 }, 20))[0]).toEqual([6, 20]);
  expect(times(trimSegment(segments, 0, { endSeconds: 5 }, 20))[0]).toEqual([4.8, 5]);
});

test('the length of the summary counts overlaps once', () => {
  expect(totalSeconds(segments, 0)).toBe(3);
  expect(totalSeconds(segments, 0.4)).toBeCloseTo(2.6, 9);
});
