import { expect, test } from 'vitest';
import { planClipCut } from './plan-clip-cut';

const keyframes = [0, 8, 16, 100];

test('a keyframe beside the start is taken for it', () => {
  expect(planClipCut({ startSeconds: 8.08, endSeconds: 20 }, keyframes, true)).toEqual({
    kind: 'copy',
    keySeconds: 8,
    startSeconds: 8,
  });
});

test('between keyframes the lead-in is hidden, or the clip encoded when that is asked for', () => {
  const range = { startSeconds: 12, endSeconds: 20 };
  expect(planClipCut(range, keyframes, false)).toEqual({ kind: 'copy', keySeconds: 8, startSeconds: 12 });
  expect(planClipCut(range, keyframes, true)).toEqual({ kind: 'encode', startSeconds: 12 });
});

test('far from a keyframe, or before the first, a clip is encoded', () => {
  expect(planClipCut({ startSeconds: 60, endSeconds: 90 }, keyframes, false).kind).toBe('encode');
  expect(planClipCut({ startSeconds: 1, endSeconds: 3 }, [5], false).kind).toBe('encode');
});
