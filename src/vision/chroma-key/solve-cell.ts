import type { RgbaImage } from '../../core/image';
import { CELL_PX, type CellFields } from './cell-fields';
import { cbOf, crOf, keyDifference } from './key-color';
import { lumaOf } from '../color';

/** Luma tells less than chroma: folds and shadows move it. */
const LUMA_WEIGHT = 0.6;
/** Distance (code values) from the line screen-subject at which the subject's local colour is doubted, and fully so. */
const DOUBT_FROM = 8;
const DOUBT_SPAN = 24;

/** Bilinear taps into the cell grid at the current pixel; one object, so that the inner loop allocates nothing. */
const taps = { top: 0, bottom: 0, a: 0, b: 0, c: 0, d: 0, wa: 0, wb: 0, wc: 0, wd: 0, fy: 0 };

const setRow = (y: number, { rows, columns }: CellFields): void => {
  const gy = Math.min(rows - 1, Math.max(0, (y + 0.5) / CELL_PX - 0.5));
  const row = gy | 0;
  taps.fy = gy - row;
  taps.top = row * columns;
  taps.bottom = Math.min(rows - 1, row + 1) * columns;
};

const setColumn = (x: number, { columns }: CellFields): void => {
  const gx = Math.min(columns - 1, Math.max(0, (x + 0.5) / CELL_PX - 0.5));
  const left = gx | 0;
  const right = left + 1 < columns ? left + 1 : left;
  const fx = gx - left;
  taps.a = (taps.top + left) * 3;
  taps.b = (taps.top + right) * 3;
  taps.c = (taps.bottom + left) * 3;
  taps.d = (taps.bottom + right) * 3;
  taps.wa = (1 - fx) * (1 - taps.fy);
  taps.wb = fx * (1 - taps.fy);
  taps.wc = (1 - fx) * taps.fy;
  taps.wd = fx * taps.fy;
};

const sample = (field: Float32Array, channel: number): number =>
  field[taps.a + channel]! * taps.wa +
  field[taps.b + channel]! * taps.wb +
  field[taps.c + channel]! * taps.wc +
  field[taps.d + channel]! * taps.wd;

/** Six planes of the solved pixels, written for mixed cells only; colours 0..255. */
export interface SolvedPixels {
  readonly alpha: Float32Array;
  readonly screen: Float32Array;
  readonly foreground: Float32Array;
}

/** Scratch for one pixel: `[cb, cr, luma]` of screen and subject, refilled for each pixel. */
const screenAt = new Float64Array(3);
const subjectAt = new Float64Array(3);

/** How firmly a pixel keeps the brightness of the local subject colour: 0 free, large = exactly as bright. */
const BRIGHTNESS_HOLD = 0.5;

/**
 * Alpha of one pixel: how much of the screen's colour is in it, when it is a mix of that and of the subject's local
 * colour, brighter or darker (fur and hair are lit at the rim). Two unknowns, three equations in luma-chroma space, a
 * weak pull to the local brightness. Where the pixel is no such mix, the local colour is not this pixel's, and the
 * colour-difference key, which needs no such colour, takes over. Reads `screenAt` and `subjectAt`.
 */
const solveAlpha = (red: number, green: number, blue: number): number => {
  const bu = screenAt[0]!;
  const bv = screenAt[1]!;
  const by = screenAt[2]! * LUMA_WEIGHT;
  const fu = subjectAt[0]!;
  const fv = subjectAt[1]!;
  const fy = subjectAt[2]! * LUMA_WEIGHT;
  const luma = lumaOf(red, green, blue);
  const cu = cbOf(blue, luma);
  const cv = crOf(red, luma);
  const cy = luma * LUMA_WEIGHT;
  const ff = fu * fu + fv * fv + fy * fy;
  const hold = BRIGHTNESS_HOLD * BRIGHTNESS_HOLD * ff + 1e-3;
  const a11 = ff + hold;
  const a12 = fu * bu + fv * bv + fy * by + hold;
  const a22 = bu * bu + bv * bv + by * by + hold;
  const b1 = fu * cu + fv * cv + fy * cy + hold;
  const b2 = bu * cu + bv * cv + by * cy + hold;
  const inverse = 1 / (a11 * a22 - a12 * a12 + 1e-3);
  const bare = (a11 * b2 - a12 * b1) * inverse;
  const own = (a22 * b1 - a12 * b2) * inverse;
  const line = bare < 0 ? 1 : bare > 1 ? 0 : 1 - bare;
  const ru = cu - own * fu - bare * bu;
  const rv = cv - own * fv - bare * bv;
  const ry = cy - own * fy - bare * by;
  const doubt = (Math.sqrt(ru * ru + rv * rv + ry * ry) - DOUBT_FROM) / DOUBT_SPAN;
  if (doubt <= 0) return line;
  const difference = keyDifference(cu, cv, bu, bv);
  return doubt >= 1 ? difference : line * (1 - doubt) + difference * doubt;
};

const setChroma = (out: Float64Array, red: number, green: number, blue: number): void => {
  const luma = lumaOf(red, green, blue);
  out[0] = cbOf(blue, luma);
  out[1] = crOf(red, luma);
  out[2] = luma;
};

/** Solves every pixel of one mixed cell. `plate` is the screen's picture at full size. */
export const solveCell = (
  frame: RgbaImage,
  plate: RgbaImage,
  cell: { readonly fields: CellFields; readonly index: number },
  out: SolvedPixels,
): void => {
  const { fields, index } = cell;
  const { widthPx, heightPx, data } = frame;
  const { plateShift, foreground } = fields;
  const x0 = (index % fields.columns) * CELL_PX;
  const y0 = ((index / fields.columns) | 0) * CELL_PX;
  const x1 = Math.min(widthPx, x0 + CELL_PX);
  const y1 = Math.min(heightPx, y0 + CELL_PX);
  for (let y = y0; y < y1; y++) {
    setRow(y, fields);
    for (let x = x0; x < x1; x++) {
      setColumn(x, fields);
      const p = y * widthPx + x;
      const i = p * 4;
      const k = p * 3;
      const s0 = (out.screen[k] = plate.data[i]! + sample(plateShift, 0));
      const s1 = (out.screen[k + 1] = plate.data[i + 1]! + sample(plateShift, 1));
      const s2 = (out.screen[k + 2] = plate.data[i + 2]! + sample(plateShift, 2));
      const f0 = (out.foreground[k] = sample(foreground, 0));
      const f1 = (out.foreground[k + 1] = sample(foreground, 1));
      const f2 = (out.foreground[k + 2] = sample(foreground, 2));
      setChroma(screenAt, s0, s1, s2);
      setChroma(subjectAt, f0, f1, f2);
      out.alpha[p] = solveAlpha(data[i]!, data[i + 1]!, data[i + 2]!);
    }
  }
};
