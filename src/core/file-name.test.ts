import { expect, test } from 'vitest';
import { baseNameOf, outputName } from './file-name';

test.each([
  ['clips/holiday.final.mp4', 'holiday.final'],
  ['C:\\clips\\holiday.mp4', 'holiday'],
  ['noextension', 'noextension'],
  ['.hidden', '.hidden'],
])('the base name of %s is %s', (name, base) => {
  expect(baseNameOf(name)).toBe(base);
});

test('output names carry the base name of their source', () => {
  expect(outputName('holiday.mp4', 'cover-1', 'jpg')).toBe('holiday.cover-1.jpg');
});
