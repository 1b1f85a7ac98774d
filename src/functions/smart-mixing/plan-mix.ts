import { LOUDNESS_STEP_SECONDS } from '../../dsp/loudness';
import { loudnessOf } from '../../core/loudness-gate';
import {
  CURVE_POINTS_PER_SECOND,
  FRAMES_PER_POINT,
  gainOfDb,
  MIX_RATE_HZ,
  panFactors,
  type TrackRole,
} from '../../core/mix-graph';
import type { TrackSettings } from './definition';
import type { MixPlan, TrackAnalysis, TrackPlacement, TrackPlan } from './mix-plan';
import { type DuckingChoice, planDucking } from './plan-ducking';
import { applyFades } from './plan-fades';
import { movingMean, planTrackGainDb, planVoiceRide, speechSteps, trackLoudness } from './plan-levels';
import { planPlacements } from './plan-placement';
import { planRole } from './plan-role';

export interface MixRequest {
  readonly tracks: readonly TrackAnalysis[];
  readonly settings: readonly TrackSettings[];
  readonly ducking: DuckingChoice;
  readonly stretchToLongest: boolean;
}

/** Steps on each side over which local levels are taken: about one phrase for a voice, 1.1 s for a bed. */
const VOICE_REACH_STEPS = 15;
const BED_REACH_STEPS = 5;
/** Less than this does not count as ducked in the report. */
const AUDIBLE_DUCK_GAIN = 10 ** (-1 / 20);
const POINTS_PER_STEP = CURVE_POINTS_PER_SECOND * LOUDNESS_STEP_SECONDS;

/** Track time in 100 ms steps (fractional) at a curve point of the mix; `NaN` where the track is silent. */
const stepAtPoint = (
  { startFrame, skipFrames, passFrames, endFrame }: TrackPlacement,
  point: number,
): number => {
  const frame = point * FRAMES_PER_POINT;
  if (frame < startFrame || frame >= endFrame) return Number.NaN;
  const inTrack = ((frame - startFrame) % passFrames) + skipFrames;
  return inTrack / MIX_RATE_HZ / LOUDNESS_STEP_SECONDS;
};

/** Value of a per-step list between its steps' centres. */
const between = (values: ArrayLike<number>, step: number): number => {
  const position = Math.min(values.length - 1, Math.max(0, step - 0.5));
  const low = Math.floor(position);
  const high = Math.min(values.length - 1, low + 1);
  return values[low]! + (position - low) * (values[high]! - values[low]!);
};

interface Draft {
  readonly analysis: TrackAnalysis;
  readonly role: TrackRole;
  readonly placement: TrackPlacement;
  readonly gainDb: number;
  /** dB per step on top of `gainDb`. */
  readonly ride: Float64Array | null;
}

const draftLevel = (draft: Draft, points: number): Float32Array<ArrayBuffer> => {
  const level = new Float32Array(points);
  for (let i = 0; i < points; i++) {
    const step = stepAtPoint(draft.placement, Math.min(i, points - 2));
    const ride = draft.ride && draft.ride.length > 0 && !Number.isNaN(step) ? between(draft.ride, step) : 0;
    level[i] = gainOfDb(draft.gainDb + ride);
  }
  applyFades(level, draft.placement, draft.role);
  return level;
};

/** Louder of the two readings: bass counts little in LUFS, and still covers a voice. */
const bedLevels = ({ analysis, gainDb }: Draft): Float64Array => {
  const weighted = movingMean(analysis.weighted, BED_REACH_STEPS);
  const plain = movingMean(analysis.plain, BED_REACH_STEPS);
  return weighted.map((e, i) => Math.max(loudnessOf(e), loudnessOf(plain[i]!)) + gainDb);
};

const voiceLevels = ({ analysis, gainDb, ride }: Draft): Float64Array => {
  const active = speechSteps(analysis.speech, analysis.weighted.length);
  const words = analysis.weighted.map((e, i) => (active[i] ? e * gainOfDb(2 * (ride?.[i] ?? 0)) : 0));
  const energy = movingMean(words, VOICE_REACH_STEPS);
  const share = movingMean(active, VOICE_REACH_STEPS);
  return energy.map((e, i) => (share[i]! > 0 ? loudnessOf(e / share[i]!) + gainDb : -Infinity));
};

const onPoints = (values: ArrayLike<number>, placement: TrackPlacement, points: number): Float64Array =>
  Float64Array.from({ length: points }, (_, i) => {
    const step = stepAtPoint(placement, i);
    if (Number.isNaN(step) || values.length === 0) return -Infinity;
    return values[Math.min(values.length - 1, Math.floor(step))]!;
  });

const speakingPoints = (draft: Draft, points: number): Uint8Array => {
  const { placement, analysis } = draft;
  const perTrack = new Uint8Array(Math.ceil(analysis.durationSeconds * CURVE_POINTS_PER_SECOND) + 1);
  for (const [start, end] of analysis.speech) {
    perTrack.fill(1, Math.floor(start * CURVE_POINTS_PER_SECOND), Math.ceil(end * CURVE_POINTS_PER_SECOND));
  }
  return Uint8Array.from({ length: points }, (_, i) => {
    const step = stepAtPoint(placement, i);
    return Number.isNaN(step) ? 0 : (perTrack[Math.floor(step * POINTS_PER_STEP)] ?? 0);
  });
};

const isDucked = (role: TrackRole): boolean => role === 'music' || role === 'ambience';

const draftTracks = (request: MixRequest, placements: readonly TrackPlacement[]): readonly Draft[] => {
  const roles = request.tracks.map((analysis, i) => {
    const chosen = request.settings[i]!.role;
    return chosen === 'auto' ? planRole(analysis.features) : chosen;
  });
  const hasVoice = roles.some((role, i) => role === 'voice' && !request.settings[i]!.mute);
  return request.tracks.map((analysis, i): Draft => {
    const role = roles[i]!;
    const gainDb = planTrackGainDb(trackLoudness(analysis, role), role, hasVoice);
    const ride = role === 'voice' ? planVoiceRide(analysis) : null;
    return { analysis, role, placement: placements[i]!, gainDb, ride };
  });
};

/** Everything the renderer and the page need, from the analyses alone. Pure. */
export const planMix = (request: MixRequest): MixPlan => {
  const { settings, ducking } = request;
  const durations = request.tracks.map((track) => track.durationSeconds);
  const { lengthFrames, placements } = planPlacements(durations, settings, request.stretchToLongest);
  const points = Math.ceil(lengthFrames / FRAMES_PER_POINT) + 1;
  const drafts = draftTracks(request, placements);
  const voices = drafts.flatMap((draft, i) =>
    draft.role !== 'voice' || settings[i]!.mute || ducking === 'off' || draft.analysis.speech.length === 0
      ? []
      : {
          voice: i,
          speaking: speakingPoints(draft, points),
          voiceDb: onPoints(voiceLevels(draft), draft.placement, points),
        },
  );
  const ducksOf = (bed: Draft): TrackPlan['ducks'] => {
    if (ducking === 'off' || !isDucked(bed.role)) return [];
    const bedDb = onPoints(bedLevels(bed), bed.placement, points);
    return voices.map(({ voice, ...key }) => ({ voice, gain: planDucking({ ...key, bedDb }, ducking) }));
  };
  const tracks = drafts.map((draft, i): TrackPlan => ({
    role: draft.role,
    muted: settings[i]!.mute,
    placement: draft.placement,
    autoGainDb: draft.gainDb,
    userGainDb: settings[i]!.gainDb,
    pan: panFactors(settings[i]!.pan),
    level: draftLevel(draft, points),
    ducks: ducksOf(draft),
  }));
  return { lengthFrames, tracks, duckedSeconds: countDuckedSeconds(tracks, points) };
};

const countDuckedSeconds = (tracks: readonly TrackPlan[], points: number): number => {
  let ducked = 0;
  for (let i = 0; i < points; i++) {
    const frame = i * FRAMES_PER_POINT;
    const isDown = ({ muted, placement, ducks }: TrackPlan) =>
      !muted &&
      frame >= placement.startFrame &&
      frame < placement.endFrame &&
      ducks.some(({ gain }) => gain[i]! < AUDIBLE_DUCK_GAIN);
    if (tracks.some(isDown)) ducked++;
  }
  return ducked / CURVE_POINTS_PER_SECOND;
};
