import {
  BED_DIP,
  combineDucks,
  dipShare,
  FRAMES_PER_POINT,
  gainOfDb,
  highpassOf,
  MIX_RATE_HZ,
} from '../../core/mix-graph';
import { createBiquad, designBiquad } from '../../dsp/biquad';
import type { MixPlan, TrackPlan } from './mix-plan';

/** Frames of one rendered block: a whole number of curve points. */
export const BLOCK_FRAMES = 50 * FRAMES_PER_POINT;

const createChannelFilters = (track: TrackPlan) => ({
  highpass: createBiquad(designBiquad(highpassOf(track.role), MIX_RATE_HZ)),
  dip: track.ducks.length > 0 ? createBiquad(designBiquad(BED_DIP, MIX_RATE_HZ)) : null,
});

/** Multiplies a curve (one value per point, straight lines between) onto samples that start at `point`. */
const applyCurve = (samples: Float32Array, curve: Float32Array, point: number): void => {
  for (let from = 0, p = point; from < samples.length; from += FRAMES_PER_POINT, p++) {
    const start = curve[p] ?? 0;
    const slope = ((curve[p + 1] ?? start) - start) / FRAMES_PER_POINT;
    const to = Math.min(samples.length, from + FRAMES_PER_POINT);
    for (let n = from; n < to; n++) samples[n]! *= start + slope * (n - from);
  }
};

/** `dry += share * (wet - dry)` with the share of dip as a curve. */
const blendDip = (dry: Float32Array, wet: Float32Array, share: Float32Array, point: number): void => {
  for (let from = 0, p = point; from < dry.length; from += FRAMES_PER_POINT, p++) {
    const start = share[p] ?? 0;
    const end = share[p + 1] ?? start;
    if (start === 0 && end === 0) continue;
    const slope = (end - start) / FRAMES_PER_POINT;
    const to = Math.min(dry.length, from + FRAMES_PER_POINT);
    for (let n = from; n < to; n++) dry[n]! += (start + slope * (n - from)) * (wet[n]! - dry[n]!);
  }
};

/**
 * Streaming signal path of one track (see `core/mix-graph.ts`), before fader and pan. Blocks must follow each other, each
 * starting on a curve point.
 */
export const createTrackPath = (plan: MixPlan, index: number, channels: number) => {
  const track = plan.tracks[index]!;
  const points = track.level.length;
  const duck = combineDucks(track.ducks, (voice) => plan.tracks[voice]!.muted, points);
  const share = duck.map(dipShare);
  const gain = track.level.map((level, i) => level * duck[i]!);
  const filters = Array.from({ length: channels }, () => createChannelFilters(track));
  return (block: readonly Float32Array<ArrayBuffer>[], point: number): void => {
    for (const [c, samples] of block.entries()) {
      const { highpass, dip } = filters[c]!;
      highpass.process(samples, samples);
      if (dip) {
        const wet = new Float32Array(samples.length);
        dip.process(samples, wet);
        blendDip(samples, wet, share, point);
      }
      applyCurve(samples, gain, point);
    }
  };
};

/** Adds a processed block to the stereo sum, through fader and pan. */
export const addToSum = (
  sum: readonly [Float32Array, Float32Array],
  block: readonly Float32Array[],
  track: TrackPlan,
): void => {
  const fader = gainOfDb(track.userGainDb);
  for (const [side, target] of sum.entries()) {
    const factor = fader * track.pan[side]!;
    const samples = block[side] ?? block[0]!;
    for (let n = 0; n < target.length; n++) target[n]! += factor * samples[n]!;
  }
};
