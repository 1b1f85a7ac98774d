import { expect, test } from 'vitest';
import type { ReframeShot } from '../../../core/reframe-path';
import { poseAt } from '../../../core/reframe-path';
import { bendPath, boxOfPose, holdShot, poseOfBox, shotAt, withPose } from './edit-path';

const shape = { aspect: 9 / 16, sourceAspect: 16 / 9 };
const shot = (start: number, end: number, from: number, to: number): ReframeShot => ({
  start,
  end,
  strategy: from === to ? 'still' : 'pan',
  path: [
    [start, from, 0.5, 1],
    [end, to, 0.5, 1],
  ],
  subjects: [],
});
const shots = [shot(0, 2, 0.3, 0.3), shot(2, 6, 0.3, 0.6)];

test('a pose and its box are two ways of saying one thing', () => {
  const pose = { cx: 0.4, cy: 0.5, scale: 1 };
  const box = boxOfPose(pose, shape);
  expect(box[2]).toBeCloseTo(81 / 256, 6);
  expect(poseOfBox(box, pose, shape)).toMatchObject({ scale: 1 });
  const dragged = poseOfBox([box[0] + 0.2, 0, box[2], 1], pose, shape);
  expect(dragged.cx).toBeCloseTo(0.6, 6);
  const smaller = poseOfBox([box[0], 0, box[2] / 2, 0.5], pose, shape);
  expect(smaller.scale).toBeCloseTo(0.5, 6);
});

test('a crop larger than the picture stays centred on it', () => {
  const pose = { cx: 0.5, cy: 0.5, scale: 2 };
  expect(boxOfPose(pose, shape)[3]).toBe(1);
  expect(poseOfBox(boxOfPose(pose, shape), pose, shape)).toMatchObject({ cy: 0.5, scale: 2 });
});

test('one pose moves its whole shot and no other', () => {
  const path = bendPath(shots, [{ timeSeconds: 3, cx: 0.5, cy: 0.5, scale: 1 }], shape);
  expect(
    path
      .filter(([t]) => t <= 2)
      .slice(0, 2)
      .map(([, cx]) => cx),
  ).toEqual([0.3, 0.3]);
  const second = path.slice(2);
  const own = poseAt(shots[1]!.path, 3).cx;
  expect(poseAt(second, 3).cx).toBeCloseTo(0.5, 6);
  expect(second.at(-1)![1]).toBeCloseTo(0.6 + 0.5 - own, 6);
});

test('two poses are both gone through, and a shot can be held still', () => {
  const poses = withPose([{ timeSeconds: 2.5, cx: 0.5, cy: 0.5, scale: 1 }], {
    timeSeconds: 5,
    cx: 0.2,
    cy: 0.5,
    scale: 1,
  });
  const second = bendPath(shots, poses, shape).slice(2);
  expect(poseAt(second, 2.5).cx).toBeCloseTo(0.5, 6);
  expect(poseAt(second, 5).cx).toBeCloseTo(0.2, 6);
  const still = holdShot(shots, 1, { cx: 0.7, cy: 0.5, scale: 1 })[1]!;
  expect(still.path.map(([, cx]) => cx)).toEqual([0.7, 0.7]);
  expect(shotAt(shots, 1.9)).toBe(0);
  expect(shotAt(shots, 7)).toBe(1);
});
