import type { CoverParts, CoverRejection } from '../../core/cover-candidates';
import { clamp } from '../../core/geometry';
import type { FrameMeasures } from '../../vision/frame-measures';
import { planRejections, planRepresentation } from '../../vision/plan-rejection';
import { movement, planScores } from '../../vision/plan-scores';
import type { PictureSignature } from '../../vision/picture-signature';
import type { SeenFrame } from './look-through';
import type { Sound } from './hear-sound';

/** A closely measured frame with its verdict. */
export interface JudgedSample {
  readonly timeSeconds: number;
  /** 0..10 */
  readonly score: number;
  readonly parts: CoverParts;
  readonly rejected: CoverRejection | null;
  readonly signature: PictureSignature;
  readonly faceCount: number;
}

/** All samples of the clip against each other; moments with movement are wanted. */
export const judgeSamples = (measures: readonly FrameMeasures[]): readonly JudgedSample[] => {
  const rejections = planRejections(measures);
  const scores = planScores(measures, planRepresentation(measures), true);
  return measures.map(({ timeSeconds, signature, faces }, i) => ({
    timeSeconds,
    signature,
    faceCount: faces.length,
    rejected: rejections[i]!,
    score: scores[i]!.score,
    parts: scores[i]!.parts,
  }));
};

/** What makes a moment interesting, each 0..1. */
export interface InterestParts {
  readonly picture: number;
  readonly motion: number;
  readonly sound: number;
}

const WEIGHTS = { picture: 0.65, motion: 0.17, sound: 0.18 } as const;
/** Rejected pictures count as this share of their score; what is no picture at all counts nothing. */
const REJECTED_SHARE: Readonly<Record<CoverRejection, number>> = {
  black: 0,
  white: 0,
  flat: 0,
  'test-card': 0,
  'title-card': 0.2,
  faded: 0.1,
  transition: 0.8,
  blurred: 0.7,
};
/** Movement at which a shot is lively; much more is shaking or a whip pan. */
const LIVELY = 0.05;
const WILD = 0.3;

const pictureOf = ({ score, rejected }: JudgedSample): number =>
  (score / 10) * (rejected === null ? 1 : REJECTED_SHARE[rejected]);

/** Value at `timeSeconds` on the line through the samples, which are in order of time. */
const between = (samples: readonly JudgedSample[], timeSeconds: number): number => {
  const next = samples.findIndex((sample) => sample.timeSeconds >= timeSeconds);
  const after = samples[next < 0 ? samples.length - 1 : next];
  const before = samples[next < 0 ? samples.length - 1 : Math.max(0, next - 1)];
  if (!after || !before) return 0.5;
  const gap = after.timeSeconds - before.timeSeconds;
  const share = gap > 0 ? clamp((timeSeconds - before.timeSeconds) / gap, 0, 1) : 0;
  return (1 - share) * pictureOf(before) + share * pictureOf(after);
};

/** 0 nothing moves, 1 lively, less again where everything flies past. */
const motionOf = ({ motion }: SeenFrame): number => {
  const amount = movement(motion);
  return amount < WILD ? clamp(amount / LIVELY, 0, 1) : Math.exp(-(amount - WILD) / WILD);
};

/** Share of the sound track that is quieter than at each time, 0..1; `null` without sound. */
export const planLoudnessRank = (sound: Sound | null): ((timeSeconds: number) => number) | null => {
  if (!sound || sound.loudness.length === 0) return null;
  const sorted = sound.loudness.slice().sort();
  if (sorted.at(-1)! - sorted[0]! < 1) return null;
  return (timeSeconds) => {
    const at = clamp(Math.round(timeSeconds / sound.loudnessStepSeconds), 0, sound.loudness.length - 1);
    const value = sound.loudness[at]!;
    const below = sorted.findIndex((other) => other >= value);
    return below / sorted.length;
  };
};

export interface InterestInput {
  /** In order of time, of the same shot. */
  readonly samples: readonly JudgedSample[];
  /** Frames of the room, in order. */
  readonly frames: readonly SeenFrame[];
  readonly loudnessRank: ((timeSeconds: number) => number) | null;
}

/** Interest at a time: parts and their weighted mean. */
export const planInterest = ({ samples, frames, loudnessRank }: InterestInput) => {
  const step = (frames.at(-1)!.timeSeconds - frames[0]!.timeSeconds) / Math.max(1, frames.length - 1);
  const motions = frames.map(motionOf);
  return (timeSeconds: number): InterestParts & { readonly total: number } => {
    const at = step > 0 ? Math.round((timeSeconds - frames[0]!.timeSeconds) / step) : 0;
    const around = motions.slice(Math.max(0, at - 4), at + 5);
    const motion = around.reduce((sum, value) => sum + value, 0) / Math.max(1, around.length);
    const picture = between(samples, timeSeconds);
    const sound = loudnessRank?.(timeSeconds) ?? 0;
    const weight = WEIGHTS.picture + WEIGHTS.motion + (loudnessRank ? WEIGHTS.sound : 0);
    // A picture that is no picture is not made interesting by its sound.
    const lively = WEIGHTS.motion * motion + (loudnessRank ? WEIGHTS.sound * sound : 0);
    const total = (WEIGHTS.picture * picture + lively * Math.min(1, picture / 0.4)) / weight;
    return { picture, motion, sound, total };
  };
};
