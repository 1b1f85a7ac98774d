import type { RgbaImage } from '../core/image';
import { createGridTaps, sampleGrid, seekColumn, seekRow } from './grid-taps';

/** Light that falls on the subject, one colour a tile `[rows, columns, 3]`, 0..1: 1 makes it white. */
export interface LightField {
  readonly columns: number;
  readonly rows: number;
  readonly sidePx: number;
  readonly values: Float32Array<ArrayBuffer>;
}

/** Opaque little-endian RGBA. */
const OPAQUE = 0xff000000;

/**
 * Lays straight RGBA over an opaque picture of the same size, in sRGB code values as video is mixed; writes `out`, opaque.
 * The same picture as the drawing pass `compose.wgsl` gives. `out` may be the background.
 */
export const composeOver = (subject: RgbaImage, background: RgbaImage, out: RgbaImage): void => {
  const over = new Uint32Array(subject.data.buffer, subject.data.byteOffset, subject.data.length / 4);
  const under = new Uint32Array(background.data.buffer, background.data.byteOffset, over.length);
  const to = new Uint32Array(out.data.buffer, out.data.byteOffset, over.length);
  for (let i = 0; i < over.length; i++) {
    const alpha = over[i]! >>> 24;
    if (alpha === 0) to[i] = under[i]! | OPAQUE;
    else if (alpha === 255) to[i] = over[i]!;
    else {
      const share = alpha / 255;
      const p = i * 4;
      for (let c = 0; c < 3; c++) {
        const behind = background.data[p + c]!;
        out.data[p + c] = behind + share * (subject.data[p + c]! - behind);
      }
      out.data[p + 3] = 255;
    }
  }
};

/** Light that changes no code value. */
const DARK = 0.5 / 255;

/** Whether any light reaches a tile, from itself or its neighbours. */
const isLit = ({ values, columns, rows }: LightField, column: number, row: number): boolean => {
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
    const end = (y * columns + Math.min(columns, column + 2)) * 3;
    for (let i = (y * columns + Math.max(0, column - 1)) * 3; i < end; i++)
      if (values[i]! > DARK) return true;
  }
  return false;
};

/** Screens light over a picture's visible colours, in place. */
export const addLight = (subject: RgbaImage, light: LightField): void => {
  const { columns, rows, sidePx, values } = light;
  const { widthPx, heightPx, data } = subject;
  const taps = createGridTaps(columns, rows, sidePx);
  const lightTile = (column: number, row: number): void => {
    const [right, bottom] = [
      Math.min(widthPx, (column + 1) * sidePx),
      Math.min(heightPx, (row + 1) * sidePx),
    ];
    for (let y = row * sidePx; y < bottom; y++) {
      seekRow(taps, y);
      for (let x = column * sidePx; x < right; x++) {
        const p = (y * widthPx + x) * 4;
        if (data[p + 3] === 0) continue;
        seekColumn(taps, x);
        for (let c = 0; c < 3; c++) {
          const colour = data[p + c]!;
          data[p + c] = colour + sampleGrid(taps, values, c) * (255 - colour);
        }
      }
    }
  };
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) if (isLit(light, column, row)) lightTile(column, row);
};
