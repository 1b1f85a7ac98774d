import { expect, test } from 'vitest';
import { biquadGain, createBiquad, designBiquad } from './biquad';

const RATE = 48_000;
const dB = (gain: number) => 20 * Math.log10(gain);

test('a high-pass is 3 dB down at its corner and falls 12 dB an octave', () => {
  const filter = designBiquad({ type: 'highpass', frequencyHz: 100, q: Math.SQRT1_2, gainDb: 0 }, RATE);
  expect(dB(biquadGain(filter, 100, RATE))).toBeCloseTo(-3.01, 1);
  expect(dB(biquadGain(filter, 25, RATE)) - dB(biquadGain(filter, 12.5, RATE))).toBeCloseTo(12, 0);
  expect(dB(biquadGain(filter, 2000, RATE))).toBeCloseTo(0, 2);
});

test('a peaking filter has its gain at the centre and none far away', () => {
  const filter = designBiquad({ type: 'peaking', frequencyHz: 2500, q: 0.8, gainDb: -4 }, RATE);
  expect(dB(biquadGain(filter, 2500, RATE))).toBeCloseTo(-4, 6);
  expect(dB(biquadGain(filter, 20, RATE))).toBeCloseTo(0, 2);
});

test('shelves reach their gain on their side only', () => {
  const low = designBiquad({ type: 'lowshelf', frequencyHz: 200, q: 1, gainDb: 6 }, RATE);
  const high = designBiquad({ type: 'highshelf', frequencyHz: 4000, q: 1, gainDb: 6 }, RATE);
  expect(dB(biquadGain(low, 5, RATE))).toBeCloseTo(6, 1);
  expect(dB(biquadGain(low, 10_000, RATE))).toBeCloseTo(0, 1);
  expect(dB(biquadGain(high, 5, RATE))).toBeCloseTo(0, 1);
  expect(dB(biquadGain(high, 23_900, RATE))).toBeCloseTo(6, 1);
});

test('the streaming filter gives the same in one block as in many', () => {
  const design = designBiquad({ type: 'highpass', frequencyHz: 80, q: 0.7, gainDb: 0 }, RATE);
  const input = Float32Array.from({ length: 1000 }, (_, n) => Math.sin(n * 0.05) + 0.3);
  const whole = new Float32Array(1000);
  createBiquad(design).process(input, whole);
  const parts = new Float32Array(1000);
  const filter = createBiquad(design);
  for (let at = 0; at < 1000; at += 77) {
    filter.process(input.subarray(at, at + 77), parts.subarray(at, at + 77));
  }
  expect(parts).toEqual(whole);
});
