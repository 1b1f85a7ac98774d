import type { RgbaImage } from '../core/image';

/** Half the central difference of the channel that changes most, code values: -127..127, row-major. */
export interface StrokeMap {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly gradientX: Int8Array;
  readonly gradientY: Int8Array;
  /** Indices of the pixels that are strokes, ascending. */
  readonly strokePixels: Uint32Array;
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
  return { widthPx, heightPx, gradientX, gradientY, strokePixels: findStrokes(gradientX, gradientY) };
};

/** Pixels with a step of at least `STROKE_STEP` one way or the other. */
export const findStrokes = (gradientX: Int8Array, gradientY: Int8Array): Uint32Array => {
  const found = new Uint32Array(gradientX.length);
  let count = 0;
  for (let at = 0; at < gradientX.length; at++) {
    const x = gradientX[at]!;
    const y = gradientY[at]!;
    if (x >= STROKE_STEP || x <= -STROKE_STEP || y >= STROKE_STEP || y <= -STROKE_STEP) found[count++] = at;
  }
  return found.slice(0, count);
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
  const { widthPx, gradientX: fx, gradientY: fy, strokePixels } = from;
  const { gradientX: tx, gradientY: ty } = to;
  for (const at of strokePixels) {
    const y = Math.floor(at / widthPx);
    const cell = Math.floor(y / cellPx) * columns + Math.floor((at - y * widthPx) / cellPx);
    strokes[cell]!++;
    if (isKept(fx[at]!, fy[at]!, tx[at]!, ty[at]!)) kept[cell]!++;
  }
  return { strokes, kept };
};
