import { expect, test } from 'vitest';
import type { ShotBoundary } from '../../vision/plan-shot-boundaries';
import type { Look, SeenFrame } from './look-through';
import { planSpan } from './plan-fallback';
import { planByHand } from './plan-by-hand';
import { planRooms } from './plan-rooms';

const FRAME = 0.04;
const still = { score: 0, local: 0 };

const frame = (timeSeconds: number, part: Partial<SeenFrame> = {}): SeenFrame => ({
  timeSeconds,
  motion: still,
  isVoid: false,
  contrast: 50,
  ...part,
});

const cut = (timeSeconds: number): ShotBoundary => ({
  kind: 'cut',
  startSeconds: timeSeconds,
  endSeconds: timeSeconds,
  timeSeconds,
});

const lookOf = (seconds: number, part: Partial<Look> = {}): Look => ({
  startSeconds: 0,
  endSeconds: seconds,
  frames: Array.from({ length: Math.round(seconds / FRAME) }, (_, i) => frame(i * FRAME)),
  boundaries: [],
  samples: [],
  isStartKnown: true,
  isEndKnown: true,
  ...part,
});

const options = { frameSeconds: FRAME, maxSeconds: Infinity, minSeconds: 0.8 };

test('rooms stay more than two frames away from a cut, and reach to the ends of the video', () => {
  const [before, after] = planRooms([lookOf(8, { boundaries: [cut(4)] })], options);
  expect(before!.startSeconds).toBe(0);
  expect(4 - before!.endSeconds).toBeGreaterThan(2 * FRAME);
  expect(after!.startSeconds - 4).toBeGreaterThan(2 * FRAME);
  expect(after!.endSeconds).toBeCloseTo(8, 6);
  expect([before!.shot, after!.shot]).toEqual([0, 1]);
});

test('where a look ends inside the video, room is left for a change that was not seen', () => {
  const [room] = planRooms([lookOf(5, { isStartKnown: false, isEndKnown: false })], options);
  expect(room!.startSeconds).toBeGreaterThan(0.7);
  expect(room!.endSeconds).toBeLessThan(4.3);
});

test('black and faded frames are in no room', () => {
  const frames = lookOf(8).frames.map((one, i) =>
    frame(one.timeSeconds, { isVoid: i < 25, contrast: i < 50 ? i : 50 }),
  );
  const [room] = planRooms([lookOf(8, { frames })], options);
  expect(room!.startSeconds).toBeGreaterThan(25 * FRAME);
  expect(frames.find(({ timeSeconds }) => timeSeconds >= room!.startSeconds)!.contrast).toBeGreaterThan(24);
});

test('shots shorter than a segment give no room', () => {
  expect(planRooms([lookOf(0.7)], options)).toEqual([]);
});

test('a long shot is split, with a gap between that no join can hide', () => {
  const rooms = planRooms([lookOf(20)], { ...options, maxSeconds: 4 });
  expect(rooms.length).toBe(4);
  rooms.slice(1).forEach((room, i) => {
    expect(room.startSeconds - rooms[i]!.endSeconds).toBeGreaterThan(0.9);
    expect(room.shot).toBe(0);
  });
});

test('one stretch across shots is as long as asked, without the black at its start', () => {
  const frames = lookOf(8).frames.map(({ timeSeconds }, i) => frame(timeSeconds, { isVoid: i < 25 }));
  const span = planSpan([lookOf(8, { frames, boundaries: [cut(1.04), cut(6)] })], 5, FRAME);
  expect(span.endSeconds - span.startSeconds).toBeCloseTo(5, 6);
  expect(span.startSeconds - 1.04).toBeGreaterThan(2 * FRAME);
  expect(Math.abs(span.endSeconds - 6)).toBeGreaterThan(2 * FRAME);
});

test('a video shorter than asked is shown whole, one frame alike', () => {
  expect(planSpan([lookOf(3)], 5, FRAME)).toEqual({ startSeconds: 0, endSeconds: 3 });
  const one = planSpan([lookOf(FRAME)], 5, FRAME);
  expect(one.startSeconds).toBe(0);
  expect(one.endSeconds).toBeCloseTo(FRAME, 6);
});

test('a video that is black throughout still gives a stretch', () => {
  const frames = lookOf(8).frames.map(({ timeSeconds }) => frame(timeSeconds, { isVoid: true }));
  const span = planSpan([lookOf(8, { frames })], 5, FRAME);
  expect(span.endSeconds - span.startSeconds).toBeCloseTo(5, 6);
});

test('ends chosen by hand move off a cut they would flash, and stay inside the video', () => {
  const input = { boundaries: [cut(4)], durationSeconds: 8, frameSeconds: FRAME };
  const [first, second] = planByHand({
    ...input,
    segments: [
      [2, 4.04],
      [3.98, 9],
      [8.5, 9],
    ],
  });
  expect(first!.startSeconds).toBe(2);
  expect(4 - first!.endSeconds).toBeGreaterThan(2 * FRAME);
  expect(second!.startSeconds - 4).toBeGreaterThan(2 * FRAME);
  expect(second!.endSeconds).toBe(8);
});
