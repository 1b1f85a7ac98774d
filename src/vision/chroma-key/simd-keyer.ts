import { keyCellsScratchBytes, openKeyCells } from '../../kernels/key-cells';
import { KEY_LINE_BYTES, openKeyPixels } from '../../kernels/key-pixels';
import type { KernelMemory } from '../../kernels/kernel-memory';
import type { RgbaImage } from '../../core/image';
import type { ScreenPlate } from './build-plate';
import { CELL_MIXED, CELL_PX, CELL_TESTS, cellGridOf } from './cell-fields';
import { keyWeights, type KeyerSettings } from './create-keyer';
import { CB_SCALE, CR_SCALE, OFF_HUE_WEIGHT } from './key-color';
import { BRIGHTNESS_HOLD, DOUBT_FROM, DOUBT_SPAN, LUMA_WEIGHT } from './mix-alpha';
import { RIM_MIN_ALPHA, RIM_PRIOR, RIM_SAMPLES, RIM_SOLID_WEIGHT } from './rim-colors';
import { MAX_SPILL_SHARE, SPILL_HUE_TOLERANCE } from './spill';
import { GRAIN_TO_SPREAD, NOISE_FLOOR } from './write-cell';

type Size = Pick<RgbaImage, 'widthPx' | 'heightPx'>;

/** Pictures of the keyer's memory have rows of whole cells: bytes from one row to the next. */
export const pictureStride = ({ widthPx }: Pick<RgbaImage, 'widthPx'>): number =>
  Math.ceil(widthPx / CELL_PX) * CELL_PX * 4;

/** The plane of alphas has margins: the four places a row at either side, and two rows above and below. */
const ALPHA_MARGIN_BYTES = 16;
const ALPHA_MARGIN_ROWS = 2;
const alphaStrideOf = (size: Size): number => pictureStride(size) + 2 * ALPHA_MARGIN_BYTES;

/** Bytes of a colour of a cell or block: four floats. */
const COLOR_BYTES = 16;
const BLOCKS_PER_CELL = 4;
const SETTINGS_BYTES = 80;

export type KeyRegion =
  | 'frame'
  | 'plate'
  | 'keyed'
  | 'kinds'
  | 'means'
  | 'plateCells'
  | 'shift'
  | 'foreground'
  | 'states'
  | 'before'
  | 'scratch'
  | 'sums'
  | 'colors'
  | 'alphas'
  | 'line'
  | 'cellSettings'
  | 'pixelSettings';

/** What the keyer needs of a memory for frames of one size. About 17 bytes a pixel. */
export const keyRegions = (size: Size): Readonly<Record<KeyRegion, number>> => {
  const { columns, rows } = cellGridOf(size.widthPx, size.heightPx);
  const cells = columns * rows;
  const picture = pictureStride(size) * size.heightPx;
  const colors = cells * COLOR_BYTES;
  return {
    frame: picture,
    plate: picture,
    keyed: picture,
    kinds: cells,
    means: colors,
    plateCells: colors,
    shift: colors,
    foreground: colors,
    states: cells,
    before: cells,
    scratch: keyCellsScratchBytes(cells),
    sums: colors * BLOCKS_PER_CELL,
    colors: colors * BLOCKS_PER_CELL,
    alphas: alphaStrideOf(size) * (size.heightPx + 2 * ALPHA_MARGIN_ROWS),
    line: KEY_LINE_BYTES,
    cellSettings: SETTINGS_BYTES,
    pixelSettings: SETTINGS_BYTES,
  };
};

/** Copies a picture's rows to or from the keyer's memory, whose rows are of whole cells. */
export const copyRows = (
  from: Uint8ClampedArray,
  to: Uint8ClampedArray,
  { widthPx, heightPx }: Size,
  direction: 'in' | 'out',
): void => {
  const padded = pictureStride({ widthPx });
  const [step, space] = direction === 'in' ? [widthPx * 4, padded] : [padded, widthPx * 4];
  if (step === space) return void to.set(from);
  for (let y = 0; y < heightPx; y++) to.set(from.subarray(y * step, y * step + widthPx * 4), y * space);
};

const cellSettings = (): readonly number[] => {
  const { MIN_SHADE, MAX_SHADE, BARE_TOLERANCE, RATIO_NOISE } = CELL_TESTS;
  const { SCREEN_BELOW, SOLID_ABOVE, MIN_UNMIX_ALPHA, ENCLOSED_SUBJECT } = CELL_TESTS;
  return [
    [CB_SCALE, CR_SCALE, OFF_HUE_WEIGHT, MIN_SHADE, MAX_SHADE, BARE_TOLERANCE, RATIO_NOISE],
    [SCREEN_BELOW, SOLID_ABOVE, MIN_UNMIX_ALPHA, ENCLOSED_SUBJECT],
  ].flat();
};

const pixelSettings = (settings: KeyerSettings): readonly number[] => {
  const { gain, noise, spill } = keyWeights(settings);
  return [
    [CB_SCALE, CR_SCALE, OFF_HUE_WEIGHT, LUMA_WEIGHT, DOUBT_FROM, DOUBT_SPAN, BRIGHTNESS_HOLD ** 2],
    [RIM_MIN_ALPHA, RIM_SOLID_WEIGHT, RIM_SAMPLES, RIM_PRIOR],
    [gain, noise, noise * NOISE_FLOOR, GRAIN_TO_SPREAD, spill, SPILL_HUE_TOLERANCE, MAX_SPILL_SHARE],
  ].flat();
};

/** Kinds of cells in the keyed picture: nothing of the subject, all of it as it was in the frame, anything else. */
export const KIND_CLEAR = 0;
export const KIND_WHOLE = 1;
export const KIND_CHANGED = 2;

/** Keys frames by the SIMD kernels, from `frame` to `keyed` of the memory; the same picture as `createKeyer`'s within 1/255. */
export interface SimdKeyer {
  /** The backdrop of the frames to come. */
  setPlate(plate: ScreenPlate): void;
  /** Also fills `kinds`, one byte a cell. */
  keyFrame(): void;
  /** `keyed` holds something else now. */
  forget(): void;
}

/** `null` where there is no WebAssembly SIMD. */
export const createSimdKeyer = (
  memory: KernelMemory<KeyRegion>,
  size: Size,
  settings: KeyerSettings,
): SimdKeyer | null => {
  const cellKernel = openKeyCells(memory.memory);
  const pixelKernel = openKeyPixels(memory.memory);
  if (!cellKernel || !pixelKernel) return null;
  const { at } = memory;
  const { widthPx, heightPx } = size;
  const { columns, rows } = cellGridOf(widthPx, heightPx);
  const stride = pictureStride(size);
  const alphaStride = alphaStrideOf(size);
  const firstAlpha = at.alphas + ALPHA_MARGIN_ROWS * alphaStride + ALPHA_MARGIN_BYTES;
  const picture = [at.frame, at.plate, stride, widthPx, heightPx] as const;
  const alphas = [firstAlpha, alphaStride, at.line, at.pixelSettings] as const;
  memory.floats('cellSettings').set(cellSettings());
  memory.floats('pixelSettings').set(pixelSettings(settings));
  const before = memory.bytes('before');
  const states = memory.bytes('states');
  return {
    setPlate: ({ image }) => {
      copyRows(image.data, memory.bytes('plate'), size, 'in');
      cellKernel.averageCells(at.plate, stride, widthPx, heightPx, at.plateCells);
      before.fill(CELL_MIXED);
    },
    keyFrame: () => {
      const fields = [at.shift, at.foreground, at.states] as const;
      cellKernel.averageCells(at.frame, stride, widthPx, heightPx, at.means);
      cellKernel.analyseCells(at.means, at.plateCells, ...fields, at.scratch, columns, rows, at.cellSettings);
      pixelKernel.gatherRims(...picture, ...fields, at.sums, at.pixelSettings);
      pixelKernel.spreadRims(at.sums, at.colors, at.foreground, at.states, columns, rows, at.pixelSettings);
      pixelKernel.solveAlphas(...picture, at.shift, at.colors, at.states, at.before, ...alphas);
      const target = [at.frame, at.plate, at.keyed, stride, widthPx, heightPx] as const;
      const colors = [at.plateCells, at.shift, at.colors] as const;
      pixelKernel.writePixels(...target, ...colors, at.states, at.before, at.kinds, ...alphas);
      before.set(states);
    },
    forget: () => void before.fill(CELL_MIXED),
  };
};
