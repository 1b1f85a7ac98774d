import type { RgbaImage } from '../../core/image';
import { boxBlur } from '../box-blur';
import type { LightField } from '../compose-over';
import { CELL_PX, cellGridOf } from './cell-fields';

/** How far the background's glow reaches over the edge, as a share of the picture's height. */
const REACH = 0.02;

/** Radius of the blur of light and shadow in cells. */
export const wrapRadius = (heightPx: number): number => Math.max(1, Math.round((heightPx * REACH) / CELL_PX));

/** Mean alpha of each cell, 0..1. */
export const cellCover = ({ data, widthPx, heightPx }: RgbaImage): Float32Array<ArrayBuffer> => {
  const { columns, rows } = cellGridOf(widthPx, heightPx);
  const cover = new Float32Array(columns * rows);
  for (let y = 0; y < heightPx; y++) {
    const row = ((y / CELL_PX) | 0) * columns;
    for (let x = 0, p = y * widthPx * 4 + 3; x < widthPx; x++, p += 4) {
      const cell = row + ((x / CELL_PX) | 0);
      cover[cell] = cover[cell]! + data[p]!;
    }
  }
  for (let cell = 0; cell < cover.length; cell++) {
    const width = Math.min(CELL_PX, widthPx - (cell % columns) * CELL_PX);
    const height = Math.min(CELL_PX, heightPx - ((cell / columns) | 0) * CELL_PX);
    cover[cell] = cover[cell]! / (255 * width * height);
  }
  return cover;
};

/**
 * The background's light as it spills over the subject's edge: both are blurred, and light falls where the subject is
 * thin. `keyed` is straight RGBA, `glow` the background at one pixel a cell, `strength` 0..1.
 */
export const wrapLight = (keyed: RgbaImage, glow: RgbaImage, strength: number): LightField => {
  const grid = cellGridOf(keyed.widthPx, keyed.heightPx);
  const { columns, rows } = grid;
  const radius = wrapRadius(keyed.heightPx);
  const cover = boxBlur(cellCover(keyed), columns, rows, radius);
  const values = new Float32Array(columns * rows * 3);
  const channel = new Float32Array(columns * rows);
  for (let c = 0; c < 3; c++) {
    for (let i = 0; i < channel.length; i++) channel[i] = glow.data[i * 4 + c]! / 255;
    const light = boxBlur(channel, columns, rows, radius);
    for (let i = 0; i < light.length; i++) values[i * 3 + c] = strength * (1 - cover[i]!) * light[i]!;
  }
  return { ...grid, sidePx: CELL_PX, values };
};
