import { expect, test } from 'vitest';
import { planRejections, planRepresentation } from './plan-rejection';
import { testFrame } from './test-frames';

const good = testFrame(0);
const tone = (changes: Partial<typeof good.tone>) => ({ tone: { ...good.tone, ...changes } });
const rejectionOf = (changes: Parameters<typeof testFrame>[1], look = 3) =>
  planRejections([good, testFrame(1, changes, look)])[1];

test('an ordinary frame is kept, and a dark scene is not a black frame', () => {
  expect(rejectionOf({})).toBeNull();
  expect(rejectionOf(tone({ mean: 34, p5: 2, p50: 10, p95: 150, contrast: 48 }))).toBeNull();
});

test('black and white frames are recognised', () => {
  expect(rejectionOf(tone({ p95: 6, contrast: 4 }))).toBe('black');
  expect(rejectionOf(tone({ p5: 250, contrast: 3 }))).toBe('white');
});

test('a frame within a change of shot is recognised', () => {
  expect(rejectionOf({ inTransition: true })).toBe('transition');
});

test('the same picture with far less contrast is a fade, another picture with less contrast is not', () => {
  const pale = tone({ contrast: 30, p95: 120 });
  expect(rejectionOf(pale, 0)).toBe('faded');
  expect(rejectionOf(pale, 3)).toBeNull();
});

test('blur is judged absolutely and against the clip', () => {
  expect(rejectionOf({ sharpness: { acutance: 0.3, detail: 0.3, edgeStrength: 9, textured: 0.5 } })).toBe(
    'blurred',
  );
  expect(rejectionOf({ sharpness: { acutance: 0.41, detail: 0.41, edgeStrength: 9, textured: 0.5 } })).toBe(
    'blurred',
  );
  const soft = testFrame(1, { sharpness: { acutance: 0.41, detail: 0.41, edgeStrength: 9, textured: 0.5 } });
  expect(planRejections([soft, soft])).toEqual([null, null]);
});

test('colour bars and plain title cards are recognised', () => {
  const bars = {
    flatShare: 0.9,
    backgroundShare: 0.3,
    paletteShare: 0.9,
    vividShare: 0.4,
    repeatedRows: 0.8,
  };
  expect(rejectionOf({ graphics: bars, ...tone({ entropyBits: 3.8 }) })).toBe('test-card');
  const title = { flatShare: 0.97, backgroundShare: 0.9, paletteShare: 1, vividShare: 0, repeatedRows: 0.8 };
  expect(rejectionOf({ graphics: title })).toBe('title-card');
});

test('frames that look like most of the clip represent it best', () => {
  const frames = [testFrame(0, {}, 1), testFrame(1, {}, 1), testFrame(2, {}, 1), testFrame(3, {}, 2)];
  const [common, , , rare] = planRepresentation(frames);
  expect(common).toBeGreaterThan(2 * rare!);
});
