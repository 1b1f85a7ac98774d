import type { TimeRange } from '../../core/geometry';
import type { Sound } from './hear-sound';
import { planChoices, type Choices } from './plan-choices';
import type { MeasuredRoom } from './plan-grid';
import { planCutGains, planCutLengths, planMusicStart } from './plan-music';
import { planSelection, type Selected } from './plan-selection';

export type SummaryMode = 'highlights' | 'chronological' | 'trailer';

export const MIN_SEGMENT_SECONDS = 0.8;
/** Length at which a segment is understood, for a summary of five seconds. */
const IDEAL_SECONDS: Readonly<Record<SummaryMode, number>> = {
  highlights: 1.6,
  chronological: 1.4,
  trailer: 1,
};
/** Longer summaries take their time. */
const IDEAL_GROWTH = 0.3;
const IDEAL_FOR_SECONDS = 5;
/** Cost of showing the same thing again; a segment is worth about 0.2. */
const REPEAT_COST = 0.15;
/** So many different shots are shown where there are any. */
const WANTED_SHOTS = 3;
const SHORTER_SEGMENTS = 0.75;
/** What showing one more view is worth, try by try; a segment is worth about 0.2. */
const VARIETY_GAINS = [0, 0.2, 0.5, 1];

export const planIdealSeconds = (mode: SummaryMode, durationSeconds: number): number =>
  Math.min(
    durationSeconds,
    IDEAL_SECONDS[mode] * (Math.max(1, durationSeconds) / IDEAL_FOR_SECONDS) ** IDEAL_GROWTH,
  );

/** One stretch of the source, in the order they are shown. */
export interface Segment extends TimeRange {
  /** Index of its room; -1 where it was not cut from one. */
  readonly room: number;
}

export interface SummaryInput {
  readonly rooms: readonly MeasuredRoom[];
  readonly mode: SummaryMode;
  readonly durationSeconds: number;
  readonly unitSeconds: number;
  readonly overlapSeconds: number;
  /** Given when the cuts are to fall on the music. */
  readonly music: Sound | null;
}

export interface SummaryPlan {
  readonly segments: readonly Segment[];
  /** Where the continuous sound starts, for `music`. */
  readonly musicStartSeconds: number | null;
}

const interestOf = (room: MeasuredRoom, start: number, units: number): number =>
  room.interest.subarray(start, start + units).reduce((sum, value) => sum + value, 0) / Math.max(1, units);

/** A trailer builds up: the best comes last. Everything else is told in order of time. */
const inOrder = (
  selected: readonly Selected[],
  rooms: readonly MeasuredRoom[],
  choices: readonly Choices[],
  mode: SummaryMode,
): readonly Selected[] => {
  if (mode !== 'trailer') return selected;
  const interest = ({ room, units }: Selected) =>
    interestOf(rooms[room]!, choices[room]!.start[units]!, units);
  return [...selected].sort((a, b) => interest(a) - interest(b));
};

const shotCount = (rooms: readonly MeasuredRoom[], selected: readonly Selected[]): number =>
  new Set(selected.map(({ room }) => rooms[room]!.shot)).size;

/** Shortens the segments until enough different shots are in; returns the last that fits. */
const selectVaried = (input: SummaryInput) => {
  const { rooms, mode, durationSeconds, unitSeconds } = input;
  const wanted = Math.min(
    WANTED_SHOTS,
    new Set(rooms.map(({ shot }) => shot)).size,
    Math.floor(durationSeconds / MIN_SEGMENT_SECONDS),
  );
  let ideal = planIdealSeconds(mode, durationSeconds);
  let best: { readonly selected: readonly Selected[]; readonly choices: readonly Choices[] } | null = null;
  for (let attempt = 0; attempt < VARIETY_GAINS.length; attempt++) {
    const options = {
      idealUnits: ideal / unitSeconds,
      // What is mixed with a neighbour does not count as shown.
      minUnits: Math.ceil((MIN_SEGMENT_SECONDS + input.overlapSeconds) / unitSeconds - 1e-6),
    };
    const choices = rooms.map((room) => planChoices(room, options));
    const selected = planSelection({
      // In the end any other shot will do, even of the same view.
      rooms: attempt < 2 ? rooms : rooms.map(({ shot }) => ({ group: shot })),
      choices,
      totalUnits: Math.round(durationSeconds / unitSeconds),
      overlapUnits: Math.round(input.overlapSeconds / unitSeconds),
      repeatCost: REPEAT_COST * (attempt + 1),
      firstGain: VARIETY_GAINS[attempt]!,
    });
    const isBetter = !best || shotCount(rooms, selected) > shotCount(rooms, best.selected);
    if (isBetter) best = { selected, choices };
    if (shotCount(rooms, best!.selected) >= wanted || selected.length === 0) break;
    ideal *= SHORTER_SEGMENTS;
  }
  return best!;
};

/**
 * The segments of the summary: exactly `durationSeconds` (to half a unit) once joined with their overlaps, of the most
 * value. `null` when the rooms do not fill it.
 */
export const planSummary = (input: SummaryInput): SummaryPlan | null => {
  const { rooms, mode, unitSeconds, durationSeconds, music } = input;
  if (rooms.length === 0) return null;
  const { selected, choices } = selectVaried(input);
  if (selected.length === 0) return null;
  const ordered = inOrder(selected, rooms, choices, mode);
  const totalUnits = Math.round(durationSeconds / unitSeconds);
  const musicStartSeconds = music ? planMusicStart(music, durationSeconds) : null;
  const onBeat =
    music && musicStartSeconds !== null && input.overlapSeconds === 0
      ? planCutLengths(ordered, choices, planCutGains(music, musicStartSeconds, { unitSeconds, totalUnits }))
      : null;
  const segments = (onBeat ?? ordered).map(({ room, units }): Segment => {
    const startSeconds = rooms[room]!.startSeconds + choices[room]!.start[units]! * unitSeconds;
    return { room, startSeconds, endSeconds: startSeconds + units * unitSeconds };
  });
  return { segments, musicStartSeconds };
};
