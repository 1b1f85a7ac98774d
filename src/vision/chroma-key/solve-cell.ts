import type { RgbaImage } from '../../core/image';
import { CELL_PX, type CellFields } from './cell-fields';
import { createGridTaps, sampleGrid, seekColumn, seekRow, type GridTaps } from '../grid-taps';
import { mixAlpha, setMixScreen, setMixSubject } from './mix-alpha';
import { RIM_MIN_ALPHA, RIM_PX, rimWeight, type RimColors } from './rim-colors';

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

export const createCellTaps = ({ columns, rows }: Pick<CellFields, 'columns' | 'rows'>): GridTaps =>
  createGridTaps(columns, rows, CELL_PX);

export const createRimTaps = ({ columns, rows }: RimColors): GridTaps =>
  createGridTaps(columns, rows, RIM_PX);

/** One mixed cell of a frame before its screen; `plate` is the screen's picture at full size. */
export interface CellToSolve {
  readonly frame: RgbaImage;
  readonly plate: RgbaImage;
  readonly fields: CellFields;
  readonly area: Area;
  readonly taps: GridTaps;
}

/** First look at every pixel of a mixed cell, by the cells' own colours; sums up what it says of the rim's colours. */
export const solveCell = (cell: CellToSolve, out: SolvedPixels, { sums, columns }: RimColors): void => {
  const { plate, fields, taps } = cell;
  const { widthPx, data } = cell.frame;
  const { x0, y0, x1, y1 } = cell.area;
  for (let y = y0; y < y1; y++) {
    seekRow(taps, y);
    for (let x = x0; x < x1; x++) {
      seekColumn(taps, x);
      const p = y * widthPx + x;
      const i = p * 4;
      const k = p * 3;
      const s0 = (out.screen[k] = plate.data[i]! + sampleGrid(taps, fields.plateShift, 0));
      const s1 = (out.screen[k + 1] = plate.data[i + 1]! + sampleGrid(taps, fields.plateShift, 1));
      const s2 = (out.screen[k + 2] = plate.data[i + 2]! + sampleGrid(taps, fields.plateShift, 2));
      setMixScreen(s0, s1, s2);
      const { foreground } = fields;
      setMixSubject(
        sampleGrid(taps, foreground, 0),
        sampleGrid(taps, foreground, 1),
        sampleGrid(taps, foreground, 2),
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

/** Second look, by the rim's colours: the alpha that counts, and the colour for what shows too little of its own. */
export const resolveCell = (
  { widthPx, data }: RgbaImage,
  { x0, y0, x1, y1 }: Area,
  out: SolvedPixels,
  { rim, taps }: { readonly rim: RimColors; readonly taps: GridTaps },
): void => {
  const { screen, foreground } = out;
  for (let y = y0; y < y1; y++) {
    seekRow(taps, y);
    for (let x = x0; x < x1; x++) {
      seekColumn(taps, x);
      const p = y * widthPx + x;
      const i = p * 4;
      const k = p * 3;
      const f0 = (foreground[k] = sampleGrid(taps, rim.colors, 0));
      const f1 = (foreground[k + 1] = sampleGrid(taps, rim.colors, 1));
      const f2 = (foreground[k + 2] = sampleGrid(taps, rim.colors, 2));
      setMixScreen(screen[k]!, screen[k + 1]!, screen[k + 2]!);
      setMixSubject(f0, f1, f2);
      out.alpha[p] = mixAlpha(data[i]!, data[i + 1]!, data[i + 2]!);
    }
  }
};
