/** Plain data that analysis, planning and rendering hand to each other. All signals run at `MIX_RATE_HZ`. */
import type { TrackRole } from '../../core/mix-graph';

/** Half-open stretches of speech on the track's own timeline, seconds, ascending. */
export type SpeechSpan = readonly [startSeconds: number, endSeconds: number];

/** What one pass over a track learns. Lists have one entry per 100 ms. */
export interface TrackAnalysis {
  readonly durationSeconds: number;
  /** Channels of the stem: 1 or 2. A mono stem sounds on both sides. */
  readonly channels: number;
  /** K-weighted mean square of the stereo picture. */
  readonly weighted: readonly number[];
  /** Plain mean square, summed over both sides. */
  readonly plain: readonly number[];
  readonly speech: readonly SpeechSpan[];
  readonly features: RoleFeatures;
}

/** Evidence for the role of a track, each measured over its audible part. */
export interface RoleFeatures {
  readonly audibleSeconds: number;
  /** Share of the track that is audible at all. */
  readonly audibleShare: number;
  /** Share of the audible part that the voice detector calls speech. */
  readonly speechShare: number;
  /** Share of frames under half the mean level: speech pauses, music does not (Scheirer & Slaney 1997). */
  readonly lowEnergyShare: number;
  /** Geometric over arithmetic mean of the spectrum, 0 tone .. 1 white noise. */
  readonly flatness: number;
  /** Standard deviation of the 100 ms levels in dB. */
  readonly levelDeviationDb: number;
  /** Share of the energy under 120 Hz. */
  readonly bassShare: number;
}

/** Where a track lies in the mix. Times in frames at `MIX_RATE_HZ`. */
export interface TrackPlacement {
  /** First mix frame that holds the track. */
  readonly startFrame: number;
  /** Frames of the track skipped before that. */
  readonly skipFrames: number;
  /** Frames of the track per pass, from `skipFrames` on. */
  readonly passFrames: number;
  /** Mix frame after the last; beyond one pass when it loops. */
  readonly endFrame: number;
}

export interface TrackPlan {
  readonly role: TrackRole;
  readonly muted: boolean;
  readonly placement: TrackPlacement;
  /** Automatic level, without the person's fader. */
  readonly autoGainDb: number;
  readonly userGainDb: number;
  /** Left and right factors of the person's pan. */
  readonly pan: readonly [number, number];
  /** Linear gain at each curve point of the mix: levelling, role level and fades; no ducking, no fader. */
  readonly level: Float32Array<ArrayBuffer>;
  /** Linear gain by which each voice (index of its track) ducks this track. */
  readonly ducks: readonly { readonly voice: number; readonly gain: Float32Array<ArrayBuffer> }[];
}

export interface MixPlan {
  readonly lengthFrames: number;
  readonly tracks: readonly TrackPlan[];
  /** Seconds in which at least one audible track is ducked by 1 dB or more. */
  readonly duckedSeconds: number;
}
