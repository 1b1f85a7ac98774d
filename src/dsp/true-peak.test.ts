import { expect, test } from 'vitest';
import { createTruePeakMeter } from './true-peak';

const peakDb = (samples: Float32Array): number => {
  const meter = createTruePeakMeter(1);
  for (let at = 0; at < samples.length; at += 1000) meter.add([samples.subarray(at, at + 1000)]);
  return 20 * Math.log10(meter.finish());
};

/** EBU Tech 3341 cases 15-19: sines whose samples miss their crest. */
const sine = (periodSamples: number, phaseDegrees: number, amplitude: number) =>
  Float32Array.from(
    { length: 9600 },
    (_, n) => amplitude * Math.sin((2 * Math.PI * n) / periodSamples + (phaseDegrees * Math.PI) / 180),
  );

test.each([
  [4, 0, 0.5, -6],
  [4, 45, 0.5, -6],
  [6, 60, 0.5, -6],
  [8, 67.5, 0.5, -6],
  [4, 45, 1.41, 3],
])(
  'a sine of %f samples at %f degrees and amplitude %f peaks at %f dBTP',
  (period, phase, amplitude, expected) => {
    const fade = sine(period, phase, amplitude).map((x, n) => x * Math.min(1, n / 2000, (9600 - n) / 2000));
    const measured = peakDb(fade);
    expect(measured).toBeGreaterThan(expected - 0.4);
    expect(measured).toBeLessThan(expected + 0.2);
  },
);

test('a single full-scale sample reads 0 dB, also as the very last one', () => {
  const samples = new Float32Array(500);
  samples[499] = 1;
  expect(peakDb(samples)).toBeCloseTo(0, 6);
});
