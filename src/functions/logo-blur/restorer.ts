import { readRect, writeRect, type EditPlane } from '../../vision/marks/edit-plane';
import { guessBehind } from '../../vision/marks/guess-behind';
import { fitAmount, unblend } from '../../vision/marks/mark-model';
import { isDue, type Patcher } from './patcher';
import type { Patch } from './plan-patches';
import type { StudiedPlane } from './study-marks';

/** From this amount on a mark is taken for fully there: small errors of the fit would flicker. */
const FULL_AMOUNT = 0.93;

const amountOf = (patch: Patch, studied: StudiedPlane, plane: EditPlane, timeSeconds: number): number => {
  if (patch.amountAt(timeSeconds) > FULL_AMOUNT) return 1;
  const shown = readRect(plane, studied.rect);
  return fitAmount(studied.model, { shown, behind: guessBehind(studied, shown) });
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
