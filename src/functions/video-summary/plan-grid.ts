import type { TimeRange } from '../../core/geometry';
import type { Look } from './look-through';
import { planInterest, type JudgedSample } from './plan-interest';
import type { GridRoom } from './plan-choices';
import { planGroups, planParts } from './plan-groups';
import type { Room } from './plan-rooms';
import { speechEndCost, speechStartCost } from './plan-speech';

/** Units are whole frames, at least this long: finer steps show nothing and cost time. */
const MIN_UNIT_SECONDS = 1 / 31;

/** Length of the grid's unit: one frame, or a few of a fast video. */
export const planUnitSeconds = (frameRate: number): number => {
  const frameSeconds = 1 / (frameRate > 0 ? frameRate : 25);
  return frameSeconds * Math.max(1, Math.ceil(MIN_UNIT_SECONDS / frameSeconds));
};

export interface GridInput {
  readonly looks: readonly Look[];
  readonly samples: readonly JudgedSample[];
  readonly loudnessRank: ((timeSeconds: number) => number) | null;
  readonly speech: readonly TimeRange[];
  readonly unitSeconds: number;
}

/** A room with its numbers, and its most telling sample. */
export interface MeasuredRoom extends GridRoom {
  readonly best: JudgedSample | null;
}

const inRange =
  ({ startSeconds, endSeconds }: TimeRange, slack: number) =>
  ({ timeSeconds }: { readonly timeSeconds: number }): boolean =>
    timeSeconds >= startSeconds - slack && timeSeconds < endSeconds + slack;

/** Samples of the room, or the nearest one where it lies between two. */
const samplesNear = (room: Room, samples: readonly JudgedSample[]): readonly JudgedSample[] => {
  const inside = samples.filter(inRange(room, 0));
  if (inside.length > 0) return inside;
  const middle = (room.startSeconds + room.endSeconds) / 2;
  const distance = ({ timeSeconds }: JudgedSample) => Math.abs(timeSeconds - middle);
  return [...samples].sort((a, b) => distance(a) - distance(b)).slice(0, 1);
};

const measureRoom = (room: Room, input: GridInput): Omit<MeasuredRoom, 'group'> => {
  const { looks, loudnessRank, unitSeconds } = input;
  const frames = looks.flatMap((look) => look.frames.filter(inRange(room, 1e-6)));
  const samples = samplesNear(room, input.samples);
  const speech = input.speech.filter(
    ({ startSeconds, endSeconds }) =>
      startSeconds < room.endSeconds + 1 && endSeconds > room.startSeconds - 1,
  );
  const interestAt = planInterest({ samples, frames, loudnessRank });
  const count = Math.floor((room.endSeconds - room.startSeconds) / unitSeconds + 0.25);
  const timeOf = (unit: number) => room.startSeconds + unit * unitSeconds;
  const edges = Array.from({ length: count + 1 }, (_, i) => timeOf(i));
  return {
    ...room,
    interest: Float64Array.from({ length: count }, (_, i) => interestAt(timeOf(i + 0.5)).total),
    startCost: Float64Array.from(edges, (time) => speechStartCost(time, speech)),
    endCost: Float64Array.from(edges, (time) => speechEndCost(time, speech)),
    best: [...samples].sort((a, b) => b.score - a.score)[0] ?? null,
  };
};

/** Rooms on the grid, grouped by what they show or (`parts`) by where in the video they lie. */
export const planGrid = (
  rooms: readonly Room[],
  input: GridInput,
  parts: { readonly count: number; readonly durationSeconds: number } | null,
): readonly MeasuredRoom[] => {
  const measured = rooms.map((room) => measureRoom(room, input));
  const groups = parts
    ? planParts(measured, parts.durationSeconds, parts.count)
    : planGroups(measured.map(({ shot, best }) => ({ shot, signature: best?.signature ?? null })));
  return measured.map((room, i) => ({ ...room, group: groups[i]! }));
};
