import type { NormalizedBox } from '../../core/geometry';
import { motionStrength } from './plan-prominence';
import { connectedComponents, type Component } from '../../vision/connected-components';
import { MOTION_COLUMNS, MOTION_ROWS, type Sighting, type Tick } from './observations';

/** Motion this long before and after a moment, seconds, is taken together: limbs swing, and rest between. */
const WINDOW_SECONDS = 0.3;
/** A cell moves when it has this share of the liveliest cells' motion, and at least this much (code values times 4). */
const ACTIVE_SHARE = 0.25;
const ACTIVE_LEVEL = 3;
const LIVELIEST_SHARE = 0.03;
/** Of all motion: what a moving thing must hold to be called one. */
const MIN_SHARE = 0.3;
const MAX_MOVERS = 2;
/** Less motion than this is a flicker. */
const MIN_STRENGTH = 0.15;

/** Mean own motion of the cells round a moment; all 0 when nothing was compared there. */
export const motionAround = (
  ticks: readonly Tick[],
  timeSeconds: number,
  [from, to]: readonly [number, number],
): Float32Array => {
  const cells = new Float32Array(MOTION_COLUMNS * MOTION_ROWS);
  let count = 0;
  for (const tick of ticks) {
    if (tick.isFresh || tick.timeSeconds <= from || tick.timeSeconds >= to) continue;
    if (Math.abs(tick.timeSeconds - timeSeconds) > WINDOW_SECONDS) continue;
    for (let i = 0; i < cells.length; i++) cells[i] = cells[i]! + tick.cells[i]!;
    count++;
  }
  return count > 1 ? cells.map((value) => value / count) : cells;
};

/** Cells that move, with gaps of one cell closed. */
const activeCells = (cells: Float32Array): Uint8Array => {
  const sorted = cells.slice().sort().reverse();
  const liveliest = sorted[Math.floor(LIVELIEST_SHARE * sorted.length)]!;
  const level = Math.max(ACTIVE_LEVEL, ACTIVE_SHARE * liveliest);
  const mask = Uint8Array.from(cells, (value) => (value > level ? 1 : 0));
  const closed = mask.slice();
  for (let i = 0; i < mask.length; i++) {
    const x = i % MOTION_COLUMNS;
    const isBetween = x > 0 && x < MOTION_COLUMNS - 1 && mask[i - 1]! + mask[i + 1]! === 2;
    const isStacked =
      i >= MOTION_COLUMNS && mask[i - MOTION_COLUMNS]! + (mask[i + MOTION_COLUMNS] ?? 0) === 2;
    if (isBetween || isStacked) closed[i] = 1;
  }
  return closed;
};

const boxOf = ({ left, top, right, bottom }: Component): NormalizedBox => [
  left / MOTION_COLUMNS,
  top / MOTION_ROWS,
  (right + 1 - left) / MOTION_COLUMNS,
  (bottom + 1 - top) / MOTION_ROWS,
];

/** Things that move by themselves, found from the map of own motion. */
export const planMovers = (cells: Float32Array): readonly Sighting[] => {
  const total = cells.reduce((sum, value) => sum + value, 0);
  const strength = motionStrength(cells);
  if (strength < MIN_STRENGTH) return [];
  return connectedComponents(activeCells(cells), MOTION_COLUMNS, MOTION_ROWS)
    .map((component): Sighting => {
      const energy = component.pixels.reduce((sum, cell) => sum + cells[cell]!, 0);
      return { kind: 'moving', score: (strength * energy) / total, box: boxOf(component), trail: [] };
    })
    .filter(({ score }) => score >= MIN_SHARE * strength)
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_MOVERS);
};
