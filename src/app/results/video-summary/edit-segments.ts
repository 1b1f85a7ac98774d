import { clamp, type TimeRange } from '../../../core/geometry';
import type { SummaryResult, SummaryShot } from '../../../core/video-summary';

/** A stretch of the source in the summary that is being put together. */
export interface EditSegment extends TimeRange {
  readonly id: string;
}

/** As many as the parameter `Segments` takes. */
export const MAX_SEGMENTS = 60;
/** The page lets nobody make a segment that can not be seen. */
export const MIN_SECONDS = 0.2;

const newSegment = ({ startSeconds, endSeconds }: TimeRange): EditSegment => ({
  id: crypto.randomUUID(),
  startSeconds,
  endSeconds,
});

/** The segments as they were made. */
export const segmentsOfResult = ({ VideoSummaryList }: SummaryResult): readonly EditSegment[] =>
  VideoSummaryList.map(({ StartTime, EndTime }) =>
    newSegment({ startSeconds: Number(StartTime), endSeconds: Number(EndTime) }),
  );

/** Index of the shot that holds most of the segment; -1 where none does. */
export const shotOf = (segment: TimeRange, shots: readonly SummaryShot[]): number => {
  const shared = shots.map(
    ({ startSeconds, endSeconds }) =>
      Math.min(endSeconds, segment.endSeconds) - Math.max(startSeconds, segment.startSeconds),
  );
  const most = Math.max(...shared, 0);
  return most > 0 ? shared.indexOf(most) : -1;
};

/** Takes the shot's segments out if there are any, else puts its best stretch in at its place in time. */
export const toggleShot = (
  segments: readonly EditSegment[],
  shots: readonly SummaryShot[],
  index: number,
): readonly EditSegment[] => {
  const others = segments.filter((segment) => shotOf(segment, shots) !== index);
  if (others.length < segments.length) return others;
  const shot = shots[index];
  if (!shot || segments.length >= MAX_SEGMENTS) return segments;
  const after = segments.findIndex(({ startSeconds }) => startSeconds > shot.proposal.startSeconds);
  const at = after < 0 ? segments.length : after;
  return segments.toSpliced(at, 0, newSegment(shot.proposal));
};

/** A stretch of the shot as long as asked, round its best part. */
const fitIn = ({ startSeconds, endSeconds, proposal }: SummaryShot, seconds: number): TimeRange => {
  const length = Math.min(seconds, endSeconds - startSeconds);
  const middle = (proposal.startSeconds + proposal.endSeconds) / 2;
  const start = clamp(middle - length / 2, startSeconds, endSeconds - length);
  return { startSeconds: start, endSeconds: start + length };
};

/** Puts the next best shot that is not in the summary in the segment's place, at the same length. */
export const swapShot = (
  segments: readonly EditSegment[],
  shots: readonly SummaryShot[],
  at: number,
): readonly EditSegment[] => {
  const segment = segments[at];
  if (!segment) return segments;
  const current = shotOf(segment, shots);
  const used = new Set(segments.map((one) => shotOf(one, shots)));
  const order = [...shots.keys()].sort((a, b) => shots[b]!.score - shots[a]!.score);
  const rank = order.indexOf(current);
  const rest = [...order.slice(rank + 1), ...order.slice(0, Math.max(0, rank))];
  const next = rest.find((index) => !used.has(index));
  if (next === undefined) return segments;
  return segments.with(at, newSegment(fitIn(shots[next]!, segment.endSeconds - segment.startSeconds)));
};

/** Moves a segment one place forward (-1) or back (+1). */
export const moveSegment = (
  segments: readonly EditSegment[],
  at: number,
  by: -1 | 1,
): readonly EditSegment[] => {
  const segment = segments[at];
  const to = at + by;
  if (!segment || to < 0 || to >= segments.length) return segments;
  return segments.toSpliced(at, 1).toSpliced(to, 0, segment);
};

/** New ends; the other end gives way where they would cross. */
export const trimSegment = (
  segments: readonly EditSegment[],
  at: number,
  change: Partial<TimeRange>,
  durationSeconds: number,
): readonly EditSegment[] => {
  const segment = segments[at];
  if (!segment) return segments;
  const start = clamp(change.startSeconds ?? segment.startSeconds, 0, durationSeconds - MIN_SECONDS);
  const end = clamp(change.endSeconds ?? segment.endSeconds, MIN_SECONDS, durationSeconds);
  const isCrossed = end - start < MIN_SECONDS;
  const startSeconds = isCrossed && change.endSeconds !== undefined ? end - MIN_SECONDS : start;
  const endSeconds = isCrossed && change.endSeconds === undefined ? start + MIN_SECONDS : end;
  return segments.with(at, { ...segment, startSeconds, endSeconds });
};

/** Length of the summary they make. */
export const totalSeconds = (segments: readonly TimeRange[], overlapSeconds: number): number =>
  segments.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0) -
  Math.max(0, segments.length - 1) * overlapSeconds;
