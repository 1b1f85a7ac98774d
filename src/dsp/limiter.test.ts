import { expect, test } from 'vitest';
import { createLimiter } from './limiter';
import { createTruePeakMeter } from './true-peak';

const RATE = 48_000;

const limit = (channels: readonly Float32Array[], ceilingDb: number, blockFrames = 4800) => {
  const limiter = createLimiter({ sampleRateHz: RATE, channels: channels.length, ceilingDb });
  const length = channels[0]!.length;
  const padded = channels.map((channel) => {
    const copy = new Float32Array(length + limiter.delayFrames);
    copy.set(channel);
    return copy;
  });
  const output = padded.map((channel) => new Float32Array(channel.length));
  for (let at = 0; at < padded[0]!.length; at += blockFrames) {
    const result = limiter.process(padded.map((channel) => channel.subarray(at, at + blockFrames)));
    result.channels.forEach((channel, c) => output[c]!.set(channel, at));
  }
  return output.map((channel) => channel.subarray(limiter.delayFrames));
};

const noise = (length: number, amplitude: number, seed: number) => {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return amplitude * (state / 2 ** 31 - 1);
  });
};

const truePeakDb = (channels: readonly Float32Array[]) => {
  const meter = createTruePeakMeter(channels.length);
  meter.add(channels);
  return 20 * Math.log10(meter.finish());
};

test('loud noise never passes the ceiling', () => {
  const limited = limit([noise(RATE, 2, 1), noise(RATE, 2, 2)], -1);
  expect(truePeakDb(limited)).toBeLessThanOrEqual(-1);
  expect(truePeakDb(limited)).toBeGreaterThan(-3);
});

test('a sine whose crests fall between samples is caught by its true peak', () => {
  const sine = Float32Array.from({ length: RATE }, (_, n) => 1.2 * Math.sin((Math.PI / 2) * n + Math.PI / 4));
  expect(truePeakDb(limit([sine], -1))).toBeLessThanOrEqual(-1);
});

test('what is under the ceiling passes untouched, only delayed', () => {
  const quiet = noise(RATE, 0.3, 3);
  expect(limit([quiet], -1)[0]).toEqual(quiet);
});

test('the block length does not change the result', () => {
  const loud = noise(20_000, 1.5, 4);
  expect(limit([loud], -1, 333)[0]).toEqual(limit([loud], -1, 20_000)[0]);
});

test('the gain never jumps: a lone spike in a steady tone leaves no step', () => {
  const tone = Float32Array.from({ length: RATE }, (_, n) => 0.5 * Math.sin(n * 0.02));
  tone[24_000] = 4;
  const limited = limit([tone], -1)[0]!;
  let jump = 0;
  for (let n = 1; n < limited.length; n++) {
    if (n < 23_999 || n > 24_001) jump = Math.max(jump, Math.abs(limited[n]! - limited[n - 1]!));
  }
  expect(jump).toBeLessThan(0.012);
});
