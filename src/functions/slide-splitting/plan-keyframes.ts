import type { CellGrid } from '../../vision/stroke-map';
import { FILM_CELL_SHARE, fillPictures, type PairChange } from './moving-cells';
import { withoutSpecks } from './plan-change';
import type { KeyframeStep } from './plan-looks';

/** Groups on either side that tell what moves. */
const GROUPS_BEFORE = 2;
const GROUPS_AFTER = 3;
/** With this share of the content changed the page is turned, not built up. */
const TURNED_SHARE = 0.4;

/** What is known of a group of pictures. */
export interface GroupView {
  /** From the keyframe to a moment later: what changes then moves, for no slide does. */
  readonly within: PairChange;
  /** From the keyframe to the next. */
  readonly onward: PairChange;
  /** Something comes or goes inside the group, so that `within` says nothing of moving pictures. */
  readonly hasNews: boolean;
}

const movingAround = (views: readonly GroupView[], index: number, grid: CellGrid): Uint8Array => {
  const cells = new Uint8Array(grid.columns * grid.rows);
  for (const { within, hasNews } of views.slice(Math.max(0, index - GROUPS_BEFORE), index + GROUPS_AFTER + 1))
    if (!hasNews) for (let c = 0; c < cells.length; c++) cells[c]! |= within.changed[c]!;
  return fillPictures(cells, grid);
};

const shareOutside = ({ changed, content }: PairChange, moving: Uint8Array): number => {
  let [shown, count] = [0, 0];
  for (let c = 0; c < changed.length; c++) {
    if (moving[c] || !content[c]) continue;
    shown++;
    count += changed[c]!;
  }
  return shown > 0 ? count / shown : 0;
};

/** Compares the keyframe of a group with the next one, moving pictures left out. */
export const planStep = (
  views: readonly GroupView[],
  index: number,
  grid: CellGrid,
): { readonly step: KeyframeStep; readonly moving: Uint8Array } => {
  const moving = movingAround(views, index, grid);
  const covered = moving.reduce((sum, is) => sum + is, 0) / moving.length;
  if (covered >= FILM_CELL_SHARE) return { step: 'other', moving };
  const { onward } = views[index]!;
  const outside = onward.changed.map((is, c) => is & (1 - moving[c]!));
  if (!withoutSpecks(outside, grid, 1).includes(1)) return { step: 'same', moving };
  return { step: shareOutside(onward, moving) >= TURNED_SHARE ? 'turned' : 'other', moving };
};
