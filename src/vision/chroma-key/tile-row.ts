import { CELL_PX } from './cell-fields';

/**
 * Bilinear values of a field of square tiles along one row of pixels of one cell. The field is `[rows, columns, 3]`, one
 * value a tile, at the tiles' middles; along a row they change evenly from middle to middle, so that a pixel costs one
 * step instead of four corners.
 */
export interface TileRow {
  /** `[tile, 3]`: the field at the middles of the tiles under the cell and of one more at either side, at this row. */
  readonly values: Float64Array;
  read(field: Float32Array, x0: number, y: number): void;
}

/** For each pixel of a cell: index into `values` of the tile to its left, times 3, and how far it is to the next. */
export interface TilePlaces {
  readonly left: Int32Array;
  readonly part: Float64Array;
}

export const placesOf = (sidePx: number): TilePlaces => {
  const places = { left: new Int32Array(CELL_PX), part: new Float64Array(CELL_PX) };
  for (let i = 0; i < CELL_PX; i++) {
    const place = (i + 0.5) / sidePx - 0.5;
    places.left[i] = (Math.floor(place) + 1) * 3;
    places.part[i] = place - Math.floor(place);
  }
  return places;
};

export const createTileRow = (columns: number, rows: number, sidePx: number): TileRow => {
  const count = CELL_PX / sidePx + 2;
  const values = new Float64Array(count * 3);
  const read = (field: Float32Array, x0: number, y: number): void => {
    const place = Math.min(rows - 1, Math.max(0, (y + 0.5) / sidePx - 0.5));
    const row = place | 0;
    const part = place - row;
    const top = row * columns;
    const bottom = Math.min(rows - 1, row + 1) * columns;
    const before = ((x0 / sidePx) | 0) - 1;
    for (let k = 0; k < count; k++) {
      const column = Math.min(columns - 1, Math.max(0, before + k));
      const a = (top + column) * 3;
      const b = (bottom + column) * 3;
      for (let c = 0; c < 3; c++) values[k * 3 + c] = field[a + c]! + part * (field[b + c]! - field[a + c]!);
    }
  };
  return { values, read };
};
