import { expect, test } from 'vitest';
import { chunkFrames, planRuns, type HiddenText } from './plan-runs';

const picture = { widthPx: 1281, heightPx: 720 };
const text = (yPx: number, startSeconds: number, endSeconds: number): HiddenText => ({
  box: { xPx: 401, yPx, widthPx: 300, heightPx: 40 },
  startSeconds,
  endSeconds,
});

test('texts of one place that follow each other closely share a run, others do not', () => {
  const runs = planRuns([text(640, 0, 1), text(640, 1.2, 2), text(640, 5, 6), text(60, 0.5, 1)], picture);
  expect(runs.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])).toEqual([
    [0, 2],
    [0.5, 1],
    [5, 6],
  ]);
});

test('crops are even, inside the picture and wider than the text', () => {
  const [{ crop }] = planRuns([text(690, 0, 1)], picture) as [ReturnType<typeof planRuns>[number]];
  expect([crop.xPx % 2, crop.yPx % 2, crop.widthPx % 2, crop.heightPx % 2]).toEqual([0, 0, 0, 0]);
  expect(crop.xPx).toBeLessThan(401);
  expect(crop.yPx + crop.heightPx).toBeLessThanOrEqual(720);
});

test('large crops are worked on in fewer frames at once', () => {
  expect(chunkFrames({ xPx: 0, yPx: 0, widthPx: 600, heightPx: 100 })).toBe(240);
  expect(chunkFrames({ xPx: 0, yPx: 0, widthPx: 3840, heightPx: 400 })).toBe(24);
});
