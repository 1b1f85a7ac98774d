import { expect, test } from 'vitest';
import { logoBlur } from './definition';
import { EDGE_SECONDS, planPatches } from './plan-patches';

const picture = { widthPx: 200, heightPx: 100, durationSeconds: 10 };
const mark = { box: [0.5, 0.5, 0.1, 0.1], start: 2, end: 6 } as const;

test('a patch is the mark with a margin, in pixels, cut at the edge of the picture', () => {
  const [patch] = planPatches([{ ...mark, box: [0.5, 0.5, 0.1, 0.1] }], [], picture);
  expect(patch!.box).toEqual({ xPx: 98, yPx: 48, widthPx: 24, heightPx: 14 });
  const [corner] = planPatches([{ box: [0.9, 0.9, 0.1, 0.1], start: 0, end: 10 }], [], picture);
  expect(corner!.box.xPx + corner!.box.widthPx).toBe(200);
  expect(corner!.endSeconds).toBeGreaterThan(10);
});

test('the wanted times cut the marks, whose ends are taken a little wider', () => {
  const times = planPatches(
    [{ ...mark, box: [0.5, 0.5, 0.1, 0.1] }],
    [
      [0, 3],
      [5, 9],
    ],
    picture,
  );
  expect(times.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])).toEqual([
    [2 - EDGE_SECONDS, 3],
    [5, 6 + EDGE_SECONDS],
  ]);
});

test('boxes may be written as one string, and more than eight are refused', () => {
  const parse = (Boxes: unknown) => logoBlur.params.safeParse({ Boxes });
  expect(parse('[[0.1,0.2,0.3,0.1],[0.5,0.5,0.1,0.1]]').data?.Boxes).toEqual([
    [0.1, 0.2, 0.3, 0.1],
    [0.5, 0.5, 0.1, 0.1],
  ]);
  expect(parse('0.1,0.2,0.3,0.1; 0.5,0.5,0.1,0.1').data?.Boxes).toHaveLength(2);
  expect(parse('0.1,0.2,0.3').success).toBe(false);
  expect(parse(Array.from({ length: 9 }, () => [0, 0, 0.1, 0.1])).success).toBe(false);
});
