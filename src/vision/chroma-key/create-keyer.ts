import type { RgbaImage } from '../../core/image';
import type { ScreenPlate } from './build-plate';
import {
  analyseCells,
  CELL_MIXED,
  CELL_PX,
  CELL_SCREEN,
  cellGridOf,
  cellMeans,
  type CellFields,
} from './cell-fields';
import { cbOf, crOf } from './key-color';
import { lumaOf } from '../color';
import { solveCell, type SolvedPixels } from './solve-cell';

export interface KeyerSettings {
  /** How far from the screen's colour still counts as screen; 0..1, 0.5 = as estimated. */
  readonly similarity: number;
  /** Width of the soft edge's clean-up; 0 crisp .. 1 every wisp kept; 0.5 = as estimated. */
  readonly smoothness: number;
  /** Strength of spill removal; 0 none, 0.5 = as estimated, 1 double. */
  readonly spill: number;
}

/** Alpha under this (over the complement of it) in a pixel's neighbourhood is noise, at middle smoothness. */
const NOISE_ALPHA = 0.05;
/**
 * Noise of an unmixed colour grows as 1 / alpha: it and the local subject colour are weighted by how sure they are. Square
 * of the ratio of grain (about 5 code values) to the spread of a subject's colour round its local mean (about 25).
 */
const GRAIN_TO_SPREAD = 0.04;
/** Chroma along the screen's hue that a subject may have per chroma off it before it counts as spill. */
const SPILL_HUE_TOLERANCE = 0.35;
const MAX_SPILL_SHARE = 0.6;

/** Mean of 9 alphas spread over 5x5 pixels: a neighbourhood wide enough to tell grain from wisps. */
const spreadMean = (alpha: Float32Array, x: number, y: number, { widthPx, heightPx }: RgbaImage): number => {
  const left = x > 1 ? x - 2 : 0;
  const right = x + 2 < widthPx ? x + 2 : widthPx - 1;
  const up = (y > 1 ? y - 2 : 0) * widthPx;
  const down = (y + 2 < heightPx ? y + 2 : heightPx - 1) * widthPx;
  const here = y * widthPx;
  const above = alpha[up + left]! + alpha[up + x]! + alpha[up + right]!;
  const level = alpha[here + left]! + alpha[here + x]! + alpha[here + right]!;
  return (above + level + alpha[down + left]! + alpha[down + x]! + alpha[down + right]!) / 9;
};

const ramp = (value: number, from: number, span: number): number =>
  value <= from ? 0 : value >= from + span ? 1 : (value - from) / span;

/** Pulls alpha to 0 (or 1) where the whole neighbourhood is nearly so, and leaves single wisps in real edges. */
const cleanAlpha = (alpha: number, around: number, noise: number): number => {
  const opened = alpha * ramp(around, noise * 0.4, noise);
  return 1 - (1 - opened) * ramp(1 - around, noise * 0.4, noise);
};

/** The screen's light: its colour and the chroma by which it shows; refilled per cell or pixel, never reallocated. */
const screen = { red: 0, green: 0, blue: 0, cb: 0, cr: 0, squaredChroma: 1 };

const setScreen = (red: number, green: number, blue: number): void => {
  const luma = lumaOf(red, green, blue);
  screen.red = red;
  screen.green = green;
  screen.blue = blue;
  screen.cb = cbOf(blue, luma);
  screen.cr = crOf(red, luma);
  screen.squaredChroma = screen.cb * screen.cb + screen.cr * screen.cr + 1e-3;
};

/** Share of the screen's light in a colour, 0 where there is none. */
const spillShare = (red: number, green: number, blue: number): number => {
  const luma = lumaOf(red, green, blue);
  const u = cbOf(blue, luma);
  const v = crOf(red, luma);
  const along = u * screen.cb + v * screen.cr;
  // Most subjects lean away from the screen's hue: done in three products.
  if (along <= 0) return 0;
  const excess = along - SPILL_HUE_TOLERANCE * Math.abs(v * screen.cb - u * screen.cr);
  return excess <= 0 ? 0 : Math.min(MAX_SPILL_SHARE, excess / screen.squaredChroma);
};

interface Area {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

const areaOf = (index: number, columns: number, { widthPx, heightPx }: RgbaImage): Area => {
  const x0 = (index % columns) * CELL_PX;
  const y0 = ((index / columns) | 0) * CELL_PX;
  return { x0, y0, x1: Math.min(widthPx, x0 + CELL_PX), y1: Math.min(heightPx, y0 + CELL_PX) };
};

const fillAlpha = (alpha: Float32Array, widthPx: number, { x0, y0, x1, y1 }: Area, value: number): void => {
  for (let y = y0; y < y1; y++) alpha.fill(value, y * widthPx + x0, y * widthPx + x1);
};

/** Takes the light of the screen off a written pixel, whole (its luma too), instead of clamping one channel. */
const removeSpill = (data: Uint8ClampedArray, i: number, strength: number): void => {
  const share = spillShare(data[i]!, data[i + 1]!, data[i + 2]!) * strength;
  if (share === 0) return;
  data[i] = data[i]! - share * screen.red;
  data[i + 1] = data[i + 1]! - share * screen.green;
  data[i + 2] = data[i + 2]! - share * screen.blue;
};

/** Solid subject: its own pixels less the spill of the cell's screen, which the caller has set. */
const writeSolid = (frame: RgbaImage, out: RgbaImage, { x0, y0, x1, y1 }: Area, spill: number): void => {
  for (let y = y0; y < y1; y++) {
    const from = (y * frame.widthPx + x0) * 4;
    const to = (y * frame.widthPx + x1) * 4;
    for (let i = from; i < to; i += 4) {
      out.data[i] = frame.data[i]!;
      out.data[i + 1] = frame.data[i + 1]!;
      out.data[i + 2] = frame.data[i + 2]!;
      out.data[i + 3] = 255;
      removeSpill(out.data, i, spill);
    }
  }
};

interface MixedWrite {
  readonly solved: SolvedPixels;
  readonly gain: number;
  readonly noise: number;
  readonly spill: number;
}

const clampByte = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);

const writeMixed = (frame: RgbaImage, out: RgbaImage, { x0, y0, x1, y1 }: Area, write: MixedWrite): void => {
  const { alpha: alphas, foreground, screen: behind } = write.solved;
  const { widthPx } = frame;
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const pixel = y * widthPx + x;
      const i = pixel * 4;
      const k = pixel * 3;
      const around = spreadMean(alphas, x, y, frame);
      const alpha = cleanAlpha(Math.min(1, alphas[pixel]! * write.gain), around, write.noise);
      out.data[i + 3] = alpha * 255;
      const trust = (alpha * alpha) / (alpha * alpha + GRAIN_TO_SPREAD);
      setScreen(behind[k]!, behind[k + 1]!, behind[k + 2]!);
      for (let c = 0; c < 3; c++) {
        const local = foreground[k + c]!;
        const bare = (1 - alpha) * behind[k + c]!;
        const own = trust > 0 ? clampByte((frame.data[i + c]! - bare) / alpha) : local;
        // Clear pixels are coloured too: video codecs smear colour, and black would darken the edge.
        out.data[i + c] = own * trust + local * (1 - trust);
      }
      removeSpill(out.data, i, write.spill);
    }
  }
};

const clearCell = (out: RgbaImage, { x0, y0, x1, y1 }: Area): void => {
  for (let y = y0; y < y1; y++) out.data.fill(0, (y * out.widthPx + x0) * 4, (y * out.widthPx + x1) * 4);
};

const setCellScreen = (cell: number, plateCells: Float32Array, { plateShift }: CellFields): void => {
  const at = cell * 3;
  const channel = (c: number) => plateCells[at + c]! + plateShift[at + c]!;
  setScreen(channel(0), channel(1), channel(2));
};

/**
 * Keys the frames of one shot against its clean plate. `keyFrame` gives straight RGBA: alpha, and the
 * subject's own colours without the screen. The returned picture is reused by the next call.
 */
export const createKeyer = (plate: ScreenPlate, settings: KeyerSettings) => {
  const { widthPx, heightPx } = plate.image;
  const pixels = widthPx * heightPx;
  const plateCells = cellMeans(plate.image);
  const { columns } = cellGridOf(widthPx, heightPx);
  const solved: SolvedPixels = {
    alpha: new Float32Array(pixels),
    screen: new Float32Array(pixels * 3),
    foreground: new Float32Array(pixels * 3),
  };
  const output: RgbaImage = { widthPx, heightPx, data: new Uint8ClampedArray(pixels * 4) };
  const write: MixedWrite = {
    solved,
    gain: 2 ** (1 - 2 * settings.similarity),
    noise: NOISE_ALPHA * 2 ** (1 - 2 * settings.smoothness),
    spill: settings.spill * 2,
  };

  // Cells that stay screen or solid from frame to frame (most of the picture) keep what is in the buffers.
  const before = new Uint8Array(plateCells.length / 3).fill(CELL_MIXED);

  const solve = (frame: RgbaImage, fields: CellFields, index: number): void => {
    const state = fields.states[index];
    if (state === CELL_MIXED) solveCell(frame, plate.image, { fields, index }, solved);
    else if (state !== before[index])
      fillAlpha(solved.alpha, widthPx, areaOf(index, columns, frame), state === CELL_SCREEN ? 0 : 1);
  };

  const writeCell = (frame: RgbaImage, fields: CellFields, index: number): void => {
    const state = fields.states[index];
    const area = areaOf(index, columns, frame);
    if (state === CELL_MIXED) return writeMixed(frame, output, area, write);
    if (state === CELL_SCREEN) return before[index] === state ? undefined : clearCell(output, area);
    setCellScreen(index, plateCells, fields);
    writeSolid(frame, output, area, write.spill);
  };

  const keyFrame = (frame: RgbaImage): RgbaImage => {
    const fields = analyseCells(frame, plateCells);
    for (let index = 0; index < fields.states.length; index++) solve(frame, fields, index);
    for (let index = 0; index < fields.states.length; index++) writeCell(frame, fields, index);
    before.set(fields.states);
    return output;
  };

  return { keyFrame };
};
