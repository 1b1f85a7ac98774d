import { expect, test } from 'vitest';
import { createMelStream } from './mel';
import { createOnsetFlux } from './onset';
import { interpolatePeak, pickPeaks } from './peak-picking';
import { autocorrelationTempogram } from './tempogram';
import { clickTrain } from './test-signals';

const SAMPLE_RATE_HZ = 22_050;
const HOP = 220;
const BANDS = 24;

const envelopeOf = (signal: Float32Array): Float32Array => {
  const values: number[] = [];
  const flux = createOnsetFlux(BANDS, { lagFrames: 2, maxFilterBands: 1, groups: [[0, BANDS]] });
  const out = new Float32Array(1);
  const log = new Float32Array(BANDS);
  const mel = createMelStream(
    {
      sampleRateHz: SAMPLE_RATE_HZ,
      fftSamples: 1024,
      hopSamples: HOP,
      bands: BANDS,
      minHz: 30,
      maxHz: 10_000,
    },
    (frame) => {
      frame.forEach((value, b) => (log[b] = Math.log1p(1000 * value)));
      flux.push(log, out);
      values.push(out[0]!);
    },
  );
  mel.push(signal);
  mel.finish();
  return Float32Array.from(values);
};

const TIMES = Array.from({ length: 12 }, (_, k) => 0.5 + k * 0.4);

test('every click is one onset within 15 ms', () => {
  const envelope = envelopeOf(clickTrain(TIMES, 6, SAMPLE_RATE_HZ));
  const peaks = pickPeaks(envelope, { radiusFrames: 5, meanFrames: 20, delta: 0.2 });
  expect(peaks).toHaveLength(TIMES.length);
  peaks.forEach((peak, k) => {
    expect(Math.abs((peak.position * HOP) / SAMPLE_RATE_HZ - TIMES[k]!)).toBeLessThan(0.015);
  });
});

test('silence and a constant tone have no onsets', () => {
  const silent = envelopeOf(new Float32Array(SAMPLE_RATE_HZ));
  expect(pickPeaks(silent, { radiusFrames: 5, meanFrames: 20, delta: 0.2 })).toEqual([]);
});

test('the tempogram of clicks every 0.4 s peaks at that lag in every row', () => {
  const envelope = envelopeOf(clickTrain(TIMES, 6, SAMPLE_RATE_HZ));
  const tempogram = autocorrelationTempogram(envelope, {
    windowFrames: 400,
    hopFrames: 100,
    maxLagFrames: 60,
  });
  const lagFrames = (0.4 * SAMPLE_RATE_HZ) / HOP;
  for (let r = 1; r < 4; r++) {
    const row = tempogram.values.subarray(r * tempogram.lags, (r + 1) * tempogram.lags);
    expect(row[0]).toBeCloseTo(1, 4);
    const best = row.subarray(20).indexOf(Math.max(...row.subarray(20))) + 20;
    expect(Math.abs(best - lagFrames)).toBeLessThanOrEqual(1);
  }
});

test('peak interpolation finds the vertex of a sampled parabola', () => {
  const values = Float32Array.from({ length: 9 }, (_, n) => 10 - (n - 4.3) ** 2);
  expect(interpolatePeak(values, 4)).toBeCloseTo(4.3, 4);
});
