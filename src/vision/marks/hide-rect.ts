import { boxBlur } from '../box-blur';
import { readRect, writeRect, type EditPlane, type PlaneRect } from './edit-plane';

/** Three box blurs are close to a Gaussian. */
export const BLUR_PASSES = 3;

/** Blurs what lies under the rect beyond recognition. `radiusPx` is in pixels of the picture. */
export const blurRect = (plane: EditPlane, rect: PlaneRect, radiusPx: number): void => {
  if (rect.weights.length === 0) return;
  const radius = Math.max(1, Math.round(radiusPx * plane.scale));
  let values = readRect(plane, rect);
  for (let pass = 0; pass < BLUR_PASSES; pass++) values = boxBlur(values, rect.width, rect.height, radius);
  writeRect(plane, rect, values);
};

const cellMean = (
  values: Float32Array,
  rect: PlaneRect,
  cell: number,
  [left, top]: readonly [number, number],
): number => {
  let sum = 0;
  let count = 0;
  for (let y = top; y < Math.min(rect.height, top + cell); y++)
    for (let x = left; x < Math.min(rect.width, left + cell); x++, count++)
      sum += values[y * rect.width + x]!;
  return sum / Math.max(1, count);
};

/** Replaces what lies under the rect by squares of `cellPx` (of the picture) in their mean colour. */
export const mosaicRect = (plane: EditPlane, rect: PlaneRect, cellPx: number): void => {
  if (rect.weights.length === 0) return;
  const cell = Math.max(1, Math.round(cellPx * plane.scale));
  const values = readRect(plane, rect);
  const squares = new Float32Array(values.length);
  for (let top = 0; top < rect.height; top += cell)
    for (let left = 0; left < rect.width; left += cell) {
      const mean = cellMean(values, rect, cell, [left, top]);
      for (let y = top; y < Math.min(rect.height, top + cell); y++)
        squares.fill(mean, y * rect.width + left, y * rect.width + Math.min(rect.width, left + cell));
    }
  writeRect(plane, rect, squares);
};
