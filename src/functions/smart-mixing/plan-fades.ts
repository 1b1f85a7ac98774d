import { CURVE_POINTS_PER_SECOND, FRAMES_PER_POINT, type TrackRole } from '../../core/mix-graph';
import type { TrackPlacement } from './mix-plan';

/** A bed that the end of the mix cuts off fades out; anything else that is cut just gets soft edges. */
const BED_FADE_SECONDS = 2;
const CUT_FADE_SECONDS = 0.06;

const fadePoints = (seconds: number): number => Math.round(seconds * CURVE_POINTS_PER_SECOND);

const isBed = (role: TrackRole): boolean => role === 'music' || role === 'ambience';

/** Multiplies fades into a track's level curve where its head is cut, or where the mix cuts off its tail. */
export const applyFades = (level: Float32Array, placement: TrackPlacement, role: TrackRole): void => {
  const { startFrame, skipFrames, passFrames, endFrame } = placement;
  const span = (endFrame - startFrame) / FRAMES_PER_POINT;
  if (span <= 0) return;
  if (skipFrames > 0) {
    const first = startFrame / FRAMES_PER_POINT;
    const length = Math.min(span / 2, fadePoints(CUT_FADE_SECONDS));
    for (let i = Math.floor(first); i < first + length; i++) level[i]! *= Math.max(0, (i - first) / length);
  }
  const cutOff = (endFrame - startFrame) % passFrames !== 0;
  if (!cutOff) return;
  const length = Math.min(span / 2, fadePoints(isBed(role) ? BED_FADE_SECONDS : CUT_FADE_SECONDS));
  const end = endFrame / FRAMES_PER_POINT;
  for (let i = Math.max(0, Math.ceil(end - length)); i < level.length; i++) {
    // A quarter sine: even to the ear, and it ends at zero.
    level[i]! *= Math.sin((Math.PI / 2) * Math.max(0, Math.min(1, (end - i) / length)));
  }
};
