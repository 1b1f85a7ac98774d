import type { RgbaImage } from '../core/image';

/** Half the central difference of the channel that changes most, code values: -127..127, row-major. */
export interface StrokeMap {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly gradientX: Int8Array;
  readonly gradientY: Int8Array;
}

/** A step this high (half difference, code values) is a stroke: above coding noise, below thin grey text. */
export const STROKE_STEP = 12;
/** A stroke that has faded to this share of its height is still there (dimmed bullets, coding). */
const KEPT_SHARE = 0.3;
/** Cosine from which two gradients run along the same line; either sign, so that inverted text stays. */
const SAME_DIRECTION = 0.8;
const DIRECTION_SQUARED = SAME_DIRECTION ** 2;

/** Gradients of the picture; the outermost pixels have none. */
export const strokeMap = ({ data, widthPx, heightPx }: RgbaImage): StrokeMap => {
  const gradientX = new Int8Array(widthPx * heightPx);
  const gradientY = new Int8Array(widthPx * heightPx);
  const row = widthPx * 4;
  for (let at = widthPx + 1; at < widthPx * (heightPx - 1) - 1; at++) {
    const x = at % widthPx;
    if (x === 0 || x === widthPx - 1) continue;
    let best = 0;
    for (let c = at * 4; c < at * 4 + 3; c++) {
      const dx = data[c + 4]! - data[c - 4]!;
      const dy = data[c + row]! - data[c - row]!;
      const size = (dx < 0 ? -dx : dx) + (dy < 0 ? -dy : dy);
      if (size <= best) continue;
      best = size;
      gradientX[at] = dx / 2;
      gradientY[at] = dy / 2;
    }
  }
  return { widthPx, heightPx, gradientX, gradientY };
};

/** Cells that a map is compared in. `columns` * `rows` of them, `cellPx` wide and high. */
export interface CellGrid {
  readonly cellPx: number;
  readonly columns: number;
  readonly rows: number;
}

export const cellGrid = (map: { readonly widthPx: number; readonly heightPx: number }, cellPx: number) => ({
  cellPx,
  columns: Math.ceil(map.widthPx / cellPx),
  rows: Math.ceil(map.heightPx / cellPx),
});

/** Per cell: the stroke pixels of one map, and how many of them the other map has at the same place. */
export interface KeptStrokes {
  readonly strokes: Uint16Array;
  readonly kept: Uint16Array;
}

/** Whether a stroke gradient is found again: along the same line and not much fainter. */
const isKept = (ax: number, ay: number, bx: number, by: number): boolean => {
  const a = ax * ax + ay * ay;
  const b = bx * bx + by * by;
  if (b < a * KEPT_SHARE * KEPT_SHARE) return false;
  const dot = ax * bx + ay * by;
  return dot * dot >= DIRECTION_SQUARED * a * b;
};

/** Looks for every stroke pixel of `from` in `to`. Both maps have the same size. */
export const keptStrokes = (
  from: StrokeMap,
  to: StrokeMap,
  { cellPx, columns, rows }: CellGrid,
): KeptStrokes => {
  const strokes = new Uint16Array(columns * rows);
  const kept = new Uint16Array(columns * rows);
  const { widthPx, heightPx, gradientX: fx, gradientY: fy } = from;
  const { gradientX: tx, gradientY: ty } = to;
  for (let y = 0; y < heightPx; y++) {
    const cellRow = Math.floor(y / cellPx) * columns;
    for (let x = 0, at = y * widthPx; x < widthPx; x++, at++) {
      const ax = fx[at]!;
      const ay = fy[at]!;
      if (ax < STROKE_STEP && ax > -STROKE_STEP && ay < STROKE_STEP && ay > -STROKE_STEP) continue;
      const cell = cellRow + Math.floor(x / cellPx);
      strokes[cell]!++;
      if (isKept(ax, ay, tx[at]!, ty[at]!)) kept[cell]!++;
    }
  }
  return { strokes, kept };
};
