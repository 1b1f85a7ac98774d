import { clamp, type TimeRange } from '../../core/geometry';
import type { ShotBoundary } from '../../vision/plan-shot-boundaries';

const MARGIN_FRAMES = 3.5;

export interface ByHandInput {
  readonly segments: readonly (readonly [start: number, end: number])[];
  readonly boundaries: readonly ShotBoundary[];
  readonly durationSeconds: number;
  readonly frameSeconds: number;
}

/** Moves a start that lies in or just before a change of shot to just after it, and one just after it a little on. */
const clearStart = (seconds: number, boundaries: readonly ShotBoundary[], margin: number): number => {
  const hit = boundaries.find(
    ({ startSeconds, endSeconds }) => seconds > startSeconds - margin && seconds < endSeconds + margin,
  );
  return hit ? hit.endSeconds + margin : seconds;
};

const clearEnd = (seconds: number, boundaries: readonly ShotBoundary[], margin: number): number => {
  const hit = boundaries.find(
    ({ startSeconds, endSeconds }) => seconds > startSeconds - margin && seconds < endSeconds + margin,
  );
  return hit ? hit.startSeconds - margin : seconds;
};

/**
 * Segments chosen by hand, in the order given: inside the video, and with ends that would flash a frame of the next
 * shot moved off the cut. What lies wholly outside the video is left out.
 */
export const planByHand = (input: ByHandInput): readonly TimeRange[] => {
  const { segments, boundaries, durationSeconds, frameSeconds } = input;
  const margin = MARGIN_FRAMES * frameSeconds;
  return segments.flatMap(([start, end]) => {
    if (start >= durationSeconds - frameSeconds / 2) return [];
    const range = {
      startSeconds: clamp(start, 0, durationSeconds),
      endSeconds: clamp(end, 0, durationSeconds),
    };
    const cleared = {
      startSeconds: clearStart(range.startSeconds, boundaries, margin),
      endSeconds: clearEnd(range.endSeconds, boundaries, margin),
    };
    const isLongEnough = cleared.endSeconds - cleared.startSeconds >= 2 * margin;
    return [
      isLongEnough
        ? cleared
        : { ...range, endSeconds: Math.max(range.endSeconds, range.startSeconds + frameSeconds) },
    ];
  });
};
