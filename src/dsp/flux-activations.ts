import type { BeatActivations } from './bar-decoding';

/** Frames a second of the activations; onset envelopes are averaged down to it. */
const FRAMES_PER_SECOND = 100;
/** The local mean and spread are taken over this long. */
const LOCAL_SECONDS = 3;
const SMOOTHING_SECONDS = 0.015;

/**
 * Beat activations without a network: onset strength against its surroundings, with low-band onsets standing for
 * downbeats. `all` and `low` are envelopes of rises at `framesPerSecond` (>= 100).
 */
export const fluxActivations = (
  all: Float32Array,
  low: Float32Array,
  framesPerSecond: number,
): BeatActivations => {
  const strength = relativeStrength(resampleMax(all, framesPerSecond));
  const bass = relativeStrength(resampleMax(low, framesPerSecond));
  const beat = strength.map((value, n) => 0.9 * squash(0.7 * value + 0.5 * bass[n]!));
  return {
    framesPerSecond: FRAMES_PER_SECOND,
    beat,
    downbeat: beat.map((value, n) => value * (0.15 + 0.45 * squash(bass[n]!))),
  };
};

const squash = (z: number): number => 1 / (1 + Math.exp(2.5 - 1.6 * z));

const resampleMax = (envelope: Float32Array, framesPerSecond: number): Float32Array => {
  const ratio = framesPerSecond / FRAMES_PER_SECOND;
  const length = Math.floor(envelope.length / ratio);
  const radius = SMOOTHING_SECONDS * framesPerSecond;
  return Float32Array.from({ length }, (_, n) => {
    const centre = n * ratio;
    let sum = 0;
    let weight = 0;
    for (let k = Math.max(0, Math.ceil(centre - 2 * radius)); k <= centre + 2 * radius; k++) {
      const share = Math.exp(-0.5 * ((k - centre) / radius) ** 2);
      sum += share * (envelope[k] ?? 0);
      weight += share;
    }
    return weight ? sum / weight : 0;
  });
};

/** Standard score of each frame within `LOCAL_SECONDS` either side. */
const relativeStrength = (envelope: Float32Array): Float32Array => {
  const radius = LOCAL_SECONDS * FRAMES_PER_SECOND;
  const sum = new Float64Array(envelope.length + 1);
  const square = new Float64Array(envelope.length + 1);
  envelope.forEach((value, n) => {
    sum[n + 1] = sum[n]! + value;
    square[n + 1] = square[n]! + value * value;
  });
  return envelope.map((value, n) => {
    const from = Math.max(0, n - radius);
    const to = Math.min(envelope.length, n + radius);
    const mean = (sum[to]! - sum[from]!) / (to - from);
    const spread = Math.sqrt(Math.max(0, (square[to]! - square[from]!) / (to - from) - mean * mean));
    return (value - mean) / (spread + 1e-3);
  });
};
