import type { BoxPx } from '../../core/geometry';
import type { CellGrid } from '../../vision/stroke-map';

/** Cells that move in at least this share of the video are a camera picture. */
export const CAMERA_SHARE = 0.25;

/** Share of a box that lies in cells that move, 0..1. `box` in pixels of a picture `widthPx` wide. */
export const movingPart = (
  box: BoxPx,
  widthPx: number,
  moving: ArrayLike<number>,
  { columns, rows, cellPx }: CellGrid,
  scanWidthPx: number,
): number => {
  const scale = scanWidthPx / widthPx / cellPx;
  const left = Math.max(0, Math.floor(box.xPx * scale));
  const right = Math.min(columns - 1, Math.floor((box.xPx + box.widthPx) * scale));
  const top = Math.max(0, Math.floor(box.yPx * scale));
  const bottom = Math.min(rows - 1, Math.floor((box.yPx + box.heightPx) * scale));
  let cells = 0;
  let count = 0;
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      cells++;
      if (moving[y * columns + x]! >= CAMERA_SHARE) count++;
    }
  return cells > 0 ? count / cells : 0;
};
