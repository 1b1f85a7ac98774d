import { expect, test } from 'vitest';
import { mixChannels, planMix } from './mix-channels';
import { createResampler } from './resample';

const sine = (hertz: number, rateHz: number, count: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / rateHz));

const resample = (
  input: Float32Array<ArrayBuffer>,
  fromHz: number,
  toHz: number,
  block: number,
): Float32Array => {
  const resampler = createResampler(fromHz, toHz, 1);
  const output: number[] = [];
  for (let at = 0; at < input.length; at += block)
    output.push(...resampler.push([input.slice(at, at + block)])[0]!);
  output.push(...resampler.flush()[0]!);
  return Float32Array.from(output);
};

test.each([
  [44100, 48000],
  [48000, 16000],
  [48000, 44100],
  [22050, 44100],
  [44000, 11000],
])('a tone keeps its place and level from %d to %d Hz', (fromHz, toHz) => {
  const output = resample(sine(1000, fromHz, fromHz / 2), fromHz, toHz, 1024);
  expect(output).toHaveLength(toHz / 2);
  const expected = sine(1000, toHz, toHz / 2);
  const margin = Math.round(toHz * 0.01);
  for (let i = margin; i < output.length - margin; i++)
    expect(Math.abs(output[i]! - expected[i]!)).toBeLessThan(1e-3);
});

test('what lies above the new Nyquist frequency is gone, not folded back', () => {
  const output = resample(sine(15000, 48000, 24000), 48000, 16000, 4096).slice(400, -400);
  const level = Math.sqrt(output.reduce((sum, value) => sum + value * value, 0) / output.length);
  expect(20 * Math.log10(level)).toBeLessThan(-80);
});

test('the size of the blocks makes no difference', () => {
  const input = sine(440, 44100, 9000);
  expect(resample(input, 44100, 48000, 97)).toEqual(resample(input, 44100, 48000, 9000));
});

test('5.1 mixes down by the ITU shares and can not overflow', () => {
  const matrix = planMix(6, 2)!;
  const scale = 1 / (1 + 2 * Math.SQRT1_2);
  const expected = [1, 0, Math.SQRT1_2, 0, Math.SQRT1_2, 0].map((share) => share * scale);
  matrix[0]!.forEach((gain, i) => expect(gain).toBeCloseTo(expected[i]!, 6));
  const loud = Array.from({ length: 6 }, () => new Float32Array([1]));
  for (const channels of [1, 2]) {
    for (const mixed of mixChannels(loud, planMix(6, channels)!))
      expect(mixed[0]).toBeLessThanOrEqual(1.000001);
  }
});

test('one channel fills both sides, equal counts pass untouched', () => {
  const mono = [new Float32Array([0.5, -0.25])];
  expect(mixChannels(mono, planMix(1, 2)!).map((plane) => [...plane])).toEqual([
    [0.5, -0.25],
    [0.5, -0.25],
  ]);
  expect(planMix(2, 2)).toBeNull();
  expect(mixChannels([new Float32Array([1]), new Float32Array([0])], planMix(2, 1)!)[0]![0]).toBeCloseTo(0.5);
});
