import { MIX_RATE_HZ } from '../../core/mix-graph';
import type { TrackPlacement } from './mix-plan';
import type { TrackSettings } from './definition';

const toFrames = (seconds: number): number => Math.round(seconds * MIX_RATE_HZ);

/** Frames that a track takes in the mix by itself, without looping. */
const ownEnd = (durationSeconds: number, settings: TrackSettings): number =>
  Math.max(0, toFrames(durationSeconds) + toFrames(settings.offset));

/**
 * Length of the mix and the place of each track in it. `stretch`: the longest track that is not muted decides,
 * else the first input does. A loop fills what is left and never lengthens the mix by itself.
 */
export const planPlacements = (
  durationsSeconds: readonly number[],
  settings: readonly TrackSettings[],
  stretch: boolean,
): { readonly lengthFrames: number; readonly placements: readonly TrackPlacement[] } => {
  const ends = durationsSeconds.map((duration, i) => ownEnd(duration, settings[i]!));
  const audible = ends.filter((_, i) => !settings[i]!.mute);
  const lengthFrames = stretch ? Math.max(0, ...audible) : ends[0]!;
  const placements = ends.map((end, i): TrackPlacement => {
    const offset = toFrames(settings[i]!.offset);
    const startFrame = Math.min(lengthFrames, Math.max(0, offset));
    const skipFrames = Math.max(0, -offset);
    const passFrames = Math.max(0, toFrames(durationsSeconds[i]!) - skipFrames);
    const loops = settings[i]!.loop && passFrames > 0;
    return {
      startFrame,
      skipFrames,
      passFrames,
      endFrame: loops ? lengthFrames : Math.min(end, lengthFrames),
    };
  });
  return { lengthFrames, placements };
};
