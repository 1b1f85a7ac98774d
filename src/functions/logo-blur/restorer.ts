import { readRect, writeRect, type EditPlane } from '../../vision/marks/edit-plane';
import { guessBehind } from '../../vision/marks/guess-behind';
import { fitAmount, unblend } from '../../vision/marks/mark-model';
import { isDue, type Patcher } from './patcher';
import type { Patch } from './plan-patches';
import type { StudiedPlane } from './study-marks';

/** From this amount on a mark is taken for fully there: small errors of the fit would flicker. */
const FULL_AMOUNT = 0.93;

/** Near its ends a mark is there or not, frame by frame. */
const END_SECONDS = 0.2;
const ABSENT_AMOUNT = 0.3;
const PRESENT_AMOUNT = 0.6;

const isNearEnd = ({ startSeconds, endSeconds }: Patch, timeSeconds: number): boolean =>
  (startSeconds > 0 && timeSeconds < startSeconds + END_SECONDS) || timeSeconds > endSeconds - END_SECONDS;

/** A mark that does not fade is either there or not. */
const snap = (amount: number): number => {
  if (amount < ABSENT_AMOUNT) return 0;
  return amount > PRESENT_AMOUNT ? 1 : amount;
};

const amountOf = (patch: Patch, studied: StudiedPlane, plane: EditPlane, timeSeconds: number): number => {
  const isFull = patch.amountAt(timeSeconds) > FULL_AMOUNT;
  if (isFull && !isNearEnd(patch, timeSeconds)) return 1;
  const shown = readRect(plane, studied.rect);
  const fitted = fitAmount(studied.model, { shown, behind: guessBehind(studied, shown) });
  return isFull ? snap(fitted) : fitted;
};

/** Takes marks out: un-blended where the picture shines through, filled from round them where it does not. */
export const createRestorer = (studied: ReadonlyMap<Patch, readonly StudiedPlane[]>): Patcher => ({
  patch: (planes, timeSeconds) => {
    for (const [patch, ownPlanes] of studied) {
      if (!isDue(patch, timeSeconds)) continue;
      const amount = amountOf(patch, ownPlanes[0]!, planes[0]!, timeSeconds);
      ownPlanes.forEach((own, index) => {
        const plane = planes[index]!;
        const shown = readRect(plane, own.rect);
        const sample = { shown, behind: guessBehind(own, shown) };
        writeRect(plane, own.rect, unblend(own.model, sample, amount));
      });
    }
  },
});
