import { clamp, type TimeRange } from '../../core/geometry';
import type { FrameMotion } from '../../vision/shot-evidence';
import { movement } from '../../vision/plan-scores';

/** Length of the stretch that is looked at round a candidate. */
const WINDOW_SECONDS = 1;
/** Frames at either end of a stretch whose other side is unknown: a cut may lie just beyond. */
export const UNKNOWN_FRAMES = 3;

export interface RefinementInput {
  readonly timeSeconds: number;
  /** The clip's other chosen times: stretches stop half-way to them. */
  readonly otherTimes: readonly number[];
  /** The shot, when its ends are known exactly. */
  readonly shot: TimeRange | null;
  readonly durationSeconds: number;
}

/**
 * The stretch round a candidate. With exact shots it is centred; else the candidate is a keyframe, from which
 * decoding forward is cheap and backward is not, so it starts there.
 */
export const planRefinement = (input: RefinementInput): TimeRange => {
  const { timeSeconds, otherTimes, shot, durationSeconds } = input;
  const reach = shot ? WINDOW_SECONDS / 2 : WINDOW_SECONDS;
  const gapAfter = Math.min(
    ...otherTimes.filter((t) => t > timeSeconds).map((t) => (t - timeSeconds) / 2),
    reach,
  );
  const gapBefore = shot
    ? Math.min(...otherTimes.filter((t) => t < timeSeconds).map((t) => (timeSeconds - t) / 2), reach)
    : 0;
  const low = shot ? Math.max(0, shot.startSeconds) : 0;
  const high = Math.max(low, shot ? shot.endSeconds : durationSeconds);
  return {
    startSeconds: clamp(timeSeconds - gapBefore, low, high),
    endSeconds: clamp(timeSeconds + gapAfter, low, high) + 0.001,
  };
};

/** What is known of a frame of the stretch before faces are looked for. */
export interface MomentMeasures {
  readonly timeSeconds: number;
  readonly acutance: number;
  readonly edgeStrength: number;
  readonly motion: FrameMotion;
  readonly contrast: number;
  readonly inTransition: boolean;
}

/** Weights among frames of one moment, where the content is the same. */
const MOMENT_WEIGHTS = { acutance: 0.5, edgeStrength: 0.3, contrast: 0.2, motion: 1.2 } as const;

/** Merit of each frame among its neighbours in time, about 0..1; `-Infinity` inside a transition. */
export const planMomentMerits = (moments: readonly MomentMeasures[]): readonly number[] => {
  const top = (name: 'acutance' | 'edgeStrength' | 'contrast'): number =>
    Math.max(1e-6, ...moments.map((moment) => moment[name]));
  const tops = { acutance: top('acutance'), edgeStrength: top('edgeStrength'), contrast: top('contrast') };
  return moments.map((moment) =>
    moment.inTransition
      ? Number.NEGATIVE_INFINITY
      : (MOMENT_WEIGHTS.acutance * moment.acutance) / tops.acutance +
        (MOMENT_WEIGHTS.edgeStrength * moment.edgeStrength) / tops.edgeStrength +
        (MOMENT_WEIGHTS.contrast * moment.contrast) / tops.contrast -
        MOMENT_WEIGHTS.motion * Math.min(0.3, movement(moment.motion)),
  );
};
