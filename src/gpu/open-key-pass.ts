import type { BoxPx } from '../core/geometry';
import type { RgbaImage } from '../core/image';
import type { ScreenPlate } from '../vision/chroma-key/build-plate';
import {
  analyseCells,
  CELL_MIXED,
  CELL_PX,
  CELL_SCREEN,
  cellGridOf,
  cellMeans,
  type CellFields,
} from '../vision/chroma-key/cell-fields';
import { keyWeights, type KeyerSettings } from '../vision/chroma-key/create-keyer';
import { CB_SCALE, CR_SCALE, OFF_HUE_WEIGHT } from '../vision/chroma-key/key-color';
import { BRIGHTNESS_HOLD, DOUBT_FROM, DOUBT_SPAN, LUMA_WEIGHT } from '../vision/chroma-key/mix-alpha';
import {
  RIM_MIN_ALPHA,
  RIM_PRIOR,
  RIM_PX,
  RIM_SAMPLES,
  RIM_SOLID_WEIGHT,
} from '../vision/chroma-key/rim-colors';
import { MAX_SPILL_SHARE, SPILL_HUE_TOLERANCE } from '../vision/chroma-key/spill';
import { GRAIN_TO_SPREAD, NOISE_FLOOR } from '../vision/chroma-key/write-cell';
import { createBuffer, createComputePasses } from './compute-passes';
import keyShader from './key.wgsl?raw';
import type { Gpu } from './open-gpu';
import { createPicture, loadPicture, mapOrLose, type SizePx } from './textures';

const CONSTANTS = {
  CELL_PX,
  RIM_PX,
  CELL_SCREEN,
  CELL_MIXED,
  CB_SCALE,
  CR_SCALE,
  OFF_HUE_WEIGHT,
  LUMA_WEIGHT,
  DOUBT_FROM,
  DOUBT_SPAN,
  BRIGHTNESS_HOLD,
  RIM_MIN_ALPHA,
  RIM_SOLID_WEIGHT,
  RIM_PRIOR,
  RIM_SAMPLES,
  GRAIN_TO_SPREAD,
  NOISE_FLOOR,
  SPILL_HUE_TOLERANCE,
  MAX_SPILL_SHARE,
} as const;

const ENTRIES = ['average_cells', 'sum_rims', 'spread_rims', 'solve', 'write_pixels'] as const;
const BINDINGS = [
  'uniform',
  'texture',
  'texture',
  'read-only-storage',
  'storage',
  'storage',
  'storage',
  'storage',
  'stored-picture',
] as const;

/** Bytes of the shader's `Settings` and `Cell`, and of a `vec4f`. */
const MAX_BOXES = 8;
const SETTINGS_BYTES = 32 + MAX_BOXES * 16;
const CELL_FLOATS = 12;
const VECTOR_BYTES = 16;

export interface KeyPassSettings {
  readonly keyer: KeyerSettings;
  /** Never subject; at most eight, in px of the frame. */
  readonly garbage: readonly BoxPx[];
}

/** Keys frames of one backdrop on the device. */
export interface KeyPass {
  /** Straight RGBA on the device, overwritten by the next call. Throws `gpu-lost`. */
  key(frame: RgbaImage | VideoFrame): Promise<GPUTexture>;
  close(): void;
}

const packSettings = ({ keyer, garbage }: KeyPassSettings, { widthPx, heightPx }: SizePx): ArrayBuffer => {
  const bytes = new ArrayBuffer(SETTINGS_BYTES);
  const { columns, rows } = cellGridOf(widthPx, heightPx);
  const { gain, noise, spill } = keyWeights(keyer);
  new Int32Array(bytes).set([widthPx, heightPx, columns, rows]);
  new Float32Array(bytes).set([gain, noise, spill], 4);
  const boxes = garbage.slice(0, MAX_BOXES);
  new Uint32Array(bytes)[7] = boxes.length;
  boxes.forEach((box, index) => {
    const right = Math.round(box.xPx + box.widthPx);
    const bottom = Math.round(box.yPx + box.heightPx);
    new Int32Array(bytes).set([Math.round(box.xPx), Math.round(box.yPx), right, bottom], 8 + index * 4);
  });
  return bytes;
};

const packCells = (fields: CellFields, plateCells: Float32Array, out: Float32Array): void => {
  const { states, plateShift, foreground } = fields;
  for (let cell = 0, from = 0, to = 0; cell < states.length; cell++, from += 3, to += CELL_FLOATS) {
    for (let c = 0; c < 3; c++) {
      out[to + c] = plateShift[from + c]!;
      out[to + 4 + c] = foreground[from + c]!;
      out[to + 8 + c] = plateCells[from + c]! + plateShift[from + c]!;
    }
    out[to + 3] = states[cell]!;
  }
};

/** What lives on the device as long as the pass. */
const createResources = (gpu: Gpu, image: RgbaImage, cells: number) => {
  const { STORAGE, COPY_SRC, UNIFORM, MAP_READ } = GPUBufferUsage;
  const blocks = (cells * CELL_PX * CELL_PX) / (RIM_PX * RIM_PX);
  return {
    uniform: createBuffer(gpu, SETTINGS_BYTES, UNIFORM),
    frame: createPicture(gpu, image),
    plate: createPicture(gpu, image),
    cells: createBuffer(gpu, cells * CELL_FLOATS * 4, STORAGE),
    means: createBuffer(gpu, cells * VECTOR_BYTES, STORAGE | COPY_SRC),
    alphas: createBuffer(gpu, image.widthPx * image.heightPx * 4, STORAGE),
    sums: createBuffer(gpu, blocks * VECTOR_BYTES, STORAGE),
    colors: createBuffer(gpu, blocks * VECTOR_BYTES, STORAGE),
    keyed: createPicture(gpu, image, true),
    staging: createBuffer(gpu, cells * VECTOR_BYTES, MAP_READ),
  };
};

/** Reads the cells' mean colours back, `[cells, 3]`. */
const createMeansReader = (gpu: Gpu, means: GPUBuffer, staging: GPUBuffer) => async (cells: number) => {
  const encoder = gpu.device.createCommandEncoder();
  encoder.copyBufferToBuffer(means, 0, staging, 0, cells * VECTOR_BYTES);
  gpu.device.queue.submit([encoder.finish()]);
  await mapOrLose(gpu, staging);
  const vectors = new Float32Array(staging.getMappedRange());
  const out = new Float32Array(cells * 3);
  for (let cell = 0; cell < cells; cell++)
    for (let c = 0; c < 3; c++) out[cell * 3 + c] = vectors[cell * 4 + c]!;
  staging.unmap();
  return out;
};

/**
 * The keyer as passes on the device; `createKeyer` is its twin and gives the same picture within 1/255. Only the cells'
 * means come back to the CPU, which analyses them as it does for the twin.
 */
export const openKeyPass = async (
  gpu: Gpu,
  plate: ScreenPlate,
  settings: KeyPassSettings,
): Promise<KeyPass> => {
  const { queue } = gpu.device;
  const { image } = plate;
  const { widthPx, heightPx } = image;
  const grid = cellGridOf(widthPx, heightPx);
  const count = grid.columns * grid.rows;
  const blocks = [(grid.columns * CELL_PX) / RIM_PX, (grid.rows * CELL_PX) / RIM_PX] as const;
  const shader = { code: keyShader, entries: ENTRIES, constants: CONSTANTS };
  const passes = await createComputePasses(gpu, shader, BINDINGS);
  const held = createResources(gpu, image, count);
  const { staging, ...bound } = held;
  const group = passes.bind(Object.values(bound));
  const readMeans = createMeansReader(gpu, held.means, staging);
  queue.writeBuffer(held.uniform, 0, packSettings(settings, image));
  loadPicture(gpu, held.plate, image);
  const plateCells = cellMeans(image);
  const packed = new Float32Array(count * CELL_FLOATS);
  return {
    key: async (frame) => {
      loadPicture(gpu, held.frame, frame);
      passes.run(group, [['average_cells', grid.columns, grid.rows]]);
      packCells(analyseCells(await readMeans(count), plateCells, grid), plateCells, packed);
      queue.writeBuffer(held.cells, 0, packed);
      passes.run(group, [
        ['sum_rims', ...blocks],
        ['spread_rims', ...blocks],
        ['solve', widthPx, heightPx],
        ['write_pixels', widthPx, heightPx],
      ]);
      return held.keyed;
    },
    close: () => Object.values(held).forEach((resource) => resource.destroy()),
  };
};
