import { expect, test } from 'vitest';
import { editedSegmentSchema } from '../../../core/slides-result';
import {
  mergeSegment,
  renameSegment,
  splitSegment,
  splittableAt,
  toEdited,
  type StripSegment,
} from './edit-segments';

const segment = (start: number, end: number, slideNumber: number): StripSegment => ({
  start,
  end,
  title: `Slide ${slideNumber}`,
  pictureSeconds: end - 1,
  slideNumber,
  text: `text ${slideNumber}`,
  tile: slideNumber - 1,
  titleConfidence: 1,
});
const strip = [segment(0, 10, 1), segment(10, 20, 2)];

test('a split gives two segments that meet, the second with a number of its own', () => {
  const [left, right, last] = splitSegment(strip, 0, 4.0004);
  expect(left).toMatchObject({ start: 0, end: 4, slideNumber: 1, pictureSeconds: 3.8 });
  expect(right).toMatchObject({ start: 4, end: 10, slideNumber: 3, pictureSeconds: 9 });
  expect(last).toEqual(strip[1]);
  expect(splittableAt(strip, 10.2)).toBe(-1);
  expect(splittableAt(strip, 12)).toBe(1);
});

test('joined segments cover both and keep the first title', () => {
  const [joined, ...rest] = mergeSegment(strip, 1);
  expect(rest).toEqual([]);
  expect(joined).toMatchObject({ start: 0, end: 20, title: 'Slide 1', text: 'text 1\ntext 2' });
  expect(mergeSegment(strip, 0)).toEqual(strip);
});

test('edits fit the parameter they are sent in', () => {
  const edited = toEdited(renameSegment(strip, 1, '  缓存 '));
  expect(edited[1]!.title).toBe('缓存');
  for (const one of edited) expect(editedSegmentSchema.parse(one)).toEqual(one);
});
