/**
 * Loudness after ITU-R BS.1770-4 (K weighting, two gates) with EBU Tech 3341 windows and
 * EBU Tech 3342 loudness range. The meter streams; it keeps one number per 100 ms.
 */
import { ABSOLUTE_GATE, loudnessOf, meanAbove, windowMeans } from '../core/loudness-gate';
import type { BiquadCoefficients } from './biquad';
import { createBiquad } from './biquad';

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

/** Streaming K-weighting of one channel. */
export const createKWeighting = (sampleRateHz: number) => {
  const [head, rlb] = kWeighting(sampleRateHz).map(createBiquad);
  return {
    process(input: Float32Array, output: Float32Array): void {
      head!.process(input, output);
      rlb!.process(output, output);
    },
  };
};

/**
 * Feeds on planar blocks of any length. `energies()` is the K-weighted, channel-weighted mean square of
 * each whole 100 ms step so far.
 */
export const createLoudnessMeter = (sampleRateHz: number, channels: number) => {
  const stepFrames = Math.round(sampleRateHz * LOUDNESS_STEP_SECONDS);
  const weights = channelWeights(channels);
  const filters = weights.map(() => createKWeighting(sampleRateHz));
  const energies: number[] = [];
  let scratch = new Float32Array(0);
  let squares = new Float64Array(0);
  let sum = 0;
  let filled = 0;

  const addSquares = (count: number): void => {
    for (let n = 0; n < count; n++) {
      sum += squares[n]!;
      if (++filled < stepFrames) continue;
      energies.push(sum / stepFrames);
      sum = 0;
      filled = 0;
    }
  };

  return {
    add(block: readonly Float32Array[]): void {
      const count = block[0]?.length ?? 0;
      if (scratch.length < count) scratch = new Float32Array(count);
      if (squares.length < count) squares = new Float64Array(count);
      squares.fill(0, 0, count);
      const weighted = scratch.subarray(0, count);
      for (const [c, filter] of filters.entries()) {
        const weight = weights[c]!;
        if (weight === 0) continue;
        filter.process(block[c]!, weighted);
        for (let n = 0; n < count; n++) squares[n]! += weight * weighted[n]! * weighted[n]!;
      }
      addSquares(count);
    },
    energies: (): readonly number[] => energies,
  };
};

/** LUFS of each 400 ms window, hop 100 ms; entry i covers steps i..i+3. */
export const momentaryLoudness = (energies: readonly number[]): Float64Array =>
  windowMeans(energies, MOMENTARY_STEPS).map(loudnessOf);

/** LUFS of each 3 s window, hop 100 ms; entry i covers steps i..i+29. */
export const shortTermLoudness = (energies: readonly number[]): Float64Array =>
  windowMeans(energies, SHORT_TERM_STEPS).map(loudnessOf);

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
