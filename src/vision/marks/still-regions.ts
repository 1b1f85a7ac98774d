import { connectedComponents } from '../connected-components';
import { growRect, rectSum, ringSum, type Rect } from './integral';
import { stillCells, type CellSearch, type StillCells } from './still-cells';
import type { StillMap } from './still-map';

/** A compact group of edges that stay, with what is round it. */
export interface StillRegion {
  /** In pixels of the map. */
  readonly box: Rect;
  /** Pixels with a steady edge. */
  readonly pixels: number;
  /** Sum of their edge lengths. */
  readonly strength: number;
  /** Mean steadiness of their edges. */
  readonly steadiness: number;
  /** Share of the box's area that is steady edge. */
  readonly density: number;
  /** Share of the texture round it that stays as well: near 0 for a mark over a moving picture, 1 in a still one. */
  readonly stillAround: number;
  /** Texture round it, code values a pixel; where there is none, `stillAround` is the whole picture's. */
  readonly textureAround: number;
}

const MIN_PIXELS = 24;
/** Steady pixels from which a cell counts. */
const MIN_CELL_PIXELS = 2;
/** Sides of a mark as shares of the picture's. */
const MAX_WIDTH_SHARE = 0.66;
const MAX_HEIGHT_SHARE = 0.4;
/** Mean texture below which the surroundings say nothing. */
const SILENT_TEXTURE = 0.35;

/** Cells with edges, joined over one empty cell between them. */
const joinCells = (cells: StillCells): readonly (readonly number[])[] => {
  const { columns, rows, pixels } = cells;
  const wide = new Uint8Array(columns * rows);
  for (let i = 0; i < wide.length; i++) {
    if (pixels[i]! < MIN_CELL_PIXELS) continue;
    wide[i] = 1;
    if (i % columns < columns - 1) wide[i + 1] = 1;
    if (i + columns < wide.length) wide[i + columns] = 1;
  }
  return connectedComponents(wide, columns, rows).map((component) => component.pixels);
};

const measureCell = (map: StillMap, cells: StillCells, cell: number, add: (i: number) => void) => {
  const { cellPx, columns } = cells;
  const left = (cell % columns) * cellPx;
  const top = Math.floor(cell / columns) * cellPx;
  for (let y = top; y < Math.min(map.heightPx, top + cellPx); y++)
    for (let x = left; x < Math.min(map.widthPx, left + cellPx); x++) add(y * map.widthPx + x);
};

const measureRegion = (map: StillMap, cells: StillCells, members: readonly number[], search: CellSearch) => {
  const { widthPx, heightPx, length, steadiness } = map;
  const box = { left: widthPx, top: heightPx, right: 0, bottom: 0 };
  let pixels = 0;
  let strength = 0;
  let steady = 0;
  for (const cell of members) {
    if (cells.pixels[cell]! < MIN_CELL_PIXELS) continue;
    measureCell(map, cells, cell, (i) => {
      if (steadiness[i]! < search.minSteadiness || length[i]! < search.minEdge) return;
      const x = i % widthPx;
      const y = (i - x) / widthPx;
      box.left = Math.min(box.left, x);
      box.top = Math.min(box.top, y);
      box.right = Math.max(box.right, x + 1);
      box.bottom = Math.max(box.bottom, y + 1);
      pixels++;
      strength += length[i]!;
      steady += steadiness[i]!;
    });
  }
  const area = Math.max(1, (box.right - box.left) * (box.bottom - box.top));
  return { box, pixels, strength, steadiness: steady / Math.max(1, pixels), density: pixels / area };
};

/** How much of what lies round a box (in pixels) stays as well. */
export const lookAround = (cells: StillCells, box: Rect) => {
  const { still, texture, cellPx, columns, rows } = cells;
  const size = { widthPx: columns, heightPx: rows };
  const inCells = {
    left: Math.floor(box.left / cellPx),
    top: Math.floor(box.top / cellPx),
    right: Math.min(columns, Math.ceil(box.right / cellPx)),
    bottom: Math.min(rows, Math.ceil(box.bottom / cellPx)),
  };
  const inner = growRect(inCells, 1, 1, size);
  const reach = Math.max(columns * 0.06, 0.5 * (inCells.bottom - inCells.top));
  const outer = growRect(inCells, reach, reach, size);
  const area = (outer.right - outer.left) * (outer.bottom - outer.top) * cellPx ** 2;
  const near = ringSum(texture, outer, inner);
  const textureAround = near / Math.max(1, area);
  const whole = { left: 0, top: 0, right: columns, bottom: rows };
  const far = rectSum(still, whole) - rectSum(still, inner);
  const stillEverywhere = far / Math.max(1, rectSum(texture, whole) - rectSum(texture, inner));
  const isSilent = textureAround < SILENT_TEXTURE;
  const stillAround = isSilent ? stillEverywhere : ringSum(still, outer, inner) / Math.max(1, near);
  return { stillAround, textureAround, stillEverywhere };
};

/** Groups of edges that stay, of the size of a mark, wherever they are. */
export const findStillRegions = (map: StillMap, search: CellSearch): readonly StillRegion[] => {
  const cells = stillCells(map, search);
  const regions: StillRegion[] = [];
  for (const members of joinCells(cells)) {
    const region = measureRegion(map, cells, members, search);
    if (region.pixels < MIN_PIXELS) continue;
    const widest = MAX_WIDTH_SHARE * (search.pictureWidthPx ?? map.widthPx);
    if (region.box.right - region.box.left > widest) continue;
    if (!search.pictureWidthPx && region.box.bottom - region.box.top > MAX_HEIGHT_SHARE * map.heightPx)
      continue;
    const { stillAround, textureAround } = lookAround(cells, region.box);
    regions.push({ ...region, stillAround, textureAround });
  }
  return regions;
};
