import type { BoxPx } from '../core/geometry';

export interface Tile extends BoxPx {
  /** 1 for the whole picture, 2 for tiles of half its size ... */
  readonly level: number;
}

/** Neighbouring tiles share at least this part of a tile, so that every small object lies whole in one. */
const OVERLAP = 0.25;

/** Starts of equal windows that cover `length`, first at 0 and last at the end. */
const windowStarts = (length: number, window: number): number[] => {
  if (window >= length) return [0];
  const count = Math.ceil((length - window) / (window * (1 - OVERLAP))) + 1;
  return Array.from({ length: count }, (_, index) => (index * (length - window)) / (count - 1));
};

const gridOf = (widthPx: number, heightPx: number, tile: { widthPx: number; heightPx: number }): BoxPx[] =>
  windowStarts(heightPx, tile.heightPx).flatMap((yPx) =>
    windowStarts(widthPx, tile.widthPx).map((xPx) => ({
      xPx,
      yPx,
      widthPx: Math.min(tile.widthPx, widthPx),
      heightPx: Math.min(tile.heightPx, heightPx),
    })),
  );

/** Stretching a picture by less than this into the network's shape costs no accuracy worth a second pass. */
const MAX_STRETCH = 1.5;

/**
 * Windows to look at one after the other: first the whole picture (cut along its long side when stretching it to
 * `aspect` would distort it), then finer and finer grids. Level 1 is the first alone; level 2 adds tiles of half the
 * picture's size, level 3 of a third.
 */
export const planTiles = (
  size: { readonly widthPx: number; readonly heightPx: number },
  aspect: number,
  levels: number,
): Tile[] => {
  const { widthPx, heightPx } = size;
  const tall = heightPx * aspect > widthPx * MAX_STRETCH;
  const wide = widthPx > heightPx * aspect * MAX_STRETCH;
  const base = {
    widthPx: wide ? heightPx * aspect * MAX_STRETCH : widthPx,
    heightPx: tall ? (widthPx / aspect) * MAX_STRETCH : heightPx,
  };
  return Array.from({ length: levels }, (_, index) => {
    const level = index + 1;
    const tile = { widthPx: base.widthPx / level, heightPx: base.heightPx / level };
    return gridOf(widthPx, heightPx, tile).map((box) => ({ ...box, level }));
  }).flat();
};

/** Whether a box touches a side of the tile that is not also a side of the picture: what it holds may be cut off. */
export const isCutByTile = (
  box: BoxPx,
  tile: BoxPx,
  picture: { readonly widthPx: number; readonly heightPx: number },
): boolean => {
  const marginX = tile.widthPx * 0.01;
  const marginY = tile.heightPx * 0.01;
  return (
    (tile.xPx > 0 && box.xPx < tile.xPx + marginX) ||
    (tile.yPx > 0 && box.yPx < tile.yPx + marginY) ||
    (tile.xPx + tile.widthPx < picture.widthPx - 1 &&
      box.xPx + box.widthPx > tile.xPx + tile.widthPx - marginX) ||
    (tile.yPx + tile.heightPx < picture.heightPx - 1 &&
      box.yPx + box.heightPx > tile.yPx + tile.heightPx - marginY)
  );
};
