import { expect, test } from 'vitest';
import type { MeasuredRoom } from './plan-grid';
import { planGroups } from './plan-groups';
import { planCutLengths } from './plan-music';
import { planSummary } from './plan-summary';
import { speechEndCost, speechStartCost } from './plan-speech';
import { planWindows } from './plan-windows';

const UNIT = 0.04;

const room = (startSeconds: number, seconds: number, interest: number, shot: number): MeasuredRoom => {
  const count = Math.round(seconds / UNIT);
  return {
    startSeconds,
    endSeconds: startSeconds + seconds,
    shot,
    group: shot,
    interest: new Float64Array(count).fill(interest),
    startCost: new Float64Array(count + 1),
    endCost: new Float64Array(count + 1),
    best: null,
  };
};

const input = { mode: 'highlights', unitSeconds: UNIT, overlapSeconds: 0, music: null } as const;
const rooms = [room(0, 4, 0.5, 0), room(10, 4, 0.9, 1), room(20, 4, 0.7, 2), room(30, 4, 0.6, 3)];

const lengthOf = (plan: ReturnType<typeof planSummary>): number =>
  plan!.segments.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0);

test.each([1, 2.5, 5, 8, 12])('a summary of %s s is that long, in segments of 0.8 s or more', (seconds) => {
  const plan = planSummary({ ...input, rooms, durationSeconds: seconds });
  expect(lengthOf(plan)).toBeCloseTo(seconds, 1);
  for (const { startSeconds, endSeconds } of plan!.segments)
    expect(endSeconds - startSeconds).toBeGreaterThan(0.79);
});

test('three shots are shown where there are three', () => {
  const dull = [room(0, 6, 0.9, 0), room(10, 4, 0.2, 1), room(20, 4, 0.25, 2)];
  const plan = planSummary({ ...input, rooms: dull, durationSeconds: 5 });
  expect(new Set(plan!.segments.map((segment) => segment.room)).size).toBe(3);
});

test('crossfades take from the length of the segments, not from the summary', () => {
  const plan = planSummary({ ...input, rooms, durationSeconds: 5, overlapSeconds: 0.4 });
  expect(lengthOf(plan)).toBeCloseTo(5 + 0.4 * (plan!.segments.length - 1), 1);
});

test('a trailer ends with its best shot', () => {
  const plan = planSummary({ ...input, mode: 'trailer', rooms, durationSeconds: 4 });
  expect(plan!.segments.at(-1)!.room).toBe(1);
});

test('rooms that do not fill the summary give no plan', () => {
  expect(planSummary({ ...input, rooms: [room(0, 2, 1, 0)], durationSeconds: 5 })).toBeNull();
  expect(planSummary({ ...input, rooms: [], durationSeconds: 5 })).toBeNull();
});

test('cuts move onto the beat, and the length stays', () => {
  const choice = { value: Float64Array.from([-Infinity, 0, 0, 0, 0, 0]), start: new Int32Array(6) };
  const gains = Float64Array.from({ length: 9 }, (_, t) => (t === 3 ? 1 : 0));
  const moved = planCutLengths(
    [
      { room: 0, units: 4 },
      { room: 1, units: 4 },
    ],
    [choice, choice],
    gains,
  );
  expect(moved!.map(({ units }) => units)).toEqual([3, 5]);
});

test('starting on a word costs more than starting inside speech, and that more than silence', () => {
  const speech = [{ startSeconds: 2, endSeconds: 5 }];
  expect(speechStartCost(1, speech)).toBe(0);
  expect(speechStartCost(1.95, speech)).toBe(1);
  expect(speechStartCost(2.2, speech)).toBe(1);
  expect(speechStartCost(3, speech)).toBeGreaterThan(0);
  expect(speechStartCost(3, speech)).toBeLessThan(0.5);
  expect(speechEndCost(5.1, speech)).toBeLessThan(0);
});

const signature = (seed: number) => {
  const layout = Float32Array.from({ length: 144 }, (_, i) => Math.sin(seed * 91 + i * (seed + 1)));
  const length = Math.hypot(...layout);
  const colors = new Float32Array(64);
  colors[seed % 64] = 1;
  return { layout: layout.map((value) => value / length), colors };
};

test('a view that comes back is one group', () => {
  const views = [1, 2, 1, 3].map((seed, shot) => ({ shot, signature: signature(seed) }));
  expect(planGroups(views)).toEqual([0, 1, 0, 2]);
});

test('a long video is looked at where it is good, at unlike places, once each', () => {
  const prospects = Array.from({ length: 60 }, (_, i) => ({
    timeSeconds: i * 10,
    interest: i % 7 === 0 ? 0.9 : 0.3,
    signature: signature(i),
  }));
  const windows = planWindows({ prospects, windowSeconds: 5, totalSeconds: 30, durationSeconds: 600 });
  expect(windows).toHaveLength(6);
  for (const { startSeconds } of windows) expect((startSeconds / 10) % 7).toBe(0);
  windows.slice(1).forEach((window, i) => {
    expect(window.startSeconds).toBeGreaterThan(windows[i]!.endSeconds);
  });
});
