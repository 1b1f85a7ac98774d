import { expect, test } from 'vitest';
import { planFrame, planOutputSize, planVideoSize, wantedAspect } from './plan-frame';
import { isPlainCut, isWholeOutput, planPlacement, settleShot } from './plan-placement';

const hd = { widthPx: 1920, heightPx: 1080 };
const WHOLE = [0, 0, 1, 1] as const;

test('the output keeps the full height, and its sides are even', () => {
  expect(planOutputSize(9 / 16, hd)).toEqual({ widthPx: 608, heightPx: 1080 });
  expect(planOutputSize(9 / 16, { widthPx: 854, heightPx: 480 })).toEqual({ widthPx: 270, heightPx: 480 });
  expect(planOutputSize(1, { widthPx: 721, heightPx: 481 })).toEqual({ widthPx: 480, heightPx: 480 });
  expect(planOutputSize(4 / 5, { widthPx: 1080, heightPx: 1920 })).toEqual({ widthPx: 1080, heightPx: 1350 });
});

test('a crop that closes in everywhere is not scaled up', () => {
  const frame = planFrame(hd, 9 / 16, WHOLE);
  expect(frame.fullScale).toBe(1);
  expect(frame.wholeScale).toBeCloseTo(256 / 81, 6);
  expect(planVideoSize(hd, frame, [0.5, 0.5])).toEqual({ widthPx: 304, heightPx: 540 });
  expect(planVideoSize(hd, frame, [0.5, 3])).toEqual({ widthPx: 608, heightPx: 1080 });
});

test('an upright source of the wanted shape is taken whole', () => {
  const upright = { widthPx: 1080, heightPx: 1920 };
  expect(planVideoSize(upright, planFrame(upright, 9 / 16, WHOLE), [1])).toEqual(upright);
});

test('aspects are read from their names or from two numbers', () => {
  expect(wantedAspect({ AspectRatio: '4:5', CustomWidth: 9, CustomHeight: 16 })).toBe(0.8);
  expect(wantedAspect({ AspectRatio: 'custom', CustomWidth: 9, CustomHeight: 21 })).toBeCloseTo(3 / 7, 9);
});

const output = { widthPx: 608, heightPx: 1080 };

test('a crop at full height moves pixels and does not scale them', () => {
  const still = planPlacement({ cx: 0.5, cy: 0.5, scale: 1 }, hd, output);
  expect(still.from).toEqual({ x: 656, y: 0, width: 608, height: 1080 });
  expect(isPlainCut(still) && isWholeOutput(still, output)).toBe(true);
  const moving = planPlacement({ cx: 0.5001, cy: 0.5, scale: 1 }, hd, output);
  expect(moving.from).toMatchObject({ x: 656.25, width: 608 });
  expect(isPlainCut(moving)).toBe(false);
});

test('a crop never leaves the picture, and one larger than it is centred over a fill', () => {
  expect(planPlacement({ cx: 0, cy: 0.5, scale: 1 }, hd, output).from.x).toBe(0);
  expect(planPlacement({ cx: 1, cy: 0.5, scale: 1 }, hd, output).from.x).toBe(1312);
  const whole = planPlacement({ cx: 0.5, cy: 0.5, scale: 256 / 81 }, hd, output);
  expect(whole.from).toMatchObject({ y: 0, height: 1080 });
  expect(whole.to).toMatchObject({ x: 0, y: 370, width: 608, height: 342 });
});

test('a shot at rest settles where nothing is resampled, a moving one is left alone', () => {
  const still = {
    start: 0,
    end: 2,
    strategy: 'still' as const,
    path: [
      [0, 0.4137, 0.5, 1],
      [2, 0.4137, 0.5, 1],
    ] as [number, number, number, number][],
    subjects: [],
  };
  const [, cx, cy, scale] = settleShot(still, hd, output).path[0]!;
  expect(Math.abs(cx - 0.4137) * 1920).toBeLessThan(2);
  expect(isPlainCut(planPlacement({ cx, cy, scale }, hd, output))).toBe(true);
  const moving = { ...still, path: [still.path[0]!, [2, 0.5, 0.5, 1] as [number, number, number, number]] };
  expect(settleShot(moving, hd, output)).toBe(moving);
});

test('an odd row too many is not resampled away', () => {
  const odd = { widthPx: 1281, heightPx: 721 };
  const size = planOutputSize(9 / 16, odd);
  expect(planPlacement({ cx: 0.5, cy: 0.5, scale: 1 }, odd, size).from.y).toBe(0);
});
