import type { RgbaImage } from '../../core/image';
import { connectedComponents } from '../connected-components';
import { dilate, erode } from '../erode';
import { pullPush } from '../pull-push';
import { cbOf, crOf, keyDifference } from './key-color';
import { lumaOf } from '../color';

/** Side of the square cells in pixels: noise averages out over 64, yet a single hair still shows. */
export const CELL_PX = 8;

export interface CellGrid {
  readonly columns: number;
  readonly rows: number;
}

export const cellGridOf = (widthPx: number, heightPx: number): CellGrid => ({
  columns: Math.ceil(widthPx / CELL_PX),
  rows: Math.ceil(heightPx / CELL_PX),
});

/** What the pixel solver may skip: wholly screen, wholly subject, or to be solved pixel by pixel. */
export const CELL_SCREEN = 0;
export const CELL_SOLID = 1;
export const CELL_MIXED = 2;

/** Everything the pixel solver needs, one entry a cell; colours `[cells, 3]`, 0..255. */
export interface CellFields extends CellGrid {
  readonly states: Uint8Array;
  /** What this frame's screen has over the plate (exposure drift, camera movement). */
  readonly plateShift: Float32Array;
  /** The subject's own colour, spread outwards from where it is sure. */
  readonly foreground: Float32Array;
}

/** What tells screen from subject; the kernel's numbers too. */
export const CELL_TESTS = {
  /** Ratio tests as in `classifyScreen`, against the plate's own colour at the cell. */
  BARE_TOLERANCE: 0.1,
  RATIO_NOISE: 1,
  MIN_SHADE: 0.6,
  MAX_SHADE: 1.5,
  /** A cell and its neighbours below this key difference are screen; above the other, solid subject. */
  SCREEN_BELOW: 0.035,
  SOLID_ABOVE: 0.975,
  /** Colours unmixed at an alpha below this are guesses. */
  MIN_UNMIX_ALPHA: 0.15,
  /** An enclosed patch at least this far from the screen's colour is part of the subject (a green badge). */
  ENCLOSED_SUBJECT: 0.3,
} as const;
const { BARE_TOLERANCE, RATIO_NOISE, MIN_SHADE, MAX_SHADE } = CELL_TESTS;
const { SCREEN_BELOW, SOLID_ABOVE, MIN_UNMIX_ALPHA, ENCLOSED_SUBJECT } = CELL_TESTS;

/** Adds one row of pixels, as little-endian RGBA words, to the cells it runs through. Red and blue travel in one sum. */
const addRow = (words: Uint32Array, sums: Float32Array, columns: number): void => {
  for (let column = 0, x = 0; column < columns; column++) {
    const to = Math.min(words.length, x + CELL_PX);
    let redBlue = 0;
    let green = 0;
    for (; x < to; x++) {
      const word = words[x]!;
      redBlue += word & 0xff00ff;
      green += (word >>> 8) & 0xff;
    }
    const cell = column * 3;
    sums[cell] = sums[cell]! + (redBlue & 0xffff);
    sums[cell + 1] = sums[cell + 1]! + green;
    sums[cell + 2] = sums[cell + 2]! + (redBlue >>> 16);
  }
};

/** Mean colour of each cell, `[cells, 3]`. */
export const cellMeans = ({ data, widthPx, heightPx }: RgbaImage): Float32Array<ArrayBuffer> => {
  const { columns, rows } = cellGridOf(widthPx, heightPx);
  const sums = new Float32Array(columns * rows * 3);
  const words = new Uint32Array(data.buffer, data.byteOffset, widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const row = ((y / CELL_PX) | 0) * columns * 3;
    addRow(words.subarray(y * widthPx, (y + 1) * widthPx), sums.subarray(row, row + columns * 3), columns);
  }
  for (let cell = 0; cell < columns * rows; cell++) {
    const width = Math.min(CELL_PX, widthPx - (cell % columns) * CELL_PX);
    const height = Math.min(CELL_PX, heightPx - ((cell / columns) | 0) * CELL_PX);
    for (let c = 0; c < 3; c++) sums[cell * 3 + c] = sums[cell * 3 + c]! / (width * height);
  }
  return sums;
};

/** 1 where the frame's cell has the plate's chroma-to-luma ratio and a plausible shade, else 0. */
const bareCells = (cells: Float32Array, plate: Float32Array): Float32Array<ArrayBuffer> => {
  const bare = new Float32Array(cells.length / 3);
  for (let i = 0, k = 0; i < bare.length; i++, k += 3) {
    const luma = Math.max(8, lumaOf(cells[k]!, cells[k + 1]!, cells[k + 2]!));
    const plateLuma = Math.max(8, lumaOf(plate[k]!, plate[k + 1]!, plate[k + 2]!));
    const shade = luma / plateLuma;
    if (shade < MIN_SHADE || shade > MAX_SHADE) continue;
    const cb = cbOf(plate[k + 2]!, plateLuma) / plateLuma;
    const cr = crOf(plate[k]!, plateLuma) / plateLuma;
    const u = cbOf(cells[k + 2]!, luma) / luma - cb;
    const v = crOf(cells[k]!, luma) / luma - cr;
    const off = Math.sqrt(u * u + v * v);
    if (off / (Math.sqrt(cb * cb + cr * cr) + 1e-3) + RATIO_NOISE / luma < BARE_TOLERANCE) bare[i] = 1;
  }
  return bare;
};

const plateShiftOf = (
  cells: Float32Array,
  plate: Float32Array,
  grid: CellGrid,
): Float32Array<ArrayBuffer> => {
  const { columns, rows } = grid;
  const weights = erode(bareCells(cells, plate), columns, rows, 1);
  const values = new Float32Array(cells.length);
  for (let i = 0; i < values.length; i++) values[i] = cells[i]! - plate[i]!;
  return pullPush({ widthPx: columns, heightPx: rows, channels: 3, values, weights });
};

const keyDifferences = (cells: Float32Array, screen: Float32Array): Float32Array<ArrayBuffer> => {
  const alphas = new Float32Array(cells.length / 3);
  for (let i = 0, k = 0; i < alphas.length; i++, k += 3) {
    const luma = lumaOf(cells[k]!, cells[k + 1]!, cells[k + 2]!);
    const screenLuma = lumaOf(screen[k]!, screen[k + 1]!, screen[k + 2]!);
    alphas[i] = keyDifference(
      cbOf(cells[k + 2]!, luma),
      crOf(cells[k]!, luma),
      cbOf(screen[k + 2]!, screenLuma),
      crOf(screen[k]!, screenLuma),
    );
  }
  return alphas;
};

/** Colours with the screen taken out, trusted by the square of alpha, spread over the whole grid. */
const foregroundOf = (
  cells: Float32Array,
  screen: Float32Array,
  alphas: Float32Array<ArrayBuffer>,
  { columns, rows }: CellGrid,
): Float32Array<ArrayBuffer> => {
  const values = new Float32Array(cells.length);
  const weights = new Float32Array(alphas.length);
  for (let i = 0; i < alphas.length; i++) {
    const alpha = alphas[i]!;
    if (alpha < MIN_UNMIX_ALPHA) continue;
    weights[i] = alpha ** 2;
    for (let c = 0; c < 3; c++) {
      const colour = (cells[i * 3 + c]! - (1 - alpha) * screen[i * 3 + c]!) / alpha;
      values[i * 3 + c] = Math.min(255, Math.max(0, colour));
    }
  }
  return pullPush({ widthPx: columns, heightPx: rows, channels: 3, values, weights });
};

/** Patches of near-screen colour wholly inside the subject, with no true screen in them, belong to it. */
const protectEnclosed = (states: Uint8Array, alphas: Float32Array, { columns, rows }: CellGrid): void => {
  const open = states.map((state) => (state === CELL_SOLID ? 0 : 1));
  for (const patch of connectedComponents(open, columns, rows)) {
    const touchesEdge =
      patch.left === 0 || patch.top === 0 || patch.right === columns - 1 || patch.bottom === rows - 1;
    if (touchesEdge || patch.pixels.some((cell) => states[cell] === CELL_SCREEN)) continue;
    if (patch.pixels.every((cell) => alphas[cell]! > ENCLOSED_SUBJECT)) {
      for (const cell of patch.pixels) states[cell] = CELL_SOLID;
    }
  }
};

const statesOf = (alphas: Float32Array<ArrayBuffer>, grid: CellGrid): Uint8Array => {
  const highest = dilate(alphas, grid.columns, grid.rows, 1);
  const lowest = erode(alphas, grid.columns, grid.rows, 1);
  const states = new Uint8Array(alphas.length).fill(CELL_MIXED);
  for (let i = 0; i < states.length; i++) {
    if (highest[i]! < SCREEN_BELOW) states[i] = CELL_SCREEN;
    else if (lowest[i]! > SOLID_ABOVE) states[i] = CELL_SOLID;
  }
  protectEnclosed(states, alphas, grid);
  return states;
};

/** Coarse analysis of one frame against its plate, from the cell means of both. */
export const analyseCells = (
  cells: Float32Array<ArrayBuffer>,
  plateCells: Float32Array<ArrayBuffer>,
  grid: CellGrid,
): CellFields => {
  const plateShift = plateShiftOf(cells, plateCells, grid);
  const screen = plateCells.map((value, i) => value + plateShift[i]!);
  const alphas = keyDifferences(cells, screen);
  const foreground = foregroundOf(cells, screen, alphas, grid);
  return { ...grid, states: statesOf(alphas, grid), plateShift, foreground };
};
