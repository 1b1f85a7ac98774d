import { expect, test } from 'vitest';
import { decodeBars, type BeatActivations } from './bar-decoding';

const FPS = 100;

/** Activations with a bump at each beat; every `beatsPerBar`-th is a downbeat. */
const activationsOf = (times: readonly number[], beatsPerBar: number, seconds: number): BeatActivations => {
  const beat = new Float32Array(seconds * FPS).fill(0.02);
  const downbeat = new Float32Array(seconds * FPS).fill(0.005);
  times.forEach((time, n) => {
    for (let d = -2; d <= 2; d++) {
      const t = Math.round(time * FPS) + d;
      if (t < 0 || t >= beat.length) continue;
      beat[t] = Math.max(beat[t]!, 0.9 * Math.exp(-0.5 * d * d));
      if (n % beatsPerBar === 0) downbeat[t] = Math.max(downbeat[t]!, 0.8 * Math.exp(-0.5 * d * d));
    }
  });
  return { framesPerSecond: FPS, beat, downbeat };
};

const decode = (activations: BeatActivations, beatsPerBar: number) =>
  decodeBars(activations, { minBpm: 55, maxBpm: 215, beatsPerBar, tempoPrior: () => 0 });

const expectBeats = (found: readonly { readonly frame: number }[], times: readonly number[]): void => {
  const misses = times.filter((time) => !found.some((beat) => Math.abs(beat.frame / FPS - time) <= 0.03));
  expect(misses.length).toBeLessThanOrEqual(1);
  expect(Math.abs(found.length - times.length)).toBeLessThanOrEqual(2);
};

test('steady beats in four are found with their place in the bar', () => {
  const times = Array.from({ length: 40 }, (_, n) => 0.3 + n * 0.5);
  const decoded = decode(activationsOf(times, 4, 21), 4);
  expectBeats(decoded.beats, times);
  const downbeats = decoded.beats.filter((beat) => beat.number === 1).map((beat) => beat.frame / FPS);
  expect(downbeats.every((time) => Math.abs(((time - 0.3 + 1) % 2) - 1) < 0.05)).toBe(true);
});

test('the right metre scores best: waltz against four and two', () => {
  const times = Array.from({ length: 60 }, (_, n) => 0.3 + n * 0.4);
  const waltz = activationsOf(times, 3, 25);
  const score = (metre: number): number => decode(waltz, metre).score;
  expect(score(3)).toBeGreaterThan(score(4));
  expect(score(3)).toBeGreaterThan(score(2));
  const four = activationsOf(times, 4, 25);
  expect(decode(four, 4).score).toBeGreaterThan(decode(four, 3).score);
});

test('a tempo that glides from 100 to 150 BPM is followed', () => {
  const times = [0.2];
  while (times.at(-1)! < 29) times.push(times.at(-1)! + 60 / (100 + (50 * times.at(-1)!) / 30));
  expectBeats(decode(activationsOf(times, 4, 30), 4).beats, times);
});

test('missing beats are filled in', () => {
  const times = Array.from({ length: 40 }, (_, n) => 0.3 + n * 0.5);
  const sparse = activationsOf(
    times.filter((_, n) => n % 7 !== 3),
    1,
    21,
  );
  expectBeats(decode({ ...sparse, downbeat: sparse.downbeat.map((v) => v * 0.1) }, 1).beats, times);
});

test('210 BPM and 60 BPM are inside the range', () => {
  for (const bpm of [210, 60]) {
    const times = Array.from({ length: Math.floor((19.4 * bpm) / 60) + 1 }, (_, n) => 0.5 + (n * 60) / bpm);
    expectBeats(decode(activationsOf(times, 4, 20), 4).beats, times);
  }
});

test('a signal of one frame has no beats', () => {
  const tiny = { framesPerSecond: FPS, beat: new Float32Array(1), downbeat: new Float32Array(1) };
  expect(decode(tiny, 4).beats).toEqual([]);
});

test('a ten-minute song decodes in a few seconds', () => {
  const times = Array.from({ length: 1190 }, (_, n) => 0.3 + n * 0.5);
  const started = performance.now();
  decode(activationsOf(times, 4, 600), 4);
  expect(performance.now() - started).toBeLessThan(20_000);
}, 30_000);

test('a piece too long to be kept whole has no beat twice and none missing where it is settled', () => {
  const times = Array.from({ length: 3000 }, (_, n) => 0.3 + n * 0.52);
  const { beats } = decode(activationsOf(times, 4, 1560), 4);
  expectBeats(beats, times);
  const gaps = beats.slice(1).map(({ frame }, n) => frame - beats[n]!.frame);
  expect(gaps.every((gap) => Math.abs(gap - 52) <= 3)).toBe(true);
  const places = beats.slice(1).filter(({ number }, n) => number !== (beats[n]!.number % 4) + 1);
  expect(places).toEqual([]);
});
