import { integratedLoudness, loudnessOf } from '../../core/loudness-gate';
import { LOUDNESS_STEP_SECONDS, momentaryLoudness } from '../../dsp/loudness';
import type { TrackRole } from '../../core/mix-graph';
import type { SpeechSpan, TrackAnalysis } from './mix-plan';

/** Loudness of each role before mastering, in LUFS; the master gain moves them all together. */
const ROLE_LUFS: Readonly<Record<TrackRole, number>> = { voice: -20, music: -25, effect: -23, ambience: -36 };
/** Without a voice to stand behind, music is the foreground. */
const ROLE_LUFS_WITHOUT_VOICE: Readonly<Record<TrackRole, number>> = {
  voice: -20,
  music: -20,
  effect: -20,
  ambience: -32,
};
const MAX_GAIN_DB = 40;
/** Levelling of a voice: how far it may ride from its mean, and over what time it listens. */
const RIDE_LIMIT_DB = 10;
const RIDE_WINDOW_STEPS = 15;
const RIDE_SMOOTH_STEPS = 8;
/** Steps this far under the voice's own loudness are breath and room, not words. */
const SPEECH_GATE_LU = 15;

/** Which 100 ms steps hold speech. */
export const speechSteps = (speech: readonly SpeechSpan[], steps: number): Uint8Array => {
  const active = new Uint8Array(steps);
  for (const [start, end] of speech) {
    active.fill(1, Math.floor(start / LOUDNESS_STEP_SECONDS), Math.ceil(end / LOUDNESS_STEP_SECONDS));
  }
  return active;
};

/** Loudness that stands for a track when it is matched with others; `-Infinity` when it is silent. */
export const trackLoudness = (track: TrackAnalysis, role: TrackRole): number => {
  if (role === 'effect')
    return momentaryLoudness(padded(track.weighted)).reduce((a, b) => Math.max(a, b), -Infinity);
  if (role === 'voice' && track.speech.length > 0) {
    const active = speechSteps(track.speech, track.weighted.length);
    const spoken = integratedLoudness(track.weighted.filter((_, i) => active[i]));
    if (spoken > -Infinity) return spoken;
  }
  return integratedLoudness(padded(track.weighted));
};

/** A click shorter than one loudness window still has a loudness: it is measured with silence after it. */
const padded = (energies: readonly number[]): readonly number[] =>
  energies.length >= 4 ? energies : [...energies, ...[0, 0, 0, 0].slice(energies.length)];

export const planTrackGainDb = (loudness: number, role: TrackRole, hasVoice: boolean): number => {
  if (loudness === -Infinity) return 0;
  const target = (hasVoice ? ROLE_LUFS : ROLE_LUFS_WITHOUT_VOICE)[role];
  return Math.max(-MAX_GAIN_DB, Math.min(MAX_GAIN_DB, target - loudness));
};

/** Mean over +-`reach` entries, shorter at the ends. */
export const movingMean = (values: ArrayLike<number>, reach: number): Float64Array => {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i]! + values[i]!;
  return Float64Array.from({ length: values.length }, (_, i) => {
    const from = Math.max(0, i - reach);
    const to = Math.min(values.length, i + reach + 1);
    return (sums[to]! - sums[from]!) / (to - from);
  });
};

/** Fills `NaN` entries by a straight line between their neighbours. */
const bridgeGaps = (values: Float64Array): Float64Array => {
  let last = -1;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!)) continue;
    const from = last < 0 ? values[i]! : values[last]!;
    for (let k = last + 1; k < i; k++) values[k] = from + ((values[i]! - from) * (k - last)) / (i - last);
    last = i;
  }
  if (last < 0) return values.fill(0);
  return values.fill(values[last]!, last);
};

/**
 * Gain in dB per 100 ms step that brings a voice's local loudness to its mean: a hand on the fader, not a
 * compressor. It listens to words only, so pauses and noise between them are not pulled up.
 */
export const planVoiceRide = (track: TrackAnalysis): Float64Array => {
  const steps = track.weighted.length;
  const active = speechSteps(track.speech, steps);
  const mean = trackLoudness(track, 'voice');
  const words = track.weighted.map((e, i) => (active[i] && loudnessOf(e) > mean - SPEECH_GATE_LU ? e : 0));
  const energy = movingMean(words, RIDE_WINDOW_STEPS);
  const share = movingMean(
    words.map((e) => (e > 0 ? 1 : 0)),
    RIDE_WINDOW_STEPS,
  );
  const wanted = Float64Array.from({ length: steps }, (_, i) => {
    if (!(words[i]! > 0) || mean === -Infinity) return Number.NaN;
    const gain = mean - loudnessOf(energy[i]! / share[i]!);
    return Math.max(-RIDE_LIMIT_DB, Math.min(RIDE_LIMIT_DB, gain));
  });
  return movingMean(bridgeGaps(wanted), RIDE_SMOOTH_STEPS);
};
