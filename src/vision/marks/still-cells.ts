import { integralOf, type Integral } from './integral';
import type { StillMap } from './still-map';

/** The still map on a coarse grid, for looking at surroundings and for joining edges into marks. */
export interface StillCells {
  readonly cellPx: number;
  readonly columns: number;
  readonly rows: number;
  /** Pixels with an edge at least as steady as asked, per cell. */
  readonly pixels: Uint16Array;
  /** Sums of still edges (at the lowest steadiness that counts) and of all texture. */
  readonly still: Integral;
  readonly texture: Integral;
}

/** Cells a row of the picture. */
const CELLS_ACROSS = 213;
/** An edge is taken for part of a still scenery from this steadiness on. */
const SCENERY_STEADINESS = 0.42;

export const cellSize = (widthPx: number): number => Math.max(2, Math.round(widthPx / CELLS_ACROSS));

export interface CellSearch {
  readonly minSteadiness: number;
  readonly minEdge: number;
  /** Width of the whole picture where the map is a piece of it. */
  readonly pictureWidthPx?: number;
}

export const stillCells = (map: StillMap, search: CellSearch): StillCells => {
  const { minSteadiness, minEdge, pictureWidthPx = map.widthPx } = search;
  const { widthPx, heightPx, length, steadiness, texture } = map;
  const cellPx = cellSize(pictureWidthPx);
  const columns = Math.ceil(widthPx / cellPx);
  const rows = Math.ceil(heightPx / cellPx);
  const pixels = new Uint16Array(columns * rows);
  const still = new Float32Array(columns * rows);
  const all = new Float32Array(columns * rows);
  for (let y = 0, i = 0; y < heightPx; y++) {
    const row = Math.floor(y / cellPx) * columns;
    for (let x = 0; x < widthPx; x++, i++) {
      const edge = length[i]!;
      const rough = texture[i]!;
      if (edge === 0 && rough === 0) continue;
      const cell = row + Math.floor(x / cellPx);
      all[cell]! += rough;
      if (edge === 0) continue;
      const steady = steadiness[i]!;
      if (steady >= SCENERY_STEADINESS) still[cell]! += Math.min(edge, rough);
      if (steady >= minSteadiness && edge >= minEdge) pixels[cell]!++;
    }
  }
  return {
    cellPx,
    columns,
    rows,
    pixels,
    still: integralOf(still, columns, rows),
    texture: integralOf(all, columns, rows),
  };
};
