import type { RgbaImage } from '../../core/image';
import { CELL_PX, type CellFields } from './cell-fields';
import { mixAlpha, setMixScreen, setMixSubject } from './mix-alpha';
import { RIM_MIN_ALPHA, RIM_PX, rimWeight, type RimColors } from './rim-colors';
import { createTileRow, placesOf } from './tile-row';

/** Planes of the solved pixels, written for mixed cells only; colours 0..255, `[height, width, 3]`. */
export interface SolvedPixels {
  readonly alpha: Float32Array;
  readonly screen: Float32Array;
  /** The subject's colour round the pixel. */
  readonly foreground: Float32Array;
}

export interface Area {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export const areaOf = (index: number, columns: number, { widthPx, heightPx }: RgbaImage): Area => {
  const x0 = (index % columns) * CELL_PX;
  const y0 = ((index / columns) | 0) * CELL_PX;
  return { x0, y0, x1: Math.min(widthPx, x0 + CELL_PX), y1: Math.min(heightPx, y0 + CELL_PX) };
};

const CELL_PLACES = placesOf(CELL_PX);
const RIM_PLACES = placesOf(RIM_PX);

/** Readers of the fields, for one size of frame. */
export const createFieldRows = (fields: Pick<CellFields, 'columns' | 'rows'>, rim: RimColors) => ({
  shift: createTileRow(fields.columns, fields.rows, CELL_PX),
  subject: createTileRow(fields.columns, fields.rows, CELL_PX),
  rim: createTileRow(rim.columns, rim.rows, RIM_PX),
});
export type FieldRows = ReturnType<typeof createFieldRows>;

/** One mixed cell of a frame before its screen; `plate` is the screen's picture at full size. */
export interface CellToSolve {
  readonly frame: RgbaImage;
  readonly plate: RgbaImage;
  readonly fields: CellFields;
  readonly area: Area;
  readonly rows: FieldRows;
}

/** First look at every other pixel of a mixed cell, by the cells' own colours: sums up what it says of the rim's colours. */
export const gatherCell = (cell: CellToSolve, { sums, columns }: RimColors): void => {
  const { fields, rows } = cell;
  const { widthPx, data } = cell.frame;
  const { x0, y0, x1, y1 } = cell.area;
  const plate = cell.plate.data;
  const shift = rows.shift.values;
  const subject = rows.subject.values;
  for (let y = y0; y < y1; y++) {
    rows.shift.read(fields.plateShift, x0, y);
    rows.subject.read(fields.foreground, x0, y);
    for (let x = x0 + ((x0 + y) & 1); x < x1; x += 2) {
      const left = CELL_PLACES.left[x - x0]!;
      const part = CELL_PLACES.part[x - x0]!;
      const rest = 1 - part;
      const i = (y * widthPx + x) * 4;
      const s0 = plate[i]! + rest * shift[left]! + part * shift[left + 3]!;
      const s1 = plate[i + 1]! + rest * shift[left + 1]! + part * shift[left + 4]!;
      const s2 = plate[i + 2]! + rest * shift[left + 2]! + part * shift[left + 5]!;
      setMixScreen(s0, s1, s2);
      setMixSubject(
        rest * subject[left]! + part * subject[left + 3]!,
        rest * subject[left + 1]! + part * subject[left + 4]!,
        rest * subject[left + 2]! + part * subject[left + 5]!,
      );
      const alpha = mixAlpha(data[i]!, data[i + 1]!, data[i + 2]!);
      if (alpha <= RIM_MIN_ALPHA) continue;
      const weight = rimWeight(alpha);
      const share = weight / alpha;
      const bare = 1 - alpha;
      const at = (((y / RIM_PX) | 0) * columns + ((x / RIM_PX) | 0)) * 4;
      sums[at] = sums[at]! + share * (data[i]! - bare * s0);
      sums[at + 1] = sums[at + 1]! + share * (data[i + 1]! - bare * s1);
      sums[at + 2] = sums[at + 2]! + share * (data[i + 2]! - bare * s2);
      sums[at + 3] = sums[at + 3]! + weight;
    }
  }
};

/** Second look, by the rim's colours: alpha, and the colours of screen and subject that explain the pixel. */
export const solveCell = (cell: CellToSolve, out: SolvedPixels, { colors }: RimColors): void => {
  const { fields, rows } = cell;
  const { widthPx, data } = cell.frame;
  const { x0, y0, x1, y1 } = cell.area;
  const plate = cell.plate.data;
  const { screen, foreground, alpha } = out;
  const shift = rows.shift.values;
  const rim = rows.rim.values;
  for (let y = y0; y < y1; y++) {
    rows.shift.read(fields.plateShift, x0, y);
    rows.rim.read(colors, x0, y);
    for (let x = x0; x < x1; x++) {
      const p = y * widthPx + x;
      const i = p * 4;
      const k = p * 3;
      let left = CELL_PLACES.left[x - x0]!;
      let part = CELL_PLACES.part[x - x0]!;
      const s0 = plate[i]! + (1 - part) * shift[left]! + part * shift[left + 3]!;
      const s1 = plate[i + 1]! + (1 - part) * shift[left + 1]! + part * shift[left + 4]!;
      const s2 = plate[i + 2]! + (1 - part) * shift[left + 2]! + part * shift[left + 5]!;
      left = RIM_PLACES.left[x - x0]!;
      part = RIM_PLACES.part[x - x0]!;
      const f0 = (1 - part) * rim[left]! + part * rim[left + 3]!;
      const f1 = (1 - part) * rim[left + 1]! + part * rim[left + 4]!;
      const f2 = (1 - part) * rim[left + 2]! + part * rim[left + 5]!;
      screen[k] = s0;
      screen[k + 1] = s1;
      screen[k + 2] = s2;
      foreground[k] = f0;
      foreground[k + 1] = f1;
      foreground[k + 2] = f2;
      setMixScreen(s0, s1, s2);
      setMixSubject(f0, f1, f2);
      alpha[p] = mixAlpha(data[i]!, data[i + 1]!, data[i + 2]!);
    }
  }
};
