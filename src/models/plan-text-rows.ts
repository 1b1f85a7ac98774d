import type { BoxPx } from '../core/geometry';

/** Two boxes are on one row when they share this part of the lower one's height. */
const MIN_SHARED_HEIGHT = 0.5;

const sharedHeight = (a: BoxPx, b: BoxPx): number => {
  const top = Math.max(a.yPx, b.yPx);
  const bottom = Math.min(a.yPx + a.heightPx, b.yPx + b.heightPx);
  return Math.max(0, bottom - top) / Math.min(a.heightPx, b.heightPx);
};

/** Pieces of text in reading order: rows from top to bottom, each from left to right. */
export const planTextRows = <T extends { readonly box: BoxPx }>(pieces: readonly T[]): T[][] => {
  const rows: T[][] = [];
  const byMiddle = [...pieces].sort(
    (a, b) => a.box.yPx + a.box.heightPx / 2 - (b.box.yPx + b.box.heightPx / 2),
  );
  for (const piece of byMiddle) {
    const row = rows.find((other) =>
      other.some(({ box }) => sharedHeight(box, piece.box) >= MIN_SHARED_HEIGHT),
    );
    if (row) row.push(piece);
    else rows.push([piece]);
  }
  for (const row of rows) row.sort((a, b) => a.box.xPx - b.box.xPx);
  return rows;
};
