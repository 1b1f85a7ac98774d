import { expect, test } from 'vitest';
import { toPickedFile } from '../intake/picked-file';
import { planJobs } from './plan-jobs';

const files = (...names: string[]) => names.map((name) => toPickedFile(new File(['x'], name))!);
const one = { kinds: ['video'], min: 1, max: 1 } as const;

test('many files for a function that takes one become one job each', () => {
  const plan = planJobs([{ name: 'source', slot: one, files: files('a.mp4', 'b.mp4') }]);
  expect(plan.ok && plan.jobs.map(({ source }) => source?.map(({ file }) => file.name))).toEqual([
    ['a.mp4'],
    ['b.mp4'],
  ]);
});

test('every job of a batch gets the same files in the other slots', () => {
  const background = {
    name: 'background',
    slot: { kinds: ['image'], min: 0, max: 1 } as const,
    files: files('sky.png'),
  };
  const plan = planJobs([{ name: 'source', slot: one, files: files('a.mp4', 'b.mp4') }, background]);
  expect(plan.ok && plan.jobs.map((job) => job['background']?.[0]?.file.name)).toEqual([
    'sky.png',
    'sky.png',
  ]);
});

test('a function that takes several files gets them all, in order', () => {
  const slot = { kinds: ['audio'], min: 2, max: 16 } as const;
  const plan = planJobs([{ name: 'source', slot, files: files('voice.wav', 'music.mp3') }]);
  expect(plan.ok && plan.jobs.map(({ source }) => source?.map(({ file }) => file.name))).toEqual([
    ['voice.wav', 'music.mp3'],
  ]);
});

test('too few and too many files are said with the number', () => {
  const slot = { kinds: ['audio'], min: 2, max: 3 } as const;
  expect(planJobs([{ name: 'source', slot, files: files('a') }])).toEqual({
    ok: false,
    problems: [{ slot: 'source', key: 'slotNeeds', count: 2 }],
  });
  expect(planJobs([{ name: 'source', slot, files: files('a', 'b', 'c', 'd') }])).toMatchObject({
    ok: false,
    problems: [{ key: 'slotAtMost', count: 3 }],
  });
});
