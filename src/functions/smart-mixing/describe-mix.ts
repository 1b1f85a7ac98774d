import type { Json } from '../../core/media-function';
import { integratedLoudness } from '../../core/loudness-gate';
import type { AnalysedTrack } from './analyse-track';
import type { Measured } from './master';
import type { MixPlan } from './mix-plan';

/** JSON knows no infinity: silence has no loudness. */
const rounded = (value: number, digits: number): number | null =>
  Number.isFinite(value) ? Number(value.toFixed(digits)) : null;

/** A mono file by itself reads 3 dB less than the same sound on two sides (BS.1770-4 sums the channels). */
const MONO_DB = 10 * Math.log10(2);

/** Loudness of the input as a meter reads the file. */
export const reportedLoudness = ({ analysis }: AnalysedTrack): number =>
  integratedLoudness(analysis.weighted) - (analysis.channels === 1 ? MONO_DB : 0);

/** The documented Result of `AudioMixing`. */
export const describeMix = (plan: MixPlan, loudness: readonly number[], mix: Measured): Json => ({
  tracks: plan.tracks.map((track, index) => ({
    role: track.role,
    lufs: rounded(loudness[index]!, 1),
    gainDb: rounded(track.autoGainDb + track.userGainDb, 1),
  })),
  mix: {
    lufs: rounded(mix.lufs, 2),
    truePeakDb: rounded(mix.truePeakDb, 2),
    lra: rounded(mix.lra, 1),
    duckedSeconds: rounded(plan.duckedSeconds, 1),
  },
  ...(mix.lufs === -Infinity ? { reason: 'silent' } : {}),
});
