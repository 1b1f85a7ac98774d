import { expect, test } from 'vitest';
import { planLogos, type Sighting } from './plan-logos';

const mark: Sighting = {
  box: [0.85, 0.06, 0.1, 0.06],
  startSeconds: 0,
  endSeconds: 10,
  strength: 600,
  stillAround: 0,
  fades: false,
  isAlways: true,
  popped: false,
  isOfOneShot: false,
  isOfWholeShots: false,
  amountAt: () => 1,
};
const hints = { models: ['tv', 'internet'], stillShare: 0.05 } as const;
const kindsOf = (sightings: readonly Sighting[], own: Parameters<typeof planLogos>[1] = hints) =>
  planLogos(sightings, own).logos.map(({ kind }) => kind);

test('a strong mark in a corner over a moving picture is a logo', () => {
  const { logos, candidates } = planLogos([mark], hints);
  expect(logos).toMatchObject([{ box: mark.box, start: 0, end: 10, kind: 'static' }]);
  expect(logos[0]!.confidence).toBeGreaterThan(0.7);
  expect(candidates).toEqual([]);
});

test('scenery is left alone: cut by the edge, of one shot, or in a clip that stands still', () => {
  expect(kindsOf([{ ...mark, box: [0, 0.1, 0.1, 0.2] }])).toEqual([]);
  expect(kindsOf([{ ...mark, isAlways: false, isOfOneShot: true }])).toEqual([]);
  const weak = { ...mark, strength: 200, stillAround: 0.2 };
  expect(kindsOf([weak])).toEqual(['static']);
  const still = planLogos([weak], { ...hints, stillShare: 0.6 });
  expect(still.logos).toEqual([]);
  expect(still.candidates).toHaveLength(1);
});

test('lines of text that come and go in the middle are captions, also when they fall into words', () => {
  const line = { ...mark, isAlways: false, startSeconds: 2, endSeconds: 4 };
  expect(kindsOf([{ ...line, box: [0.3, 0.86, 0.4, 0.06] }])).toEqual([]);
  const words = [
    { ...line, box: [0.25, 0.86, 0.15, 0.05] },
    { ...line, box: [0.42, 0.86, 0.33, 0.05] },
  ] as const;
  expect(kindsOf(words)).toEqual([]);
  expect(kindsOf([{ ...line, box: [0.05, 0.9, 0.15, 0.05] }])).toEqual(['static']);
});

test('many of one size are tiles, for which faint edges suffice', () => {
  const tiles = Array.from({ length: 9 }, (_, i) => ({
    ...mark,
    strength: 80,
    box: [0.1 + 0.3 * (i % 3), 0.1 + 0.3 * Math.floor(i / 3), 0.1, 0.05] as const,
  }));
  expect(kindsOf(tiles)).toEqual(Array.from({ length: 9 }, () => 'tiled'));
});

test('a model that was not asked for turns its marks into candidates', () => {
  const { logos, candidates } = planLogos([mark], { ...hints, models: ['internet'] });
  expect(logos).toEqual([]);
  expect(candidates).toMatchObject([{ kind: 'static' }]);
});

test('what takes over from a mark at another place, in its size, is the mark that hopped', () => {
  const here = { ...mark, isAlways: false, endSeconds: 4 };
  const there = { ...here, box: [0.05, 0.8, 0.1, 0.06], startSeconds: 4.1, endSeconds: 9 } as const;
  const faint = { ...there, strength: 110, stillAround: 0.6 };
  expect(kindsOf([here, faint])).toEqual(['moving', 'moving']);
  expect(kindsOf([faint])).toEqual([]);
  expect(kindsOf([here, { ...faint, startSeconds: 6 }])).toHaveLength(1);
});

test('what comes and goes with shots has to be drawn beyond doubt', () => {
  const filmed = { ...mark, isAlways: false, isOfWholeShots: true };
  expect(kindsOf([{ ...filmed, strength: 221 }])).toEqual([]);
  expect(kindsOf([{ ...filmed, strength: 400 }])).toHaveLength(1);
  expect(kindsOf([{ ...filmed, isOfWholeShots: false, strength: 221 }])).toHaveLength(1);
});
