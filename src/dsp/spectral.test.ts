import { expect, test } from 'vitest';
import { foldChroma, normalizeChroma } from './chroma';
import { createConstantQStream } from './constant-q';
import { createFrameStream } from './frame-stream';
import { createMelStream, hzToMel, melFilterbank, melToHz } from './mel';
import { createRealFft } from './real-fft';
import { sine } from './test-signals';
import { createTuningEstimator } from './tuning';
import { hannWindow } from './windows';

const SAMPLE_RATE_HZ = 22_050;

test('the power spectrum of a sine at a bin centre is one line of the right height', () => {
  const fft = createRealFft(64);
  const power = new Float32Array(fft.bins);
  fft.power(sine(8, 1, 64), power);
  expect(power[8]).toBeCloseTo(32 * 32, 2);
  expect(power.reduce((sum, value) => sum + value, 0)).toBeCloseTo(32 * 32, 2);
});

test('frames are the same however the stream is cut, one per hop, centred', () => {
  const signal = Float32Array.from({ length: 1000 }, (_, n) => n + 1);
  const framesOf = (blockSamples: number): number[][] => {
    const frames: number[][] = [];
    const stream = createFrameStream({
      frameSamples: 64,
      hopSamples: 30,
      window: new Float32Array(64).fill(1),
      onFrame: (frame) => frames.push([...frame]),
    });
    for (let at = 0; at < signal.length; at += blockSamples) {
      stream.push(signal.subarray(at, at + blockSamples));
    }
    stream.finish();
    return frames;
  };
  const whole = framesOf(1000);
  expect(whole).toHaveLength(Math.ceil(1000 / 30));
  expect(whole[2]![32]).toBe(61);
  expect(whole[0]!.slice(0, 32).every((value) => value === 0)).toBe(true);
  expect(framesOf(7)).toEqual(whole);
  expect(framesOf(129)).toEqual(whole);
});

test('a hop longer than the frame skips the samples between', () => {
  const centres: number[] = [];
  const stream = createFrameStream({
    frameSamples: 4,
    hopSamples: 10,
    window: new Float32Array(4).fill(1),
    onFrame: (frame) => centres.push(frame[2]!),
  });
  stream.push(Float32Array.from({ length: 35 }, (_, n) => n));
  stream.finish();
  expect(centres).toEqual([0, 10, 20, 30]);
});

test('the mel scale inverts and no band of a fine bank is empty', () => {
  expect(melToHz(hzToMel(1234))).toBeCloseTo(1234, 6);
  const bank = melFilterbank({
    sampleRateHz: SAMPLE_RATE_HZ,
    fftSamples: 1024,
    bands: 128,
    minHz: 30,
    maxHz: 11_000,
  });
  expect(bank.weights.every((row) => row.some((weight) => weight > 0))).toBe(true);
});

test('a full-scale 1 kHz sine reads about 1 in the mel band round 1 kHz and little elsewhere', () => {
  const options = {
    sampleRateHz: SAMPLE_RATE_HZ,
    fftSamples: 1024,
    hopSamples: 441,
    bands: 80,
    minHz: 30,
    maxHz: 10_000,
  };
  let middle = new Float32Array();
  const stream = createMelStream(options, (mel, index) => {
    if (index === 25) middle = Float32Array.from(mel);
  });
  stream.push(sine(1000, 1, SAMPLE_RATE_HZ));
  stream.finish();
  const centres = melFilterbank(options).centreHz;
  const loudest = middle.indexOf(Math.max(...middle));
  expect(Math.abs(centres[loudest]! - 1000)).toBeLessThan(30);
  expect(middle[loudest]).toBeGreaterThan(0.6);
  expect(middle[loudest]).toBeLessThan(2);
  expect(middle[10]).toBeLessThan(0.001);
});

const CONSTANT_Q = {
  sampleRateHz: SAMPLE_RATE_HZ,
  fftSamples: 16_384,
  hopSamples: 4410,
  minHz: 65.4064,
  octaves: 6,
  binsPerOctave: 36,
};

const constantQOf = (signal: Float32Array): Float32Array[] => {
  const frames: Float32Array[] = [];
  const stream = createConstantQStream(CONSTANT_Q, (frame) => frames.push(Float32Array.from(frame)));
  stream.push(signal);
  stream.finish();
  return frames;
};

test('constant-Q puts a full-scale A4 in its own bin with height about 1', () => {
  const frame = constantQOf(sine(440, 2, SAMPLE_RATE_HZ))[5]!;
  const loudest = frame.indexOf(Math.max(...frame));
  expect(loudest).toBe(Math.round(36 * Math.log2(440 / CONSTANT_Q.minHz)));
  expect(frame[loudest]).toBeCloseTo(1, 1);
});

test('tuning is found to 0.03 semitones and undone in the chroma', () => {
  for (const cents of [-40, -20, 0, 15, 30]) {
    const hz = 440 * 2 ** (cents / 1200);
    const frames = constantQOf(sine(hz, 2, SAMPLE_RATE_HZ));
    const tuner = createTuningEstimator(CONSTANT_Q.minHz, 36);
    frames.slice(3, 7).forEach((frame) => tuner.push(frame));
    expect(Math.abs(tuner.semitones() - cents / 100)).toBeLessThan(0.03);
    const chroma = new Float32Array(12);
    foldChroma(frames[5]!, { ...CONSTANT_Q, tuningSemitones: tuner.semitones() }, chroma);
    normalizeChroma(chroma);
    expect(chroma.indexOf(Math.max(...chroma))).toBe(9);
    expect(chroma[9]).toBeGreaterThan(0.85);
  }
});

test('silence gives an all-zero chroma and no tuning', () => {
  const tuner = createTuningEstimator(65, 36);
  tuner.push(new Float32Array(200));
  expect(tuner.semitones()).toBe(0);
  const chroma = new Float32Array(12);
  normalizeChroma(chroma);
  expect([...chroma]).toEqual(Array.from({ length: 12 }, () => 0));
});

test('Hann windows at half overlap add up to one', () => {
  const window = hannWindow(64);
  for (let n = 0; n < 32; n++) expect(window[n]! + window[n + 32]!).toBeCloseTo(1, 6);
});
