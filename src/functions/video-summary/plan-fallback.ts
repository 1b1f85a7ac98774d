import type { TimeRange } from '../../core/geometry';
import type { ShotBoundary } from '../../vision/plan-shot-boundaries';
import type { Look } from './look-through';

/** Ends keep this far from a change of shot where they can. */
const MARGIN_FRAMES = 3.5;

/** From the first to the last frame that is not black; everything when all are. */
const clearSpan = (looks: readonly Look[], frameSeconds: number): TimeRange => {
  const frames = looks.flatMap((look) => look.frames);
  const clear = frames.filter(({ isVoid }) => !isVoid);
  const used = clear.length > 0 ? clear : frames;
  const end = Math.max(...looks.map((look) => look.endSeconds));
  const last = used.at(-1)?.timeSeconds ?? 0;
  const isWhole = used.at(-1) === frames.at(-1);
  return {
    startSeconds: used[0]?.timeSeconds ?? 0,
    endSeconds: isWhole ? Math.max(end, last + frameSeconds) : last + frameSeconds,
  };
};

const distanceTo = (seconds: number, boundaries: readonly ShotBoundary[]): number =>
  Math.min(
    ...boundaries.map(({ startSeconds, endSeconds }) =>
      Math.max(startSeconds - seconds, seconds - endSeconds),
    ),
    Number.MAX_VALUE,
  );

/**
 * One stretch across all shots, for a video with hardly more in it than is asked for: as long as `durationSeconds` if
 * there is that much, starting and ending as far from cuts as possible.
 */
export const planSpan = (
  looks: readonly Look[],
  durationSeconds: number,
  frameSeconds: number,
): TimeRange => {
  const span = clearSpan(looks, frameSeconds);
  const length = span.endSeconds - span.startSeconds;
  if (length <= durationSeconds) return span;
  const boundaries = looks.flatMap((look) => look.boundaries);
  const starts = Array.from(
    { length: Math.floor((length - durationSeconds) / frameSeconds) + 1 },
    (_, i) => span.startSeconds + i * frameSeconds,
  );
  const clearance = (start: number): number =>
    Math.min(distanceTo(start, boundaries), distanceTo(start + durationSeconds, boundaries));
  const enough = starts.find((start) => clearance(start) > MARGIN_FRAMES * frameSeconds);
  const best = enough ?? starts.reduce((top, start) => (clearance(start) > clearance(top) ? start : top));
  return { startSeconds: best, endSeconds: best + durationSeconds };
};
