/**
 * Loudness after ITU-R BS.1770-4 (K weighting, two gates) with EBU Tech 3341 windows and
 * EBU Tech 3342 loudness range. The meter streams; it keeps one number per 100 ms.
 */
import { ABSOLUTE_GATE, loudnessOf, meanAbove, windowMeans } from '../core/loudness-gate';
import type { BiquadCoefficients } from './biquad';

/** Gating blocks are 400 ms with 75 % overlap, so everything is built of 100 ms steps. */
export const LOUDNESS_STEP_SECONDS = 0.1;
const MOMENTARY_STEPS = 4;
const SHORT_TERM_STEPS = 30;
/** EBU Tech 3342: relative gate and percentiles of the loudness range. */
const RANGE_GATE_LU = -20;
const RANGE_LOW = 0.1;
const RANGE_HIGH = 0.95;

/** BS.1770-4 table 3, for the order L R C LFE Ls Rs; any other layout counts every channel once. */
const channelWeights = (channels: number): readonly number[] =>
  channels === 6 ? [1, 1, 1, 0, 1.41, 1.41] : Array.from({ length: channels }, () => 1);

/**
 * The head shelf and the RLB high-pass. BS.1770-4 prints 48 kHz coefficients only; these are the analogue
 * prototypes behind them (De Man, "Evaluation of implementations of the EBU R128 loudness measurement", 2018).
 */
const kWeighting = (sampleRateHz: number): readonly [BiquadCoefficients, BiquadCoefficients] => {
  const headGain = 10 ** (3.999843853973347 / 20);
  const headSlope = headGain ** 0.4996667741545416;
  const headQ = 0.7071752369554196;
  const k1 = Math.tan((Math.PI * 1681.974450955533) / sampleRateHz);
  const n1 = 1 + k1 / headQ + k1 * k1;
  const rlbQ = 0.5003270373238773;
  const k2 = Math.tan((Math.PI * 38.13547087602444) / sampleRateHz);
  const n2 = 1 + k2 / rlbQ + k2 * k2;
  return [
    {
      b0: (headGain + (headSlope * k1) / headQ + k1 * k1) / n1,
      b1: (2 * (k1 * k1 - headGain)) / n1,
      b2: (headGain - (headSlope * k1) / headQ + k1 * k1) / n1,
      a1: (2 * (k1 * k1 - 1)) / n1,
      a2: (1 - k1 / headQ + k1 * k1) / n1,
    },
    { b0: 1, b1: -2, b2: 1, a1: (2 * (k2 * k2 - 1)) / n2, a2: (1 - k2 / rlbQ + k2 * k2) / n2 },
  ];
};

/** Below this the state is flushed to zero: denormal numbers are many times slower. */
const DENORMAL_FLOOR = 1e-20;

/** Memory of one channel (transposed direct form II): of the head shelf, then of the high-pass. */
const createMemory = (): Float64Array => new Float64Array(4);

const flushDenormals = (memory: Float64Array): void => {
  for (let n = 0; n < memory.length; n += 2) {
    if (Math.abs(memory[n]!) + Math.abs(memory[n + 1]!) < DENORMAL_FLOOR) memory.fill(0, n, n + 2);
  }
};

/**
 * Sum of squares of the K-weighted samples `[from, to)` of one channel. The memory is held in locals for the loop: variables of
 * a closure are written back sample by sample, which is four times slower.
 */
const createKWeighting = (sampleRateHz: number) => {
  const [{ b0, b1, b2, a1, a2 }, { a1: c1, a2: c2 }] = kWeighting(sampleRateHz);
  return (memory: Float64Array, input: Float32Array, from: number, to: number): number => {
    let s1 = memory[0]!;
    let s2 = memory[1]!;
    let t1 = memory[2]!;
    let t2 = memory[3]!;
    let sum = 0;
    for (let n = from; n < to; n++) {
      const x = input[n]!;
      const y = b0 * x + s1;
      s1 = b1 * x - a1 * y + s2;
      s2 = b2 * x - a2 * y;
      // The high-pass has zeros 1, -2, 1.
      const z = y + t1;
      t1 = t2 - 2 * y - c1 * z;
      t2 = y - c2 * z;
      sum += z * z;
    }
    memory.set([s1, s2, t1, t2]);
    flushDenormals(memory);
    return sum;
  };
};

/**
 * Feeds on planar blocks of any length. `energies()` is the K-weighted, channel-weighted mean square of
 * each whole 100 ms step so far.
 */
export const createLoudnessMeter = (sampleRateHz: number, channels: number) => {
  const stepFrames = Math.round(sampleRateHz * LOUDNESS_STEP_SECONDS);
  const weights = channelWeights(channels);
  const sumOfSquares = createKWeighting(sampleRateHz);
  const memories = weights.map(createMemory);
  const energies: number[] = [];
  let sum = 0;
  let filled = 0;

  return {
    add(block: readonly Float32Array[]): void {
      const count = block[0]?.length ?? 0;
      for (let from = 0; from < count;) {
        const to = Math.min(count, from + stepFrames - filled);
        for (const [c, memory] of memories.entries()) {
          const weight = weights[c]!;
          if (weight !== 0) sum += weight * sumOfSquares(memory, block[c]!, from, to);
        }
        filled += to - from;
        from = to;
        if (filled < stepFrames) break;
        energies.push(sum / stepFrames);
        sum = 0;
        filled = 0;
      }
    },
    energies: (): readonly number[] => energies,
  };
};

/** LUFS of each 400 ms window, hop 100 ms; entry i covers steps i..i+3. */
export const momentaryLoudness = (energies: readonly number[]): Float64Array =>
  windowMeans(energies, MOMENTARY_STEPS).map(loudnessOf);

/** Linear interpolation between order statistics of an ascending list. */
const percentile = (sorted: Float64Array, share: number): number => {
  const position = share * (sorted.length - 1);
  const low = Math.floor(position);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low]! + (position - low) * (sorted[high]! - sorted[low]!);
};

/** Loudness range in LU; 0 when the programme is shorter than 3 s or silent. */
export const loudnessRange = (energies: readonly number[]): number => {
  const windows = windowMeans(energies, SHORT_TERM_STEPS);
  const gate = Math.max(ABSOLUTE_GATE, meanAbove(windows, ABSOLUTE_GATE) * 10 ** (RANGE_GATE_LU / 10));
  const kept = windows
    .filter((value) => value >= gate)
    .map(loudnessOf)
    .sort();
  return kept.length > 0 ? percentile(kept, RANGE_HIGH) - percentile(kept, RANGE_LOW) : 0;
};
