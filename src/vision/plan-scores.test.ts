import { expect, test } from 'vitest';
import type { FaceMeasure } from './frame-measures';
import { planScores } from './plan-scores';
import { testFrame } from './test-frames';

const face = (changes: Partial<FaceMeasure> = {}): FaceMeasure => ({
  box: [0.4, 0.2, 0.2, 0.35],
  confidence: 0.99,
  acutance: 0.6,
  luma: 130,
  eyeContrast: 0.4,
  eyesOpen: 1,
  frontal: 1,
  ...changes,
});
const scoreOf = (changes: Parameters<typeof testFrame>[1], lively = false) =>
  planScores([testFrame(0, changes)], [1], lively)[0]!;

test('a sharp, open-eyed face beats the same frame without one, and closed eyes lose to open ones', () => {
  expect(scoreOf({ faces: [face()] }).score).toBeGreaterThan(scoreOf({}).score);
  const closed = scoreOf({ faces: [face({ eyesOpen: 0 })] });
  expect(closed.score).toBeLessThan(scoreOf({ faces: [face()] }).score - 1);
  expect(closed.reasons).toContain('eyes-closed');
});

test('a face in the dark counts for less than one in the light', () => {
  const dark = scoreOf({ faces: [face({ luma: 28 })] }).parts.faces!;
  expect(dark).toBeLessThan(0.6 * scoreOf({ faces: [face()] }).parts.faces!);
});

test('a face that touches the edge counts as cut', () => {
  const cut = scoreOf({ faces: [face({ box: [0.4, 0, 0.2, 0.35] })] });
  expect(cut.reasons).toContain('face-cut');
  expect(cut.parts.faces).toBeLessThan(scoreOf({ faces: [face()] }).parts.faces!);
});

test('stills prefer a quiet frame, GIFs one in which something moves', () => {
  const quiet = { motion: { score: 0.002, local: 0.5 } };
  const moving = { motion: { score: 0.07, local: 30 } };
  expect(scoreOf(quiet).score).toBeGreaterThan(scoreOf(moving).score);
  expect(scoreOf(moving, true).score).toBeGreaterThan(scoreOf(quiet, true).score);
});

test('overlaid text costs, and reasons name what is good', () => {
  const plain = scoreOf({});
  expect(scoreOf({ textWidth: 0.6 }).score).toBeLessThan(plain.score - 1);
  expect(scoreOf({ textWidth: 0.6 }).reasons).toContain('text');
  expect(plain.reasons).toEqual(expect.arrayContaining(['sharp', 'well-exposed']));
});

test('scores stay between 0 and 10', () => {
  const awful = scoreOf({
    textWidth: 1,
    colorfulness: 0,
    sharpness: { acutance: 0, detail: 0, edgeStrength: 0, textured: 0 },
  });
  const superb = scoreOf({ faces: [face(), face()] });
  expect(awful.score).toBeGreaterThanOrEqual(0);
  expect(superb.score).toBeLessThanOrEqual(10);
});
