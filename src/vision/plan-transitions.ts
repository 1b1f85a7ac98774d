import type { ShotBoundary } from './plan-shot-boundaries';

/** A cover keeps this many frames away from any change of shot: two, and one for a clock that is off by a frame. */
const MARGIN_FRAMES = 3.5;

/** Inside a dissolve or fade, or within three frames of any change of shot (on either side). */
export const isInTransition = (
  boundaries: readonly ShotBoundary[],
  timeSeconds: number,
  frameRate: number,
): boolean => {
  const margin = MARGIN_FRAMES / Math.max(1, frameRate);
  return boundaries.some(
    ({ startSeconds, endSeconds }) =>
      timeSeconds > startSeconds - margin && timeSeconds < endSeconds + margin,
  );
};
