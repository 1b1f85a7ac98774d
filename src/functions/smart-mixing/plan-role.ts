import type { TrackRole } from '../../core/mix-graph';
import type { RoleFeatures } from './mix-plan';

/** A voice over a bed in one file counts as voice from here on. */
const MOSTLY_SPEECH = 0.45;
/** Singing over a band is called speech too, but it has few pauses and much bass. */
const SPEECH_PAUSES = 0.28;
const SOME_SPEECH = 0.25;
const BAND_BASS = 0.03;
/** Effects are short, or sound only now and then. */
const EFFECT_SECONDS = 6;
const EFFECT_SHARE = 0.3;
/** Rain, traffic, room tone: noise-like and steady. */
const NOISE_FLATNESS = 0.88;
const STEADY_DB = 6;

/** The role of a track from its features; a silent track is ambience, which disturbs nothing. */
export const planRole = (f: RoleFeatures): TrackRole => {
  if (f.audibleSeconds <= 0) return 'ambience';
  const pauses = f.lowEnergyShare >= SPEECH_PAUSES;
  const talks = f.speechShare >= MOSTLY_SPEECH && (pauses || f.bassShare < BAND_BASS);
  if (talks || (f.speechShare >= SOME_SPEECH && pauses && f.bassShare < BAND_BASS)) return 'voice';
  const sparse = f.audibleSeconds < EFFECT_SECONDS || f.audibleShare < EFFECT_SHARE;
  if (sparse) return 'effect';
  return f.flatness >= NOISE_FLATNESS && f.levelDeviationDb <= STEADY_DB ? 'ambience' : 'music';
};
