import { expect, test } from 'vitest';
import { beatContinuity, beatFMeasure, bpmOf, tempoAccuracy, timingError, trimBeats } from './beats';
import { matchEvents } from './events';
import { boundaryHitRate, pairwiseFrames, spanF1 } from './segments';

const beats = Array.from({ length: 41 }, (_, n) => n * 0.5);
const shifted = (seconds: number): number[] => beats.map((time) => time + seconds);

test('the same beats score one everywhere', () => {
  expect(beatFMeasure(beats, beats)).toBe(1);
  expect(beatContinuity(beats, beats)).toEqual({ cmlC: 1, cmlT: 1, amlC: 1, amlT: 1 });
  expect(timingError(beats, beats)).toEqual({ signed: 0, absolute: 0 });
});

test('an event is matched once, and the window is inclusive', () => {
  expect(matchEvents([1, 2], [0.95, 1.05, 2.07], 0.07)).toEqual([
    [0, 0],
    [1, 2],
  ]);
  expect(beatFMeasure([1], [1.08])).toBe(0);
});

test('69 ms late is a hit, 71 ms late a miss, and lateness has a sign', () => {
  expect(beatFMeasure(beats, shifted(0.069))).toBe(1);
  expect(beatFMeasure(beats, shifted(0.071))).toBe(0);
  expect(timingError(beats, shifted(0.03))!.signed).toBeCloseTo(0.03, 9);
  expect(timingError(beats, shifted(-0.03))!.signed).toBeCloseTo(-0.03, 9);
});

test('half tempo: precision full, recall half, wrong level forgiven only by AML', () => {
  const half = beats.filter((_, n) => n % 2 === 0);
  expect(beatFMeasure(beats, half)).toBeCloseTo((2 * 21) / (21 + 41), 9);
  const scores = beatContinuity(beats, half);
  expect(scores.cmlT).toBeLessThan(0.1);
  expect(scores.amlT).toBe(1);
});

test('double tempo and off-beat are allowed levels too', () => {
  const double = Array.from({ length: 81 }, (_, n) => n * 0.25);
  expect(beatContinuity(beats, double).amlC).toBe(1);
  expect(beatContinuity(beats, double).cmlT).toBeLessThan(0.1);
  const offBeat = shifted(0.25).slice(0, -1);
  expect(beatContinuity(beats, offBeat).amlT).toBe(1);
  expect(beatContinuity(beats, offBeat).cmlT).toBe(0);
});

test('one wrong beat breaks continuity but not the total', () => {
  const wrong = beats.map((time, n) => (n === 20 ? time + 0.2 : time));
  const scores = beatContinuity(beats, wrong);
  // The misplaced beat and the one after it (its interval is off) fail: 39 of 41, longest run 20.
  expect(scores.cmlT).toBeCloseTo(39 / 41, 9);
  expect(scores.cmlC).toBeCloseTo(20 / 41, 9);
});

test('a phase error of 17.5 % of the beat is the limit of continuity', () => {
  expect(beatContinuity(beats, shifted(0.086)).cmlT).toBeCloseTo(1, 9);
  expect(beatContinuity(beats, shifted(0.089)).cmlT).toBe(0);
});

test('nothing found scores zero, and trimming drops the first five seconds', () => {
  expect(beatFMeasure(beats, [])).toBe(0);
  expect(beatContinuity(beats, [])).toEqual({ cmlC: 0, cmlT: 0, amlC: 0, amlT: 0 });
  expect(timingError(beats, [])).toBeNull();
  expect(trimBeats([0, 4.99, 5, 6])).toEqual([5, 6]);
});

test('tempo accuracy: 4 %, and octave or triple errors for accuracy 2', () => {
  expect(bpmOf(beats)).toBe(120);
  expect(tempoAccuracy(120, 124.7)).toEqual({ one: true, two: true });
  expect(tempoAccuracy(120, 125)).toEqual({ one: false, two: false });
  for (const bpm of [60, 240, 40, 360]) expect(tempoAccuracy(120, bpm)).toEqual({ one: false, two: true });
});

const song = [
  { start: 0, end: 10, label: 'a' },
  { start: 10, end: 20, label: 'b' },
  { start: 20, end: 30, label: 'a' },
];

test('boundary hit rate counts edges inside the window', () => {
  const late = song.map((segment) => ({ ...segment, start: segment.start && segment.start + 1 }));
  const joined = late.map((segment, n) => ({ ...segment, end: late[n + 1]?.start ?? 30 }));
  expect(boundaryHitRate(song, joined, 3).f).toBe(1);
  expect(boundaryHitRate(song, joined, 0.5)).toEqual({ precision: 0.5, recall: 0.5, f: 0.5 });
});

test('pairwise frames: labels are names only, and merging everything loses precision alone', () => {
  const renamed = song.map((segment) => ({ ...segment, label: segment.label === 'a' ? 'x' : 'y' }));
  expect(pairwiseFrames(song, renamed, 30).f).toBe(1);
  const merged = pairwiseFrames(song, [{ start: 0, end: 30, label: 'all' }], 30);
  expect(merged.recall).toBe(1);
  expect(merged.precision).toBeCloseTo((200 * 199 + 100 * 99) / (300 * 299), 9);
});

test('span F1: half overlap, overlaps within a list counted once, nothing found', () => {
  expect(spanF1([{ start: 0, end: 10 }], [{ start: 5, end: 15 }])).toEqual({
    precision: 0.5,
    recall: 0.5,
    f: 0.5,
  });
  const twice = [
    { start: 0, end: 10 },
    { start: 0, end: 10 },
  ];
  expect(spanF1([{ start: 0, end: 10 }], twice).f).toBe(1);
  expect(spanF1([{ start: 0, end: 10 }], [])).toEqual({ precision: 0, recall: 0, f: 0 });
});
