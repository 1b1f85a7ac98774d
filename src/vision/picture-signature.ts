import type { RgbaImage } from '../core/image';
import { lumaPlane } from './color';
import { colorHistogram, histogramDistance } from './color-histogram';
import { resizeArea } from './resize';

const COLUMNS = 16;
const ROWS = 9;

/** A few hundred numbers that say what a picture looks like; pictures of any size compare. */
export interface PictureSignature {
  /** Luma of a 16 x 9 grid, zero mean, unit length (all zero for a flat picture). */
  readonly layout: Float32Array<ArrayBuffer>;
  readonly colors: Float32Array<ArrayBuffer>;
}

export const pictureSignature = (image: RgbaImage): PictureSignature => {
  const grid = lumaPlane(resizeArea(image, COLUMNS, ROWS)).data;
  const mean = grid.reduce((sum, value) => sum + value, 0) / grid.length;
  const centered = grid.map((value) => value - mean);
  const length = Math.hypot(...centered);
  return {
    layout: centered.map((value) => (length > 0 ? value / length : 0)),
    colors: colorHistogram(image),
  };
};

/** 1 same picture .. 0 nothing in common: half layout (correlation), half colour (histogram overlap). */
export const signatureSimilarity = (a: PictureSignature, b: PictureSignature): number => {
  let correlation = 0;
  for (let i = 0; i < a.layout.length; i++) correlation += a.layout[i]! * b.layout[i]!;
  return 0.5 * Math.max(0, correlation) + 0.5 * (1 - histogramDistance(a.colors, b.colors));
};
