import { expect, test } from 'vitest';
import type { Candidate, Stretch } from './plan-candidates';
import { endAtBreaks } from './plan-breaks';
import { joinStretches, planChorus } from './plan-chorus';
import { planCuts, planHighlight } from './plan-cuts';
import type { SongGrid } from './plan-grid';
import { startAtLift } from './plan-lift';
import { planSections } from './plan-sections';
import type { SongUnits } from './song-units';

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

/** Units of one second, every second one a downbeat. */
const gridOf = (count: number): SongGrid => ({
  edges: Array.from({ length: count + 1 }, (_, i) => i),
  isDownbeat: Array.from({ length: count + 1 }, (_, i) => i % 2 === 0),
  unitsPerBar: 2,
});

/** A little rough, as music is. */
const levelOf = (count: number, at: (unit: number) => number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => at(i) + (i % 2 ? 0.1 : -0.1));

const unitsOf = (level: Float32Array): SongUnits => ({
  count: level.length,
  harmony: new Float32Array(0),
  timbre: new Float32Array(0),
  loudnessDb: level,
  brightness: level,
  presence: level,
});

test('a chorus starts where every repeat of its block lifts, not where the pre-chorus does', () => {
  const blocks: readonly Stretch[] = [
    [10, 34],
    [50, 74],
  ];
  const isChorus = (i: number): boolean => (i >= 18 && i < 34) || (i >= 58 && i < 74);
  const lifted = levelOf(80, (i) => (isChorus(i) ? 1 : 0));
  expect(startAtLift(blocks, unitsOf(lifted), gridOf(80))).toEqual([
    [18, 34],
    [58, 74],
  ]);
  const even = levelOf(80, () => 0);
  expect(startAtLift(blocks, unitsOf(even), gridOf(80))).toEqual(blocks);
});

test('a lift in one repeat only moves nothing', () => {
  const blocks: readonly Stretch[] = [
    [10, 34],
    [40, 64],
    [70, 94],
  ];
  const once = levelOf(100, (i) => (i >= 18 && i < 34 ? 1 : 0));
  expect(startAtLift(blocks, unitsOf(once), gridOf(100))).toEqual(blocks);
});

test('a bar of silence parts two choruses, and a chorus ends where its level falls', () => {
  const level = levelOf(60, (i) => (i === 26 || i === 27 || i >= 46 ? -20 : -8));
  expect(endAtBreaks([[10, 48]], level, gridOf(60))).toEqual([
    [10, 26],
    [28, 46],
  ]);
});

test('a short stop within a chorus does not part it', () => {
  const level = levelOf(60, (i) => (i === 15 ? -20 : -8));
  expect(endAtBreaks([[10, 34]], level, gridOf(60))).toEqual([[10, 34]]);
});

test('a short gap after a chorus opens the next section, and two choruses stay two', () => {
  const sections = planSections(
    [
      [10, 20],
      [21, 31],
      [50, 60],
    ],
    [
      candidate(
        [
          [0, 10],
          [33, 50],
        ],
        0,
      ),
    ],
    62,
  );
  expect(sections.map(({ title, from }) => [title, from])).toEqual([
    ['Verse', 0],
    ['Chorus', 10],
    ['Chorus', 21],
    ['Verse', 31],
    ['Chorus', 50],
    ['Outro', 60],
  ]);
});
