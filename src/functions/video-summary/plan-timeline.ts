import type { TimeRange } from '../../core/geometry';

/** A segment with its place in the summary. */
export interface PlacedSegment extends TimeRange {
  /** When it comes on in the summary; it overlaps the one before. */
  readonly outSeconds: number;
}

export interface Timeline {
  readonly segments: readonly PlacedSegment[];
  readonly durationSeconds: number;
  /** Picture and sound of neighbours are mixed for this long; 0 = cut. */
  readonly overlapSeconds: number;
}

/** Length of a picture crossfade. */
const CROSSFADE_SECONDS = 0.4;
/** A crossfade takes at most this share of the shorter of its two segments. */
const MAX_OVERLAP_SHARE = 0.5;

/** Whole units of the grid, so that the lengths add up. */
export const planCrossfade = (unitSeconds: number): number =>
  Math.round(CROSSFADE_SECONDS / unitSeconds) * unitSeconds;

/** Overlap of segments that may be too short for a whole crossfade. */
export const planOverlap = (segments: readonly TimeRange[], wantedSeconds: number): number => {
  const shortest = Math.min(...segments.map(({ startSeconds, endSeconds }) => endSeconds - startSeconds));
  return segments.length < 2 ? 0 : Math.min(wantedSeconds, MAX_OVERLAP_SHARE * shortest);
};

/** Lays the segments one after the other. */
export const planTimeline = (segments: readonly TimeRange[], overlapSeconds: number): Timeline => {
  let at = 0;
  const placed = segments.map(({ startSeconds, endSeconds }) => {
    const outSeconds = at;
    at += endSeconds - startSeconds - overlapSeconds;
    return { startSeconds, endSeconds, outSeconds };
  });
  return { segments: placed, durationSeconds: at + overlapSeconds, overlapSeconds };
};
