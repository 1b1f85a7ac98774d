import { shiftAt, type MotionGrid } from './masked-motion';

/** For hidden pixels of one frame: which frame shows what lies behind, and where. */
export interface SourceMap {
  /** Index of the frame, -1 where none is known. */
  readonly frame: Int16Array<ArrayBuffer>;
  readonly x: Float32Array<ArrayBuffer>;
  readonly y: Float32Array<ArrayBuffer>;
}

export const createSourceMap = (pixels: number): SourceMap => ({
  frame: new Int16Array(pixels).fill(-1),
  x: new Float32Array(pixels),
  y: new Float32Array(pixels),
});

/** The frame a map is continued from. */
export interface TraceStep {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Shifts from this frame to its neighbour. */
  readonly motion: MotionGrid;
  readonly neighbour: number;
  /** What is hidden in the neighbour; `null` when nothing is. */
  readonly neighbourHidden: Uint8Array | null;
  readonly neighbourMap: SourceMap;
}

/**
 * Fills `map` for the pixels listed: a pixel that the neighbour shows is found there, one that it hides too is found
 * where the neighbour's own map says. Positions are carried on, not colours, so nothing is blurred on the way.
 */
export const traceSources = (places: Int32Array, map: SourceMap, step: TraceStep): void => {
  const { widthPx, heightPx, motion, neighbour, neighbourHidden, neighbourMap } = step;
  const shift = new Float32Array(2);
  map.frame.fill(-1);
  for (const place of places) {
    const px = place % widthPx;
    const py = (place - px) / widthPx;
    shiftAt(motion, px, py, shift);
    const x = px + shift[0]!;
    const y = py + shift[1]!;
    if (x < 0 || y < 0 || x > widthPx - 1 || y > heightPx - 1) continue;
    const nearX = Math.round(x);
    const nearY = Math.round(y);
    const near = nearY * widthPx + nearX;
    if (!neighbourHidden?.[near]) {
      map.frame[place] = neighbour;
      map.x[place] = x;
      map.y[place] = y;
      continue;
    }
    const frame = neighbourMap.frame[near]!;
    if (frame < 0) continue;
    map.frame[place] = frame;
    map.x[place] = Math.min(widthPx - 1, Math.max(0, neighbourMap.x[near]! + x - nearX));
    map.y[place] = Math.min(heightPx - 1, Math.max(0, neighbourMap.y[near]! + y - nearY));
  }
};
