import { expect, test } from 'vitest';
import { createSoundJoiner, fadePiece, type SoundPiece } from './join-sound';
import { planOverlap, planTimeline } from './plan-timeline';
import { planCues } from './render-sound';

const RATE = 48_000;

/** All cues of a timeline played from a source, through the joiner. */
const render = (
  sourceAt: (seconds: number) => number,
  segments: readonly (readonly [number, number])[],
  overlap = 0,
) => {
  const ranges = segments.map(([startSeconds, endSeconds]) => ({ startSeconds, endSeconds }));
  const timeline = planTimeline(ranges, overlap);
  const joiner = createSoundJoiner(1);
  for (const { sourceSeconds, piece } of planCues(timeline, RATE)) {
    const samples = Float32Array.from({ length: piece.toSample - piece.fromSample }, (_, n) =>
      sourceAt(sourceSeconds + n / RATE),
    );
    fadePiece(piece, piece.fromSample, [samples]);
    joiner.add(piece.fromSample, [samples]);
  }
  return joiner.take(Math.round(timeline.durationSeconds * RATE))[0]!;
};

const loudest = (samples: Float32Array, value: (n: number) => number): number =>
  samples.reduce((top, _, n) => Math.max(top, n < 2 ? 0 : Math.abs(value(n))), 0);

test('joined tones have no click: no step is larger than the tones themselves make', () => {
  const tone = (seconds: number): number => 0.5 * Math.sin(2 * Math.PI * 440 * seconds);
  const joined = render(tone, [
    [1.0003, 2],
    [5.0011, 6.2],
    [3.0007, 4],
  ]);
  const bend = (n: number): number => joined[n]! - 2 * joined[n - 1]! + joined[n - 2]!;
  const ownBend = 0.5 * (2 * Math.PI * (440 / RATE)) ** 2;
  expect(loudest(joined, bend)).toBeLessThan(1.6 * ownBend);
});

test('power stays even across a join of unlike sounds', () => {
  const noise = (seconds: number): number =>
    (Math.abs(Math.sin(Math.round(seconds * RATE) * 12.9898) * 43_758.5453) % 1) - 0.5;
  const joined = render(noise, [
    [1, 3],
    [7, 9],
  ]);
  const power = (from: number, to: number): number =>
    joined.subarray(from, to).reduce((sum, value) => sum + value * value, 0) / (to - from);
  const around = power(2 * RATE - 1000, 2 * RATE + 1000);
  expect(around / power(RATE / 2, RATE)).toBeGreaterThan(0.8);
  expect(around / power(RATE / 2, RATE)).toBeLessThan(1.25);
});

test('sound starts and ends at nothing', () => {
  const joined = render(() => 0.5, [[1, 3]]);
  expect(Math.abs(joined[0]!)).toBeLessThan(0.01);
  expect(Math.abs(joined.at(-1)!)).toBeLessThan(0.01);
  expect(joined.length).toBe(2 * RATE);
});

test('fades of neighbours are of equal power', () => {
  const out: SoundPiece = { fromSample: 0, toSample: 200, fadeInSamples: 0, fadeOutSamples: 100 };
  const coming: SoundPiece = { fromSample: 100, toSample: 300, fadeInSamples: 100, fadeOutSamples: 0 };
  const [a, b] = [new Float32Array(100).fill(1), new Float32Array(100).fill(1)];
  fadePiece(out, 100, [a]);
  fadePiece(coming, 100, [b]);
  a.forEach((value, n) => expect(value ** 2 + b[n]! ** 2).toBeCloseTo(1, 5));
});

test('what was taken from the joiner is not changed by later pieces', () => {
  const joiner = createSoundJoiner(1);
  joiner.add(0, [Float32Array.of(1, 2, 3)]);
  expect([...joiner.take(2)[0]!]).toEqual([1, 2]);
  joiner.add(1, [Float32Array.of(9, 9, 9)]);
  expect([...joiner.take(4)[0]!]).toEqual([12, 9]);
});

test('a timeline with overlaps is as much shorter as they are long', () => {
  const ranges = [
    { startSeconds: 0, endSeconds: 2 },
    { startSeconds: 5, endSeconds: 7 },
    { startSeconds: 8, endSeconds: 10 },
  ];
  const { segments, durationSeconds } = planTimeline(ranges, 0.4);
  expect(durationSeconds).toBeCloseTo(5.2, 9);
  expect(segments.map(({ outSeconds }) => outSeconds)).toEqual([0, 1.6, 3.2]);
  expect(planOverlap(ranges.slice(0, 1), 0.4)).toBe(0);
});
