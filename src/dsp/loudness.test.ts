import { expect, test } from 'vitest';
import { integratedLoudness } from '../core/loudness-gate';
import { createLoudnessMeter, loudnessRange, momentaryLoudness } from './loudness';

/** EBU Tech 3341/3342 test signals: a 1 kHz stereo sine whose level steps through `[dBFS, seconds]`. */
const measure = (segments: readonly (readonly [number, number])[], rate = 48_000, channels = 2) => {
  const meter = createLoudnessMeter(rate, channels);
  let n = 0;
  for (const [levelDb, seconds] of segments) {
    const amplitude = 10 ** (levelDb / 20);
    const block = new Float32Array(Math.round(seconds * rate));
    for (let i = 0; i < block.length; i++, n++) {
      block[i] = amplitude * Math.sin((2 * Math.PI * 1000 * n) / rate);
    }
    meter.add(Array.from({ length: channels }, () => block));
  }
  return meter.energies();
};

test.each([44_100, 48_000, 96_000])('3341 case 1 and 2: a steady sine reads its level at %i Hz', (rate) => {
  expect(integratedLoudness(measure([[-23, 20]], rate))).toBeCloseTo(-23, 1);
  expect(integratedLoudness(measure([[-33, 20]], rate))).toBeCloseTo(-33, 1);
});

test('3341 case 3: quiet lead-in and tail are gated out', () => {
  const energies = measure([
    [-36, 10],
    [-23, 60],
    [-36, 10],
  ]);
  expect(integratedLoudness(energies)).toBeCloseTo(-23, 1);
});

test('3341 case 4: the absolute gate drops what is under -70', () => {
  const energies = measure([
    [-72, 10],
    [-36, 10],
    [-23, 60],
    [-36, 10],
    [-72, 10],
  ]);
  expect(integratedLoudness(energies)).toBeCloseTo(-23, 1);
});

test('3341 case 5: three levels average in energy', () => {
  const energies = measure([
    [-26, 20],
    [-20, 20.1],
    [-26, 20],
  ]);
  expect(Math.abs(integratedLoudness(energies) + 23)).toBeLessThanOrEqual(0.1);
});

test.each([
  [-20, -30, 10],
  [-20, -15, 5],
  [-40, -20, 20],
])('3342: %i then %i dBFS has a loudness range of %i LU', (first, second, range) => {
  const energies = measure([
    [first, 20],
    [second, 20],
  ]);
  expect(Math.abs(loudnessRange(energies) - range)).toBeLessThanOrEqual(1);
});

test('one channel is 3 dB quieter than two of the same', () => {
  expect(integratedLoudness(measure([[-23, 5]], 48_000, 1))).toBeCloseTo(-26, 1);
});

test('silence is minus infinity and too short has no momentary value', () => {
  expect(integratedLoudness(measure([[-200, 2]]))).toBe(-Infinity);
  expect(momentaryLoudness(measure([[-20, 0.3]]))).toHaveLength(0);
});
