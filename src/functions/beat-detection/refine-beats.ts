import { interpolatePeak } from '../../dsp/peak-picking';
import type { MusicFeatures } from './music-features';

/** A beat moves to an onset no further away than this. */
const REACH_SECONDS = 0.025;
/** The onset must rise above the mean around it by this factor. */
const CLEAR_ONSET = 2.5;
const AROUND_SECONDS = 0.25;
/**
 * Added to every beat. Rendered scores and charts (exact note starts) come out 0..2 ms early, beats annotated by ear or
 * aligned to the attack's peak 13..20 ms early; this lies between.
 */
const CALIBRATION_SECONDS = 0.004;
/** A share of the way only: beats of an ensemble are not exactly where one note begins. */
const PULL = 0.6;

/** Frame of the activations -> seconds, between frames where the activation peaks, then drawn to a clear onset. */
export const refineBeat = (features: MusicFeatures, frame: number): number => {
  const { activations, onsets } = features;
  const peak = interpolatePeak(activations.beat, frame) / activations.framesPerSecond;
  const onset = nearestOnset(onsets.all, onsets.framesPerSecond, peak);
  const drawn = onset === null ? peak : peak + PULL * (onset - peak);
  return Math.max(0, drawn + CALIBRATION_SECONDS);
};

/** The strongest clear rise within reach of `timeSeconds`, in seconds; `null` when there is none. */
export const nearestOnset = (
  envelope: Float32Array,
  framesPerSecond: number,
  timeSeconds: number,
): number | null => {
  const centre = Math.round(timeSeconds * framesPerSecond);
  const reach = Math.round(REACH_SECONDS * framesPerSecond);
  const around = Math.round(AROUND_SECONDS * framesPerSecond);
  let best = -1;
  let sum = 0;
  let count = 0;
  for (let n = Math.max(0, centre - around); n <= Math.min(envelope.length - 1, centre + around); n++) {
    sum += envelope[n]!;
    count++;
    if (Math.abs(n - centre) <= reach && (best < 0 || envelope[n]! > envelope[best]!)) best = n;
  }
  if (best < 0 || envelope[best]! < (CLEAR_ONSET * sum) / count) return null;
  return interpolatePeak(envelope, best) / framesPerSecond;
};
