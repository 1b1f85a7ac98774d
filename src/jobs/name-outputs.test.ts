import { expect, test } from 'vitest';
import { toJobInput } from './job';
import { nameOutputs, renameInResult } from './name-outputs';
import { aJob, anOutput } from './test-fakes';

const inputs = { source: [toJobInput(new File([], 'my.holiday.mp4'))] };
const namesWith = (outputTemplate: string, ...fileNames: string[]) => {
  const job = aJob('a', { inputs, outputTemplate, createdAtMs: Date.UTC(2026, 1, 3, 4, 5, 6) });
  return nameOutputs(
    fileNames.map((name) => anOutput(name)),
    job,
  ).map(({ fileName }) => fileName);
};

test("without a template the function's own names stay", () => {
  expect(namesWith('', 'a.jpg', 'b.gif')).toEqual(['a.jpg', 'b.gif']);
});

test('a template fills in source, time, number and kind and keeps the extension', () => {
  expect(namesWith('{source}_{timestamp}_{sequenceId}_{resultType}', 'a.jpg', 'b.gif')).toEqual([
    'my.holiday_20260203T040506Z_1_result.jpg',
    'my.holiday_20260203T040506Z_2_result.gif',
  ]);
});

test('names that would meet in one folder are told apart', () => {
  expect(namesWith('{source}', 'a.jpg', 'b.jpg', 'c.png')).toEqual([
    'my.holiday.jpg',
    'my.holiday-2.jpg',
    'my.holiday.png',
  ]);
});

test('an unknown placeholder stays as written, and separators never make folders', () => {
  expect(namesWith('../{nope}/x', 'a.jpg')).toEqual(['.._{nope}_x.jpg']);
});

test('an extension in the template is not doubled', () => {
  expect(namesWith('cover.jpg', 'a.jpg')).toEqual(['cover.jpg']);
});

test('a result that names its files follows them, and nothing else in it changes', () => {
  const before = [anOutput('a.jpg'), anOutput('b.jpg')];
  const after = [anOutput('x-1.jpg'), anOutput('x-2.jpg')];
  const result = [{ Url: 'b.jpg', Score: 9, Reasons: ['a.jpg is sharp'], Other: null }, 'a.jpg'];
  expect(renameInResult(result, before, after)).toEqual([
    { Url: 'x-2.jpg', Score: 9, Reasons: ['a.jpg is sharp'], Other: null },
    'x-1.jpg',
  ]);
});
