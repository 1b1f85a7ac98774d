import { findStrokes, type CellGrid, type StrokeMap } from '../../vision/stroke-map';

/** What is known of a page: the last settled strokes of every cell, wherever a moving picture has let it be seen. */
export interface PageCanvas extends StrokeMap {
  strokePixels: Uint32Array;
  /** Per cell. */
  readonly known: Uint8Array;
  /** Cells whose strokes came little by little, as by hand. */
  readonly inked: Uint8Array;
  /** Cells that got strokes after the page had begun. */
  readonly added: Uint8Array;
}

export const createCanvas = ({ widthPx, heightPx }: StrokeMap, { columns, rows }: CellGrid): PageCanvas => ({
  widthPx,
  heightPx,
  gradientX: new Int8Array(widthPx * heightPx),
  gradientY: new Int8Array(widthPx * heightPx),
  strokePixels: new Uint32Array(0),
  known: new Uint8Array(columns * rows),
  inked: new Uint8Array(columns * rows),
  added: new Uint8Array(columns * rows),
});

/** Takes the marked cells over from a picture. */
export const paintCells = (
  canvas: PageCanvas,
  map: StrokeMap,
  marked: Uint8Array,
  { cellPx, columns }: CellGrid,
): void => {
  const { widthPx, heightPx } = canvas;
  for (let y = 0; y < heightPx; y++) {
    const cellRow = Math.floor(y / cellPx) * columns;
    for (let x = 0; x < widthPx; x += cellPx) {
      if (!marked[cellRow + Math.floor(x / cellPx)]) continue;
      const at = y * widthPx + x;
      const end = y * widthPx + Math.min(widthPx, x + cellPx);
      canvas.gradientX.set(map.gradientX.subarray(at, end), at);
      canvas.gradientY.set(map.gradientY.subarray(at, end), at);
    }
  }
  canvas.strokePixels = findStrokes(canvas.gradientX, canvas.gradientY);
  for (let c = 0; c < marked.length; c++) if (marked[c]) canvas.known[c] = 1;
};
