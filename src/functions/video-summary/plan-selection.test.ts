import { expect, test } from 'vitest';
import { planChoices, type Choices, type GridRoom } from './plan-choices';
import { planSelection, type SelectionInput } from './plan-selection';

const NONE = Number.NEGATIVE_INFINITY;

const choicesOf = (values: readonly number[]): Choices => ({
  value: Float64Array.from(values),
  start: new Int32Array(values.length),
});

const random = (seed: number): number => Math.abs(Math.sin(seed * 12.9898) * 43758.5453) % 1;

/** Every combination of lengths, the slow way. */
const bestByForce = ({
  rooms,
  choices,
  totalUnits,
  overlapUnits,
  repeatCost,
  firstGain,
}: SelectionInput): number => {
  let best = NONE;
  const visit = (room: number, left: number, sum: number, counts: readonly number[]): void => {
    if (room === rooms.length) {
      if (left === 0 && sum > best) best = sum;
      return;
    }
    visit(room + 1, left, sum, counts);
    const { group } = rooms[room]!;
    choices[room]!.value.forEach((value, k) => {
      if (value === NONE) return;
      const cost = counts[group] ? repeatCost * counts[group] : -firstGain;
      visit(room + 1, left - (k - overlapUnits), sum + value - cost, counts.with(group, counts[group]! + 1));
    });
  };
  visit(0, totalUnits - overlapUnits, 0, [0, 0, 0, 0]);
  return best;
};

const valueOf = (input: SelectionInput, selected: ReturnType<typeof planSelection>): number => {
  const counts = new Map<number, number>();
  return selected.reduce((sum, { room, units }) => {
    const { group } = input.rooms[room]!;
    const before = counts.get(group) ?? 0;
    counts.set(group, before + 1);
    return (
      sum + input.choices[room]!.value[units]! - (before > 0 ? input.repeatCost * before : -input.firstGain)
    );
  }, 0);
};

test('the selection is the best of all combinations, and fills the length exactly', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const rooms = Array.from({ length: 5 }, (_, i) => ({ group: Math.floor(random(seed * 7 + i) * 3) }));
    const choices = rooms.map((_, i) =>
      choicesOf([NONE, NONE, ...Array.from({ length: 4 }, (__, k) => random(seed * 31 + i * 5 + k))]),
    );
    const input = { rooms, choices, totalUnits: 9, overlapUnits: seed % 2, repeatCost: 0.3, firstGain: 0.1 };
    const selected = planSelection(input);
    const filled = selected.reduce((sum, { units }) => sum + units - input.overlapUnits, input.overlapUnits);
    expect(filled).toBe(9);
    expect(valueOf(input, selected)).toBeCloseTo(bestByForce(input), 9);
  }
});

test('a length that no rooms fill gives nothing', () => {
  const input = { rooms: [{ group: 0 }], choices: [choicesOf([NONE, NONE, 1])], totalUnits: 5, firstGain: 0 };
  expect(planSelection({ ...input, overlapUnits: 0, repeatCost: 0 })).toEqual([]);
});

test('the same view is shown again only when nothing else is worth it', () => {
  const choices = [choicesOf([NONE, 1]), choicesOf([NONE, 0.9]), choicesOf([NONE, 0.7])];
  const input = {
    choices,
    totalUnits: 2,
    overlapUnits: 0,
    firstGain: 0,
    rooms: [{ group: 0 }, { group: 0 }, { group: 1 }],
  };
  expect(planSelection({ ...input, repeatCost: 0.5 }).map(({ room }) => room)).toEqual([0, 2]);
  expect(planSelection({ ...input, repeatCost: 0.1 }).map(({ room }) => room)).toEqual([0, 1]);
});

const roomOf = (interest: readonly number[], costAt: readonly number[] = []): GridRoom => {
  const cost = Float64Array.from({ length: interest.length + 1 }, (_, i) => (costAt.includes(i) ? 1 : 0));
  const range = { startSeconds: 0, endSeconds: interest.length };
  return {
    ...range,
    shot: 0,
    group: 0,
    interest: Float64Array.from(interest),
    startCost: cost,
    endCost: cost,
  };
};

test('a segment lies where the room is most interesting', () => {
  const { start } = planChoices(roomOf([0, 0, 1, 1, 0]), { idealUnits: 2, minUnits: 1 });
  expect(start[2]).toBe(2);
});

test('it moves off a costly start though that is where the interest is', () => {
  const { start } = planChoices(roomOf([0.4, 0.4, 1, 1, 0.5], [2]), { idealUnits: 2, minUnits: 1 });
  expect(start[2]).toBe(3);
});

test('lengths under the least are not offered', () => {
  const { value } = planChoices(roomOf([1, 1, 1]), { idealUnits: 2, minUnits: 3 });
  expect([...value].map((one) => one > NONE)).toEqual([false, false, false, true]);
});
