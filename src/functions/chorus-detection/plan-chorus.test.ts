import { expect, test } from 'vitest';
import type { Candidate, Stretch } from './plan-candidates';
import { joinStretches, planChorus } from './plan-chorus';
import { planCuts, planHighlight } from './plan-cuts';
import { planSections } from './plan-sections';

/** A candidate with usual evidence, strong where told. */
const candidate = (stretches: readonly Stretch[], strength: number, coverage = 0.4): Candidate => ({
  stretches,
  likeness: 0.8,
  evidence: [0.8, coverage, 3, strength, strength, strength, -0.2, 1, 0.2, 0.5, 0, 0.2, 0.8],
});

const first: readonly Stretch[] = [
  [10, 20],
  [30, 40],
];
const second: readonly Stretch[] = [
  [0, 10],
  [20, 30],
];

test('the louder, brighter repeats are the chorus', () => {
  expect(planChorus([candidate(second, 0), candidate(first, 2)])).toEqual(first);
});

test('weak evidence and repeats that fill the song are no chorus', () => {
  expect(planChorus([candidate(first, -4)])).toEqual([]);
  expect(planChorus([candidate(first, 2, 0.9)])).toEqual([]);
});

test('back-to-back repeats are one chorus', () => {
  expect(
    joinStretches([
      [0, 8],
      [8, 16],
      [20, 28],
    ]),
  ).toEqual([
    [0, 16],
    [20, 28],
  ]);
});

test('sections cover the song without a gap: intro, verses, choruses, bridge, outro', () => {
  const sections = planSections(
    [
      [14, 24],
      [34, 44],
      [54, 64],
    ],
    [
      candidate(
        [
          [4, 14],
          [24, 34],
        ],
        0,
      ),
    ],
    70,
  );
  expect(sections.map(({ title }) => title)).toEqual([
    'Intro',
    'Verse',
    'Chorus',
    'Verse',
    'Chorus',
    'Bridge',
    'Chorus',
    'Outro',
  ]);
  expect(sections[0]!.from).toBe(0);
  expect(sections.at(-1)!.to).toBe(70);
  for (let i = 1; i < sections.length; i++) expect(sections[i]!.from).toBe(sections[i - 1]!.to);
});

test('the highlight starts with its chorus and stays inside the song', () => {
  const chorus = { start: 50, end: 70, title: 'Chorus' } as const;
  expect(planHighlight(chorus, 15, 200)).toEqual({ start: 50, end: 65 });
  expect(planHighlight(chorus, 15, 60)).toEqual({ start: 45, end: 60 });
  expect(planHighlight(undefined, 15, 200)).toBeNull();
  expect(planHighlight(chorus, 0, 200)).toBeNull();
});

test('cuts are kept inside the song and empty ones are dropped', () => {
  const cuts = planCuts(
    null,
    [
      { start: 65, end: 90 },
      { start: 95, end: 99 },
    ],
    80,
  );
  expect(cuts).toEqual([{ startSeconds: 65, endSeconds: 80, label: 'section-1-1m05s' }]);
});
