import type { TimeRange } from '../../core/geometry';
import type { ShotBoundary } from '../../vision/plan-shot-boundaries';
import { shotsBetween } from '../../vision/shot-detection';
import type { Look, SeenFrame } from './look-through';

/** A stretch inside one shot from which a segment may be cut. */
export interface Room extends TimeRange {
  /** Number of its shot, counted over all looks from 0. */
  readonly shot: number;
}

/** A segment keeps this many frames away from a cut: two, and one and a half for a clock that is off by one. */
const MARGIN_FRAMES = 3.5;
/** Ends of dissolves and fades are estimates. */
const SOFT_MARGIN_SECONDS = 0.2;
/** Where a look ends inside the video, a change just outside may reach this far in. */
const UNKNOWN_SECONDS = 0.75;
/** With less contrast than this share of its shot's median a frame is on its way to black or white. */
const FADED_SHARE = 0.5;
/** Frames round a black one that are left out as well. */
const VOID_REACH = 4;
/** Two segments cut from one shot lie this far apart, or the join would look like a fault. */
const GAP_SECONDS = 1;

export interface RoomOptions {
  readonly frameSeconds: number;
  /** Longer rooms are split; `Infinity` leaves shots whole. */
  readonly maxSeconds: number;
  readonly minSeconds: number;
}

const marginOf = (boundary: ShotBoundary | undefined, isKnown: boolean, frameSeconds: number): number => {
  if (!boundary) return isKnown ? 0 : UNKNOWN_SECONDS;
  return Math.max(MARGIN_FRAMES * frameSeconds, boundary.kind === 'cut' ? 0 : SOFT_MARGIN_SECONDS);
};

const near = (seconds: number, other: number): boolean => Math.abs(seconds - other) < 1e-6;

/** The shot without the frames near its ends. */
const erode = (shot: TimeRange, look: Look, frameSeconds: number): TimeRange => {
  const before = look.boundaries.find(({ endSeconds }) => near(endSeconds, shot.startSeconds));
  const after = look.boundaries.find(({ startSeconds }) => near(startSeconds, shot.endSeconds));
  return {
    startSeconds: shot.startSeconds + marginOf(before, look.isStartKnown, frameSeconds),
    endSeconds: shot.endSeconds - marginOf(after, look.isEndKnown, frameSeconds),
  };
};

const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Runs of frames that are neither black nor faded nor next to such a frame. */
const clearRuns = (frames: readonly SeenFrame[]): readonly (readonly SeenFrame[])[] => {
  const bar = FADED_SHARE * medianOf(frames.map(({ contrast }) => contrast));
  const bad = frames.flatMap(({ isVoid, contrast }, i) => (isVoid || contrast < bar ? i : []));
  const runs: SeenFrame[][] = [[]];
  frames.forEach((frame, i) => {
    const isClear = bad.every((at) => Math.abs(at - i) > VOID_REACH);
    if (isClear) runs.at(-1)!.push(frame);
    else if (runs.at(-1)!.length > 0) runs.push([]);
  });
  return runs.filter((run) => run.length > 0);
};

const split = ({ startSeconds, endSeconds }: TimeRange, maxSeconds: number): readonly TimeRange[] => {
  const length = endSeconds - startSeconds;
  if (length <= 1.5 * maxSeconds) return [{ startSeconds, endSeconds }];
  const count = Math.ceil(length / (maxSeconds + GAP_SECONDS));
  const each = (length - (count - 1) * GAP_SECONDS) / count;
  return Array.from({ length: count }, (_, i) => {
    const from = startSeconds + i * (each + GAP_SECONDS);
    return { startSeconds: from, endSeconds: from + each };
  });
};

/** The first frame's time starts the room, so that segments start on frames. */
const snap = (range: TimeRange, frames: readonly SeenFrame[]): TimeRange => ({
  startSeconds:
    frames.find(({ timeSeconds }) => timeSeconds >= range.startSeconds - 1e-6)?.timeSeconds ??
    range.startSeconds,
  endSeconds: range.endSeconds,
});

const roomsOfShot = (shot: TimeRange, look: Look, options: RoomOptions): readonly TimeRange[] => {
  const inner = erode(shot, look, options.frameSeconds);
  const inside = look.frames.filter(
    ({ timeSeconds }) => timeSeconds >= inner.startSeconds && timeSeconds < inner.endSeconds - 1e-6,
  );
  return clearRuns(inside)
    .map((run) => ({
      startSeconds: run[0]!.timeSeconds,
      endSeconds: Math.min(inner.endSeconds, run.at(-1)!.timeSeconds + options.frameSeconds),
    }))
    .flatMap((range) => split(range, options.maxSeconds))
    .map((range) => snap(range, inside))
    .filter(({ startSeconds, endSeconds }) => endSeconds - startSeconds >= options.minSeconds);
};

/** Everything of the looks that may be shown, in order of time. */
export const planRooms = (looks: readonly Look[], options: RoomOptions): readonly Room[] => {
  const shots = looks.flatMap((look) =>
    shotsBetween(look.boundaries, look.startSeconds, look.endSeconds).map((shot) => ({ look, shot })),
  );
  return shots.flatMap(({ look, shot }, number) =>
    roomsOfShot(shot, look, options).map((range) => ({ ...range, shot: number })),
  );
};

/** The shots the rooms are numbered by. */
export const planShots = (looks: readonly Look[]): readonly TimeRange[] =>
  looks.flatMap((look) => shotsBetween(look.boundaries, look.startSeconds, look.endSeconds));
