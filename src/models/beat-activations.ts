import type { BeatActivations } from '../dsp/bar-decoding';
import { createMelStream } from '../dsp/mel';

/** Front end of the beat network; `training/beat-tracker/features.py` holds the same numbers. */
export const BEAT_SAMPLE_RATE_HZ = 22_050;
const HOP_SAMPLES = 441;
export const BEAT_BANDS = 80;
const FRAMES_PER_SECOND = BEAT_SAMPLE_RATE_HZ / HOP_SAMPLES;
/** Frames predicted at a time, and the frames either side that they may look at. */
const CORE_FRAMES = 3000;
const CONTEXT_FRAMES = 500;
/** Activations come out at twice the network's rate, so that beat intervals are finely spaced for the decoder. */
const UPSAMPLING = 2;
/** The training loss weighs hits 2 and 5 times; this takes the weights out of the downbeats' probabilities. */
const BEAT_BIAS = 0;
const DOWNBEAT_BIAS = Math.log(5);

/** log-mel `[frames, 80]` -> logits `[frames, 2]` (beat, downbeat). */
export type PredictBeats = (mel: Float32Array<ArrayBuffer>, frames: number) => Promise<Float32Array>;

export interface BeatActivationStream {
  /** Mono samples at `BEAT_SAMPLE_RATE_HZ`. */
  push(samples: Float32Array): Promise<void>;
  finish(): Promise<BeatActivations>;
}

/** Runs the network along a stream of any length; holds about 80 s of features at most. */
export const createBeatActivationStream = (predict: PredictBeats): BeatActivationStream => {
  let held: Float32Array<ArrayBuffer>[] = [];
  let before = 0;
  const logits: number[] = [];
  const mel = createMelStream(
    {
      sampleRateHz: BEAT_SAMPLE_RATE_HZ,
      fftSamples: 1024,
      hopSamples: HOP_SAMPLES,
      bands: BEAT_BANDS,
      minHz: 30,
      maxHz: 10_000,
    },
    (frame) => held.push(frame.map((value) => Math.log1p(1000 * value))),
  );
  const predictCore = async (coreFrames: number): Promise<void> => {
    if (coreFrames <= 0) return;
    const input = new Float32Array(held.length * BEAT_BANDS);
    held.forEach((frame, n) => input.set(frame, n * BEAT_BANDS));
    const predicted = await predict(input, held.length);
    for (let k = 2 * before; k < 2 * (before + coreFrames); k++) logits.push(predicted[k]!);
    const nextBefore = Math.min(CONTEXT_FRAMES, before + coreFrames);
    held = held.slice(before + coreFrames - nextBefore);
    before = nextBefore;
  };
  return {
    push: async (samples) => {
      mel.push(samples);
      while (held.length >= before + CORE_FRAMES + CONTEXT_FRAMES) await predictCore(CORE_FRAMES);
    },
    finish: async () => {
      mel.finish();
      await predictCore(held.length - before);
      return activationsOf(Float32Array.from(logits));
    },
  };
};

/** Probabilities from logits `[frames, 2]`, at twice their rate. */
export const activationsOf = (logits: Float32Array): BeatActivations => {
  const frames = logits.length / 2;
  const beat = Float32Array.from({ length: frames }, (_, n) => sigmoid(logits[2 * n]! - BEAT_BIAS));
  const downbeat = beat.map((share, n) => Math.min(share, sigmoid(logits[2 * n + 1]! - DOWNBEAT_BIAS)));
  return {
    framesPerSecond: FRAMES_PER_SECOND * UPSAMPLING,
    beat: upsample(beat),
    downbeat: upsample(downbeat),
  };
};

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Doubles the rate with a Catmull-Rom spline, which keeps a peak that lies between two frames. */
const upsample = (values: Float32Array): Float32Array => {
  const at = (n: number): number => values[Math.min(values.length - 1, Math.max(0, n))] ?? 0;
  const out = new Float32Array(values.length * UPSAMPLING);
  for (let n = 0; n < values.length; n++) {
    const middle = (9 * (at(n) + at(n + 1)) - at(n - 1) - at(n + 2)) / 16;
    out[2 * n] = values[n]!;
    out[2 * n + 1] = Math.min(1, Math.max(0, middle));
  }
  return out;
};
