import { expect, test } from 'vitest';
import type { PacketSize } from '../../media/read-packet-sizes';
import { planSampleTimes } from './plan-sample-times';
import { PLATE_FRAMES } from './plan-segments';

const RATE = 25;

/** A clip with a keyframe every `group` frames; `large`: frames in between that are as big as one. */
const codedClip = (seconds: number, group: number, large: readonly number[] = []): PacketSize[] =>
  Array.from({ length: seconds * RATE }, (_, i) => {
    const isKey = i % group === 0;
    return { timeSeconds: i / RATE, bytes: isKey || large.includes(i) ? 60_000 : 4000, isKey };
  });

/** Frames decoded to reach all times, each group from its keyframe on. */
const framesDecoded = (times: readonly number[], group: number): number => {
  const reach = new Map<number, number>();
  for (const time of times) {
    const frame = Math.floor(time * RATE + 1e-6);
    reach.set(Math.floor(frame / group), (frame % group) + 1);
  }
  return [...reach.values()].reduce((sum, frames) => sum + frames, 0);
};

test('sample times stay inside the clip, at least 16 and at most 40', () => {
  expect(planSampleTimes(1, 2, [])).toHaveLength(PLATE_FRAMES);
  const long = planSampleTimes(0, 3600, []);
  expect(long).toHaveLength(40);
  expect(long[0]).toBeGreaterThan(0);
  expect(long.at(-1)).toBeLessThan(3600);
});

test('a short clip, and one with keyframes close together, is sampled evenly', () => {
  const even = planSampleTimes(0, 3, []);
  planSampleTimes(0, 3, codedClip(3, 250)).forEach((time, i) => expect(time).toBeCloseTo(even[i]!, 9));
  const long = planSampleTimes(0, 600, []);
  planSampleTimes(0, 600, codedClip(600, 2)).forEach((time, i) => expect(time).toBeCloseTo(long[i]!, 9));
});

test.each([
  [12, 250],
  [600, 250],
  [3600, 50],
])(
  'of %i s with a keyframe every %i frames little is decoded, in order and in every part',
  (seconds, group) => {
    const times = planSampleTimes(0, seconds, codedClip(seconds, group));
    expect(framesDecoded(times, group)).toBeLessThanOrEqual(100 + times.length);
    expect(times.every((time, i) => i === 0 || time > times[i - 1]!)).toBe(true);
    const largestGap = Math.max(...times.map((time, i) => time - (times[i - 1] ?? 0)));
    expect(largestGap).toBeLessThan(seconds / times.length + group / RATE);
  },
);

test('a new picture between keyframes is looked at', () => {
  const times = planSampleTimes(0, 12, codedClip(12, 300, [200]));
  const after = times.filter((time) => time >= 8);
  expect(after.length).toBeGreaterThan(2);
});
