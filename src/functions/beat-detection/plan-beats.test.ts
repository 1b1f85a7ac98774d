import { expect, test } from 'vitest';
import { clickTrain, sine } from '../../dsp/test-signals';
import { createMusicAnalysis } from './analyse-music';
import { scaleTempo, shiftDownbeat } from './edit-beats';
import { planBeats, type BeatOptions } from './plan-beats';
import { planLevels } from './plan-levels';
import { planMarkers, writeBeatCsv } from './plan-markers';
import { planBpm, planTempoCurve } from './plan-tempo';
import type { MusicFeatures } from './music-features';

const RATE_HZ = 22_050;
const options: BeatOptions = { meter: 'auto', minBpm: 55, maxBpm: 215, tempoFactor: 1, shift: 0 };

/** With onset flux, which needs no weights. */
const featuresOf = async (signal: Float32Array): Promise<MusicFeatures> => {
  const analysis = createMusicAnalysis(null);
  for (let at = 0; at < signal.length; at += RATE_HZ) await analysis.push(signal.subarray(at, at + RATE_HZ));
  return analysis.finish();
};

const clicksAt = (bpm: number, seconds: number): number[] =>
  Array.from({ length: Math.floor(((seconds - 1) * bpm) / 60) }, (_, n) => 0.5 + (n * 60) / bpm);

const missed = (times: readonly number[], found: readonly number[]): number =>
  times.filter((time) => !found.some((other) => Math.abs(other - time) < 0.03)).length;

test.each([75, 120, 170])('clicks at %i BPM are found at their times and tempo', async (bpm) => {
  const times = clicksAt(bpm, 20);
  const map = planBeats(await featuresOf(clickTrain(times, 20, RATE_HZ)), options);
  const found = map.beats.map((beat) => beat.timeSeconds);
  expect(map.reason).toBeNull();
  expect(missed(times, found)).toBeLessThanOrEqual(1);
  expect(Math.abs(planBpm(map.beats) / bpm - 1)).toBeLessThan(0.01);
  const errors = times.flatMap((time) => {
    const near = found.find((other) => Math.abs(other - time) < 0.03);
    return near === undefined ? [] : [near - time];
  });
  expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / errors.length)).toBeLessThan(0.01);
});

test('a tempo that grows from 90 to 130 BPM shows in the curve', async () => {
  const times = [0.5];
  while (times.at(-1)! < 28) times.push(times.at(-1)! + 60 / (90 + (40 * times.at(-1)!) / 28));
  const map = planBeats(await featuresOf(clickTrain(times, 30, RATE_HZ)), options);
  const found = map.beats.map((beat) => beat.timeSeconds);
  expect(missed(times, found)).toBeLessThanOrEqual(2);
  const curve = planTempoCurve(map.beats);
  expect(curve[4]![1]).toBeLessThan(102);
  expect(curve.at(-4)![1]).toBeGreaterThan(118);
});

test('silence, a short clip and a held tone have no beats, each with its reason', async () => {
  const empty = async (signal: Float32Array) => planBeats(await featuresOf(signal), options);
  expect(await empty(new Float32Array(10 * RATE_HZ))).toMatchObject({ beats: [], reason: 'silence' });
  expect(await empty(clickTrain([0.5, 1, 1.5], 2, RATE_HZ))).toMatchObject({
    beats: [],
    reason: 'too-short',
  });
  expect(await empty(sine(440, 10, RATE_HZ))).toMatchObject({ beats: [], reason: 'no-beat' });
});

test('no beats are put into a long pause', async () => {
  const times = clicksAt(120, 40).filter((time) => time < 12 || time > 24);
  const map = planBeats(await featuresOf(clickTrain(times, 40, RATE_HZ)), options);
  const inPause = map.beats.filter((beat) => beat.timeSeconds > 13 && beat.timeSeconds < 23);
  expect(inPause).toHaveLength(0);
  expect(map.beats.length).toBeGreaterThan(40);
});

test('a constant offset of the signal changes nothing', async () => {
  const signal = clickTrain(clicksAt(120, 15), 15, RATE_HZ);
  const plain = planBeats(await featuresOf(signal), options);
  const shifted = planBeats(await featuresOf(signal.map((sample) => sample + 0.2)), options);
  expect(Math.abs(shifted.beats.length - plain.beats.length)).toBeLessThanOrEqual(1);
});

const bar = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5].map((timeSeconds, n) => ({
  timeSeconds,
  number: (n % 4) + 1,
  strength: 1,
}));

test('half tempo keeps the beats that carry the bar, double tempo puts one between', () => {
  expect(scaleTempo(bar, 0.5, 4).map(({ timeSeconds, number }) => [timeSeconds, number])).toEqual([
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
  ]);
  const double = scaleTempo(bar, 2, 4);
  expect(double).toHaveLength(15);
  expect(double.slice(0, 5).map((beat) => beat.number)).toEqual([1, 2, 3, 4, 1]);
  expect(double[1]!.timeSeconds).toBe(0.25);
});

test('shifting by one and back is the same bar', () => {
  const later = shiftDownbeat(bar, 1, 4);
  expect(later.map((beat) => beat.number)).toEqual([4, 1, 2, 3, 4, 1, 2, 3]);
  expect(shiftDownbeat(later, -1, 4)).toEqual(bar);
});

test('markers are named bar.beat and the table has a row for each', () => {
  const map = { beats: shiftDownbeat(bar, 1, 4), beatsPerBar: 4, reason: null };
  expect(
    planMarkers(map)
      .map((marker) => marker.name)
      .slice(0, 3),
  ).toEqual(['0.4', '1.1', '1.2']);
  expect(writeBeatCsv(map).split('\n')).toHaveLength(10);
});

test('levels: downbeats are beats, subdivisions hold them all, times ascend', async () => {
  const features = await featuresOf(clickTrain(clicksAt(120, 20), 20, RATE_HZ));
  const map = planBeats(features, options);
  const levels = planLevels(['downbeat', 'beat', 'subdivision', 'hat', 'section'], map, features);
  const timesOf = (name: string): readonly number[] => levels.find((level) => level.name === name)!.times;
  expect(timesOf('downbeat').every((time) => timesOf('beat').includes(time))).toBe(true);
  expect(timesOf('beat').every((time) => timesOf('subdivision').includes(time))).toBe(true);
  expect(Math.abs(timesOf('hat').length - timesOf('beat').length)).toBeLessThanOrEqual(3);
  for (const { times, strength } of levels) {
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(strength).toHaveLength(times.length);
  }
});
