import { expect, test } from 'vitest';
import { groupsOf, hasUsefulGroups, planLooks, planQuiet } from './plan-looks';

/** A group of ten seconds: a keyframe and small frames, one of them of another size. */
const group = (start: number, largest = 300) =>
  Array.from({ length: 20 }, (_, i) => ({
    timeSeconds: start + i / 2,
    bytes: i === 0 ? 50_000 : i === 7 ? largest : 200,
    isKey: i === 0,
  }));
const groups = groupsOf([...group(0), ...group(10), ...group(20, 30_000), ...group(30)], 40);

test('frames are grouped from keyframe to keyframe', () => {
  expect(groups.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])).toEqual([
    [0, 10],
    [10, 20],
    [20, 30],
    [30, 40],
  ]);
  expect(hasUsefulGroups(groups)).toBe(true);
  expect(hasUsefulGroups(groupsOf(group(0), 10))).toBe(false);
  const intra = Array.from({ length: 50 }, (_, i) => ({ timeSeconds: i / 25, bytes: 9000, isKey: true }));
  expect(hasUsefulGroups(groupsOf(intra, 2))).toBe(false);
});

test('a group is passed over when nothing differs and no frame is large; the last is always looked at', () => {
  expect(planQuiet(groups, ['same', 'same', 'same'])).toEqual([true, true, false, false]);
  expect(planQuiet(groups, ['other', 'turned', 'turned'])).toEqual([false, true, false, false]);
});

test('neighbouring groups that are looked at are one stretch', () => {
  expect(planLooks(groups, [true, false, false, true])).toEqual([
    { kind: 'key', group: 0, startSeconds: 0, endSeconds: 10 },
    { kind: 'stretch', startSeconds: 10, endSeconds: 30 },
    { kind: 'key', group: 3, startSeconds: 30, endSeconds: 40 },
  ]);
});
