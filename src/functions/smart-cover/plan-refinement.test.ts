import { expect, test } from 'vitest';
import { planOutputSize, wantedAspect } from './plan-output-size';
import { planMomentMerits, planRefinement } from './plan-refinement';
import { planMovements } from '../../vision/plan-movements';
import { isInTransition } from '../../vision/plan-transitions';

test('with exact shots the stretch is centred and stays inside the shot', () => {
  const shot = { startSeconds: 4.8, endSeconds: 9 };
  const range = planRefinement({ timeSeconds: 5, otherTimes: [], shot, durationSeconds: 60 });
  expect(range.startSeconds).toBe(4.8);
  expect(range.endSeconds).toBeCloseTo(5.5, 2);
});

test('from a keyframe the stretch goes forward, half-way to the next candidate at most', () => {
  const range = planRefinement({ timeSeconds: 10, otherTimes: [10.8], shot: null, durationSeconds: 60 });
  expect(range.startSeconds).toBe(10);
  expect(range.endSeconds).toBeCloseTo(10.4, 2);
});

test('of one moment the sharpest still frame wins, and none near a cut', () => {
  const moment = {
    timeSeconds: 0,
    acutance: 0.6,
    edgeStrength: 20,
    motion: { score: 0.01, local: 1 },
    contrast: 50,
    inTransition: false,
  };
  const merits = planMomentMerits([
    moment,
    { ...moment, acutance: 0.4, edgeStrength: 12, motion: { score: 0.2, local: 40 } },
    { ...moment, acutance: 0.7, inTransition: true },
  ]);
  expect(merits[0]).toBeGreaterThan(merits[1]!);
  expect(merits[2]).toBe(Number.NEGATIVE_INFINITY);
});

test('three frames on either side of a cut count as transition, four do not', () => {
  const cut = { kind: 'cut', startSeconds: 2, endSeconds: 2, timeSeconds: 2 } as const;
  const at = (frames: number) => isInTransition([cut], 2 + frames / 25, 25);
  expect([-4, -3, 0, 3, 4].map(at)).toEqual([false, true, true, true, false]);
});

test('output size follows what is given, and both sides together decide the shape', () => {
  const crop = { widthPx: 1000, heightPx: 500 };
  expect(planOutputSize({ Width: 0, Height: 0 }, crop)).toEqual(crop);
  expect(planOutputSize({ Width: 400, Height: 0 }, crop)).toEqual({ widthPx: 400, heightPx: 200 });
  expect(planOutputSize({ Width: 0, Height: 100 }, crop)).toEqual({ widthPx: 200, heightPx: 100 });
  expect(wantedAspect({ AspectRatio: '16:9', Width: 300, Height: 300 })).toBe(1);
  expect(wantedAspect({ AspectRatio: 'source', Width: 300, Height: 0 })).toBeNull();
});

test('a repeated frame moves as much as the change that follows it', () => {
  const still = { score: 0, local: 0 };
  const change = { score: 0.1, local: 30 };
  expect(planMovements([still, change, still, still])).toEqual([change, change, still, still]);
});
