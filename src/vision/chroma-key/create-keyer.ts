import type { RgbaImage } from '../../core/image';
import type { ScreenPlate } from './build-plate';
import { analyseCells, CELL_MIXED, CELL_SCREEN, cellGridOf, cellMeans, type CellFields } from './cell-fields';
import { createRimColors, spreadRimColors } from './rim-colors';
import {
  areaOf,
  createFieldRows,
  gatherCell,
  solveCell,
  type Area,
  type CellToSolve,
  type SolvedPixels,
} from './solve-cell';
import { setSpillLight } from './spill';
import { pixelsOf, writeMixed, writeSolid, type KeyWeights, type Pixels } from './write-cell';

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

export const keyWeights = ({ similarity, smoothness, spill }: KeyerSettings): KeyWeights => ({
  gain: 2 ** (1 - 2 * similarity),
  noise: NOISE_ALPHA * 2 ** (1 - 2 * smoothness),
  spill: spill * 2,
});

const fillAlpha = (alpha: Float32Array, widthPx: number, { x0, y0, x1, y1 }: Area, value: number): void => {
  for (let y = y0; y < y1; y++) alpha.fill(value, y * widthPx + x0, y * widthPx + x1);
};

const clearCell = (out: RgbaImage, { x0, y0, x1, y1 }: Area): void => {
  for (let y = y0; y < y1; y++) out.data.fill(0, (y * out.widthPx + x0) * 4, (y * out.widthPx + x1) * 4);
};

const setCellLight = (cell: number, plateCells: Float32Array, { plateShift }: CellFields): void => {
  const at = cell * 3;
  const channel = (c: number) => plateCells[at + c]! + plateShift[at + c]!;
  setSpillLight(channel(0), channel(1), channel(2));
};

/**
 * Keys the frames of one shot against its clean plate. `keyFrame` gives straight RGBA: alpha (times the frame's own), and
 * the subject's own colours without the screen. The returned picture is reused by the next call.
 */
export const createKeyer = (plate: ScreenPlate, settings: KeyerSettings) => {
  const { widthPx, heightPx } = plate.image;
  const pixels = widthPx * heightPx;
  const plateCells = cellMeans(plate.image);
  const grid = cellGridOf(widthPx, heightPx);
  const rim = createRimColors(grid);
  const rows = createFieldRows(grid, rim);
  const solved: SolvedPixels = {
    alpha: new Float32Array(pixels),
    screen: new Float32Array(pixels * 3),
    foreground: new Float32Array(pixels * 3),
  };
  const output: RgbaImage = { widthPx, heightPx, data: new Uint8ClampedArray(pixels * 4) };
  const weights = keyWeights(settings);
  const areas = Array.from({ length: grid.columns * grid.rows }, (_, index) =>
    areaOf(index, grid.columns, plate.image),
  );

  // Cells that stay screen or solid from frame to frame (most of the picture) keep what is in the buffers.
  const before = new Uint8Array(areas.length).fill(CELL_MIXED);

  const solve = (frame: RgbaImage, fields: CellFields): void => {
    const { states } = fields;
    rim.sums.fill(0);
    const mixed: CellToSolve[] = [];
    for (let index = 0; index < areas.length; index++) {
      const state = states[index]!;
      const area = areas[index]!;
      if (state === CELL_MIXED) mixed.push({ frame, plate: plate.image, fields, area, rows });
      else if (state !== before[index]) fillAlpha(solved.alpha, widthPx, area, state === CELL_SCREEN ? 0 : 1);
    }
    for (const cell of mixed) gatherCell(cell, rim);
    spreadRimColors(fields, rim);
    for (const cell of mixed) solveCell(cell, solved, rim);
  };

  const target = pixelsOf(output);
  const solid = { spill: weights.spill, widthPx };

  const writeCell = (frame: RgbaImage & Pixels, fields: CellFields, index: number): void => {
    const state = fields.states[index];
    const area = areas[index]!;
    if (state === CELL_SCREEN) return before[index] === state ? undefined : clearCell(output, area);
    setCellLight(index, plateCells, fields);
    if (state === CELL_MIXED) return writeMixed(frame, output, area, { solved, weights });
    writeSolid(frame, target, area, solid);
  };

  const keyFrame = (frame: RgbaImage): RgbaImage => {
    const fields = analyseCells(cellMeans(frame), plateCells, grid);
    solve(frame, fields);
    const seen = { ...frame, ...pixelsOf(frame) };
    for (let index = 0; index < areas.length; index++) writeCell(seen, fields, index);
    before.set(fields.states);
    return output;
  };

  return { keyFrame };
};
