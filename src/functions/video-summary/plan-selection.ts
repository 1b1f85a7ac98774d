import type { Choices, GridRoom } from './plan-choices';

export interface SelectionInput {
  readonly rooms: readonly Pick<GridRoom, 'group'>[];
  /** One for each room. */
  readonly choices: readonly Choices[];
  /** Units the segments fill together. */
  readonly totalUnits: number;
  /** Units by which each segment but the first overlaps the one before. */
  readonly overlapUnits: number;
  /** What showing a group at all is worth. */
  readonly firstGain: number;
  /** What the second segment of a group costs; the third costs twice that, and so on. */
  readonly repeatCost: number;
}

export interface Selected {
  readonly room: number;
  readonly units: number;
}

/** No group is shown more often. */
const MAX_REPEATS = 8;
const NONE = Number.NEGATIVE_INFINITY;

interface Layer {
  /** Best value for each total length so far. */
  readonly value: Float64Array;
}

interface Row {
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly taken: Uint16Array;
}

/** Tries every length of one room on top of every state. */
const addRoom = (
  { from, to, taken }: Row,
  value: Float64Array,
  { overlapUnits, cost }: { readonly overlapUnits: number; readonly cost: number },
): void => {
  value.forEach((worth, k) => {
    if (worth === NONE) return;
    const length = k - overlapUnits;
    for (let t = length; t < to.length; t++) {
      const sum = from[t - length]! + worth - cost;
      if (sum > to[t]!) [to[t], taken[t]] = [sum, k];
    }
  });
};

/** Best value per [segments of this group][length]; `chosen[room][count]` remembers the units taken. */
const fillGroup = (input: SelectionInput, members: readonly number[], before: Layer) => {
  const { choices, totalUnits, overlapUnits, repeatCost, firstGain } = input;
  const target = totalUnits - overlapUnits;
  const most = Math.min(MAX_REPEATS, members.length);
  const table = Array.from({ length: most + 1 }, (_, count) =>
    count === 0 ? before.value.slice() : new Float64Array(target + 1).fill(NONE),
  );
  const chosen = members.map(() => Array.from({ length: most + 1 }, () => new Uint16Array(target + 1)));
  members.forEach((member, m) => {
    const { value } = choices[member]!;
    // From above, so that the rows below still hold the state without this room.
    for (let count = most; count >= 1; count--) {
      const row = { from: table[count - 1]!, to: table[count]!, taken: chosen[m]![count]! };
      addRoom(row, value, { overlapUnits, cost: count === 1 ? -firstGain : repeatCost * (count - 1) });
    }
  });
  const value = new Float64Array(target + 1).fill(NONE);
  const counts = new Uint8Array(target + 1);
  table.forEach((row, count) => {
    row.forEach((sum, t) => {
      if (sum > value[t]!) [value[t], counts[t]] = [sum, count];
    });
  });
  return { value, counts, chosen, members };
};

type GroupTable = ReturnType<typeof fillGroup>;

/** Walks one group's table back from length `t`. */
const walkGroup = ({ counts, chosen, members }: GroupTable, t: number, overlapUnits: number) => {
  const picked: Selected[] = [];
  let count = counts[t]!;
  let left = t;
  // The last room that improved the state at (count, left) is the one on the best path.
  for (let m = members.length - 1; m >= 0 && count > 0; m--) {
    const units = chosen[m]![count]![left]!;
    if (units === 0) continue;
    picked.push({ room: members[m]!, units });
    left -= units - overlapUnits;
    count--;
  }
  return { picked, left };
};

/**
 * Segments that fill exactly `totalUnits` with the most value: a knapsack with one item per room and length, in which
 * a group's further segments cost more and more. Exact, by dynamic programming over groups, how many of the group are
 * taken, and length. Empty when no set of lengths fits. In order of rooms.
 */
export const planSelection = (input: SelectionInput): readonly Selected[] => {
  const target = input.totalUnits - input.overlapUnits;
  const groups = new Map<number, number[]>();
  input.rooms.forEach(({ group }, index) => groups.set(group, [...(groups.get(group) ?? []), index]));
  let layer: Layer = { value: Float64Array.from({ length: target + 1 }, (_, t) => (t === 0 ? 0 : NONE)) };
  const tables: GroupTable[] = [];
  for (const members of groups.values()) {
    const table = fillGroup(input, members, layer);
    tables.push(table);
    layer = table;
  }
  if (target < 0 || layer.value[target] === NONE) return [];
  const selected: Selected[] = [];
  let left = target;
  for (const table of tables.toReversed()) {
    const step = walkGroup(table, left, input.overlapUnits);
    selected.push(...step.picked);
    left = step.left;
  }
  return selected.sort((a, b) => a.room - b.room);
};
