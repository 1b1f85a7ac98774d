import type { Plane, RgbaImage } from '../core/image';
import { matchBlocks } from './block-match';
import { lumaPlane } from './color';
import { colorHistogram, histogramDistance } from './color-histogram';
import { fitInside, resizeArea } from './resize';

/** Longer side of the analysis grid, px: enough to tell shots apart, small enough to forget noise. */
const GRID_PX = 64;
/** Blocks are searched this far, grid px (a tenth of the picture), so motion does not count as change. */
const REACH_PX = 6;
/** Mean luma change (code values) and histogram change below which two grids are the same picture. */
const SAME_LUMA = 1.2;
const SAME_COLOR = 0.01;
/** Colour counts half: light and fades change it without a new shot. */
const COLOR_WEIGHT = 0.5;
/** Mean block contrast, code values, above which the structure can be trusted to show a new shot. */
const TEXTURED = 8;
/** Luma code values; video black is 16, faded text and noise lift a black frame a little. */
const BLACK_LEVEL = 32;
const WHITE_LEVEL = 224;
/** Share of pixels that must be black (or white): a small watermark may stay on. */
const VOID_SHARE = 0.97;

/** What is kept of a frame to compare it with others; about 20 kB. */
export interface ShotFeatures {
  readonly luma: Plane;
  /** The grid itself. */
  readonly grid: RgbaImage;
  readonly histogram: Float32Array<ArrayBuffer>;
  /** All black or all white: between shots rather than a shot. */
  readonly isVoid: boolean;
}

const isVoidPicture = (luma: Plane): boolean => {
  const total = luma.data.length * VOID_SHARE;
  let black = 0;
  let white = 0;
  for (const value of luma.data) {
    if (value < BLACK_LEVEL) black++;
    else if (value > WHITE_LEVEL) white++;
  }
  return black >= total || white >= total;
};

export const shotFeatures = (image: RgbaImage): ShotFeatures => {
  const size = fitInside(image, GRID_PX, GRID_PX);
  const grid = resizeArea(image, size.widthPx, size.heightPx);
  const luma = lumaPlane(grid);
  return { luma, grid, histogram: colorHistogram(grid), isVoid: isVoidPicture(luma) };
};

export interface ShotDifference {
  /** 0 same picture .. about 1 nothing in common; motion within reach and brightness changes count little. */
  readonly score: number;
  /** The structural part of the score. */
  readonly residual: number;
  /** The colour part of the score. */
  readonly color: number;
  readonly motionPx: number;
}

export const meanAbsoluteDifference = (a: Plane, b: Plane): number => {
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) sum += Math.abs(a.data[i]! - b.data[i]!);
  return sum / Math.max(1, a.data.length);
};

/** How different two frames are, by structure (motion-compensated) and colour. Frames must be of one size. */
export const shotDifference = (a: ShotFeatures, b: ShotFeatures): ShotDifference => {
  const color = histogramDistance(a.histogram, b.histogram);
  if (color < SAME_COLOR && meanAbsoluteDifference(a.luma, b.luma) < SAME_LUMA) {
    return { score: COLOR_WEIGHT * color, residual: 0, color, motionPx: 0 };
  }
  const { residual, motionPx, texture } = matchBlocks(a.luma, b.luma, REACH_PX);
  // Lights going on or off change colour alone: where there is structure, colour may not outweigh it.
  const colorPart = texture > TEXTURED ? Math.min(COLOR_WEIGHT * color, residual) : COLOR_WEIGHT * color;
  return { score: residual + colorPart, residual, color, motionPx };
};

/** Share of the picture that counts as its most changed part. */
const MOST_CHANGED = 0.1;

/**
 * Mean luma change (code values) in the tenth of the picture that changes most: a small fast subject before a still
 * background moves this and hardly the score.
 */
export const localChange = (a: Plane, b: Plane): number => {
  const changes = a.data.map((value, i) => Math.abs(value - b.data[i]!)).sort();
  const most = changes.subarray(Math.floor(changes.length * (1 - MOST_CHANGED)));
  return most.reduce((sum, change) => sum + change, 0) / Math.max(1, most.length);
};
