import { expect, test } from 'vitest';
import { findCrossing, findLargeFrame } from './refine-boundary';
import { planPictureTime } from './plan-picture';
import { planSegments, type StartedPage } from './plan-segments';

const page = (startSeconds: number, lastSeconds: number, slideNumber: number): StartedPage => ({
  startSeconds,
  lastSeconds,
  pictureSeconds: lastSeconds,
  slideNumber,
  page: slideNumber - 1,
});
const spans = (segments: ReturnType<typeof planSegments>): number[][] =>
  segments.map(({ startSeconds, endSeconds, slideNumber }) => [startSeconds, endSeconds, slideNumber]);
const options = { durationSeconds: 60, minSeconds: 5 };

test('segments cover the video from its first moment to its last', () => {
  const found = planSegments([page(0.5, 19, 1), page(20, 59, 2)], [], options);
  expect(spans(found)).toEqual([
    [0, 20, 1],
    [20, 60, 2],
  ]);
});

test('a slide flicked past belongs to the next, the last one to the one before', () => {
  const pages = [page(0, 19, 1), page(20, 21, 2), page(22, 55, 3), page(57, 60, 4)];
  expect(spans(planSegments(pages, [], options))).toEqual([
    [0, 20, 1],
    [20, 60, 3],
  ]);
});

test('a slide that is only just too short stays', () => {
  const found = planSegments([page(0, 4, 1), page(4.967, 59, 2)], [], options);
  expect(found).toHaveLength(2);
});

test('neighbours that show one slide are one segment', () => {
  expect(spans(planSegments([page(0, 29, 1), page(30, 59, 1)], [], options))).toEqual([[0, 60, 1]]);
});

test('a long film between slides is a segment without a slide, a short one is none', () => {
  const pages = [page(0, 19, 1), page(40, 59, 2)];
  expect(spans(planSegments(pages, [{ startSeconds: 20, endSeconds: 40 }], options))).toEqual([
    [0, 20, 1],
    [20, 40, 0],
    [40, 60, 2],
  ]);
  expect(spans(planSegments(pages, [{ startSeconds: 20, endSeconds: 22 }], options))).toEqual([
    [0, 40, 1],
    [40, 60, 2],
  ]);
});

test('a slide that goes on after a film starts again', () => {
  const found = planSegments([page(0, 59, 1)], [{ startSeconds: 20, endSeconds: 40 }], options);
  expect(spans(found)).toEqual([
    [0, 20, 1],
    [20, 40, 0],
    [40, 60, 1],
  ]);
});

test('nothing seen is no segment', () => {
  expect(planSegments([], [], options)).toEqual([]);
});

const look = (timeSeconds: number, value: number) => ({
  timeSeconds,
  luma: { widthPx: 2, heightPx: 1, data: Float32Array.from([value, 100]) },
});

test('the boundary of a fade is its middle, of a cut its first new frame', () => {
  const fade = [0, 0.1, 0.2, 0.3, 0.4, 0.5].map((time) => look(time, time * 400));
  expect(findCrossing(fade)).toEqual([0.2, 0.3]);
  expect(findCrossing([look(1, 0), look(1.04, 0), look(1.08, 200)])).toEqual([1.04, 1.08]);
  expect(findCrossing([look(1, 7), look(2, 8)])).toBeNull();
});

test('the picture of a slide is a keyframe when nothing came after it', () => {
  const span = { settledSeconds: 10, pictureSeconds: 30 };
  expect(planPictureTime(span, [], [5, 12, 25])).toBe(25);
  expect(planPictureTime(span, [27], [5, 12, 25])).toBe(30);
  expect(planPictureTime(span, [], [5])).toBe(30);
});

test('between two looks the large frame brought the change, if there is one', () => {
  const frame = (timeSeconds: number, bytes: number) => ({ timeSeconds, bytes, isKey: false });
  const frames = [frame(1, 9000), frame(1.03, 100), frame(1.06, 5000), frame(1.1, 200)];
  expect(findLargeFrame(frames, [1, 1.1])).toBe(1.06);
  expect(findLargeFrame([frame(1.03, 100), frame(1.1, 120)], [1, 1.1])).toBe(1.1);
  expect(findLargeFrame([], [1, 1.1])).toBe(1.1);
});
