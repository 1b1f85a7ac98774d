import type { SpectralFrame } from './measure-features';

/** A voice stands this far over the quiet of its own recording. */
const OVER_FLOOR_DB = 12;
const FLOOR_SHARE = 0.1;
/** Syllables swing the level by this much within a second; a held chord does not. */
const SWING_DB = 5;
const SWING_FRAMES = 15;
const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const levelDb = (power: number): number => 10 * Math.log10(power + 1e-9);

const deviationNear = (values: Float64Array, at: number): number => {
  const from = Math.max(0, at - SWING_FRAMES);
  const part = values.subarray(from, at + SWING_FRAMES + 1);
  const mean = part.reduce((sum, value) => sum + value, 0) / part.length;
  return Math.sqrt(part.reduce((sum, value) => sum + (value - mean) ** 2, 0) / part.length);
};

/**
 * Speech probability from the spectrum alone, for when the network can not be loaded: level over the noise floor,
 * energy where voices have it, and the swing of syllables.
 */
export const guessSpeech = (frames: readonly SpectralFrame[]): Float32Array => {
  const levels = Float64Array.from(frames, (frame) => levelDb(frame.speechBand));
  const sorted = levels.slice().sort();
  const floor = sorted[Math.floor(sorted.length * FLOOR_SHARE)] ?? 0;
  const raw = Float32Array.from(frames, (frame, i) => {
    const share = frame.total > 0 ? frame.speechBand / frame.total : 0;
    const over = logistic((levels[i]! - floor - OVER_FLOOR_DB) / 2);
    const band = logistic((share - 0.35) * 12);
    const swing = logistic(deviationNear(levels, i) - SWING_DB);
    return Math.cbrt(over * band * swing);
  });
  return raw.map((_, i) =>
    Math.max(...raw.subarray(Math.max(0, i - 2), i + 3)) > 0.6 ? 0.6 : raw[i]! * 0.5,
  );
};
