import { readRect, writeRect, type EditPlane, type PlaneRect } from '../../vision/marks/edit-plane';
import { guessBehind } from '../../vision/marks/guess-behind';
import { fitAmount, unblend } from '../../vision/marks/mark-model';
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

/** Strokes that reach into the rim are taken out wholly; nothing else changes there. */
const wholly = (rect: PlaneRect): PlaneRect => ({ ...rect, weights: rect.weights.map(() => 1) });

const amountOf = (patch: Patch, studied: StudiedPlane, plane: EditPlane, timeSeconds: number): number => {
  const isFull = patch.amountAt(timeSeconds) > FULL_AMOUNT;
  if (isFull && !isNearEnd(patch, timeSeconds)) return 1;
  const shown = readRect(plane, studied.rect);
  const fitted = fitAmount(studied.model, { shown, behind: guessBehind(studied, shown) });
  return isFull ? snap(fitted) : fitted;
};

/**
 * Takes one mark out of the planes of one frame: un-blended where the picture shines through, filled smoothly where it
 * does not. Says how much of the mark was there, 0..1.
 */
export const restoreMark = (
  planes: readonly EditPlane[],
  patch: Patch,
  studied: readonly StudiedPlane[],
  timeSeconds: number,
): number => {
  const amount = amountOf(patch, studied[0]!, planes[0]!, timeSeconds);
  if (amount === 0) return 0;
  studied.forEach((own, index) => {
    const plane = planes[index]!;
    const shown = readRect(plane, own.rect);
    const sample = { shown, behind: guessBehind(own, shown) };
    writeRect(plane, wholly(own.rect), unblend(own.model, sample, amount));
  });
  return amount;
};
