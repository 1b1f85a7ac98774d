import { expect, test } from 'vitest';
import { cropFor, normalAspect, picksOfResult } from './picks';

test('the shape of a phone crop in a wide picture is narrow in shares of the picture', () => {
  expect(normalAspect('9:16', 1920, 1080)).toBeCloseTo(0.3164, 3);
  expect(normalAspect('source', 1920, 1080)).toBe(1);
});

test('a proposed crop of another shape gives way to a centred one', () => {
  expect(cropFor([0.1, 0, 0.5, 1], 0.5)).toEqual([0.1, 0, 0.5, 1]);
  expect(cropFor([0, 0, 1, 1], 0.5)).toEqual([0.25, 0, 0.5, 1]);
  expect(cropFor(undefined, 1)).toEqual([0, 0, 1, 1]);
});

test('covers become picks at their own times with the crop they were made with', () => {
  const result = [{ Score: 8, Time: '4400', Url: 'a.jpg', Reasons: [] }];
  const [pick] = picksOfResult(result, () => [0.2, 0, 0.5, 1], 0.5);
  expect(pick).toMatchObject({ timeSeconds: 4.4, crop: [0.2, 0, 0.5, 1] });
});
