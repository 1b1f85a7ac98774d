import { LOUDNESS_STEP_SECONDS } from '../../dsp/loudness';
import type { SpectralFrame, SpectralSummary } from './measure-features';
import { SPEECH_HOP, SPEECH_RATE_HZ } from './measure-features';
import type { RoleFeatures, SpeechSpan } from './mix-plan';

/** Quieter than this, or this far under the track's own mean, is not audible. */
const AUDIBLE_DB = -60;
const UNDER_MEAN_DB = 30;
const FRAMES_PER_SECOND = SPEECH_RATE_HZ / SPEECH_HOP;

const toDb = (power: number): number => 10 * Math.log10(power + 1e-12);
const mean = (values: readonly number[]): number =>
  values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;

const deviation = (values: readonly number[]): number => {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
};

/** Share of frames whose amplitude is under half the mean of their second (Scheirer & Slaney 1997). */
const lowEnergyShare = (frames: readonly SpectralFrame[]): number => {
  const second = Math.round(FRAMES_PER_SECOND);
  const loudest = frames.reduce((peak, frame) => Math.max(peak, frame.total), 0);
  let low = 0;
  let counted = 0;
  for (let at = 0; at + second <= frames.length; at += second) {
    const levels = frames.slice(at, at + second).map((frame) => Math.sqrt(frame.total));
    const centre = mean(levels);
    if (centre * centre < loudest * 1e-3) continue;
    low += levels.filter((level) => level < centre / 2).length;
    counted += second;
  }
  return counted > 0 ? low / counted : 0;
};

/** What the role is judged by. `plain` is the mean square per 100 ms step. Pure. */
export const planFeatures = (
  plain: readonly number[],
  { frames, flatness }: SpectralSummary,
  speech: readonly SpeechSpan[],
): RoleFeatures => {
  const meanDb = toDb(mean(plain));
  const gate = Math.max(AUDIBLE_DB, meanDb - UNDER_MEAN_DB);
  const audible = plain.map(toDb).filter((level) => level > gate);
  const audibleSeconds = audible.length * LOUDNESS_STEP_SECONDS;
  const spoken = speech.reduce((sum, [start, end]) => sum + end - start, 0);
  const total = frames.reduce((sum, frame) => sum + frame.total, 0);
  const bass = frames.reduce((sum, frame) => sum + frame.bass, 0);
  return {
    audibleSeconds,
    audibleShare: plain.length > 0 ? audible.length / plain.length : 0,
    speechShare: audibleSeconds > 0 ? Math.min(1, spoken / audibleSeconds) : 0,
    lowEnergyShare: lowEnergyShare(frames),
    flatness: mean(flatness),
    levelDeviationDb: deviation(audible),
    bassShare: total > 0 ? bass / total : 0,
  };
};
