import { expect, test } from 'vitest';
import { poseAt, type Keyframe } from './reframe-path';

const path: readonly Keyframe[] = [
  [0, 0.2, 0.5, 1],
  [1, 0.2, 0.5, 1],
  [2, 0.4, 0.5, 1],
  [3, 0.4, 0.5, 1],
  // A hard cut.
  [3, 0.8, 0.5, 0.5],
  [4, 0.8, 0.5, 0.5],
];

test('the path goes through its keyframes, rests exactly and never overshoots', () => {
  for (const [t, cx] of path.slice(0, 3)) expect(poseAt(path, t).cx).toBe(cx);
  expect(poseAt(path, 0.5).cx).toBe(0.2);
  for (let t = 0; t < 3; t += 0.01) {
    expect(poseAt(path, t).cx).toBeGreaterThanOrEqual(0.2);
    expect(poseAt(path, t).cx).toBeLessThanOrEqual(0.4);
  }
  expect(poseAt(path, 1.5).cx).toBeCloseTo(0.3, 6);
});

test('two keyframes at one time are a cut, and the ends are held', () => {
  expect(poseAt(path, 2.999)).toMatchObject({ cx: 0.4, scale: 1 });
  expect(poseAt(path, 3)).toEqual({ cx: 0.8, cy: 0.5, scale: 0.5 });
  expect(poseAt(path, 99).cx).toBe(0.8);
  expect(poseAt(path, -1).cx).toBe(0.2);
});

test('keyframes on a parabola give the parabola', () => {
  const parabola = Array.from({ length: 11 }, (_, i): Keyframe => [
    i / 10,
    0.1 + 0.5 * (i / 10) ** 2,
    0.5,
    1,
  ]);
  for (const t of [0.15, 0.33, 0.72]) expect(poseAt(parabola, t).cx).toBeCloseTo(0.1 + 0.5 * t * t, 3);
});
