import { expect, test } from 'vitest';
import type { RgbaImage } from '../../src/core/image';
import { createMatteScorer } from './score-matte';

const picture = (...pixel: readonly number[]): RgbaImage => ({
  widthPx: 2,
  heightPx: 1,
  data: Uint8ClampedArray.from([...pixel, ...pixel]),
});

test('a perfect matte scores zero errors', () => {
  const scorer = createMatteScorer();
  scorer.add(picture(10, 20, 30, 128), picture(10, 20, 30, 128));
  scorer.add(picture(10, 20, 30, 255), picture(10, 20, 30, 255));
  expect(scorer.finish()).toMatchObject({ mad: 0, mse: 0, dtSsd: 0, colour: 0 });
});

test('alpha, flicker, edge colour and composite errors are each counted', () => {
  const scorer = createMatteScorer();
  scorer.add(picture(10, 20, 30, 102), picture(10, 20, 36, 51));
  scorer.add(picture(10, 20, 30, 51), picture(10, 20, 36, 51));
  const score = scorer.finish();
  expect(score.mad).toBeCloseTo(100, 6);
  expect(score.mse).toBeCloseTo(20, 6);
  expect(score.dtSsd).toBeCloseTo(20, 6);
  expect(score.colour).toBeCloseTo(2, 6);
  expect(score.compositeDb).toBeLessThan(30);
});
