import type { BoxPx } from '../../core/geometry';
import type { CellGrid } from '../../vision/stroke-map';

/** Cells that move in at least this share of the video are a camera picture. */
export const CAMERA_SHARE = 0.25;

/** Share of the cells that belong to camera pictures, 0..1. */
export const cameraArea = (movingShare: Float32Array): number =>
  movingShare.reduce((sum, share) => sum + (share >= CAMERA_SHARE ? 1 : 0), 0) / movingShare.length;

/** Share of a box (in pixels of the compared pictures) that lies in a camera picture, 0..1. */
export const cameraPart = (
  box: BoxPx,
  movingShare: ArrayLike<number>,
  { columns, rows, cellPx }: CellGrid,
): number => {
  const left = Math.max(0, Math.floor(box.xPx / cellPx));
  const right = Math.min(columns - 1, Math.floor((box.xPx + box.widthPx) / cellPx));
  const top = Math.max(0, Math.floor(box.yPx / cellPx));
  const bottom = Math.min(rows - 1, Math.floor((box.yPx + box.heightPx) / cellPx));
  let cells = 0;
  let moving = 0;
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      cells++;
      if (movingShare[y * columns + x]! >= CAMERA_SHARE) moving++;
    }
  return cells > 0 ? moving / cells : 0;
};
