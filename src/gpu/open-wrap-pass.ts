import type { RgbaImage } from '../core/image';
import { CELL_PX, cellGridOf } from '../vision/chroma-key/cell-fields';
import { wrapRadius } from '../vision/chroma-key/light-wrap';
import { createBuffer, createComputePasses } from './compute-passes';
import type { Gpu } from './open-gpu';
import { createPicture, loadPicture, type SizePx } from './textures';
import wrapShader from './wrap.wgsl?raw';

/** The background's light over a keyed subject's edge; `wrapLight` is its twin. */
export interface WrapPass {
  /** `glow` is the background at one pixel a cell. The light is overwritten by the next call. */
  light(subject: GPUTexture, glow: RgbaImage): GPUBuffer;
  close(): void;
}

const ENTRIES = ['average_cover', 'spread_light'] as const;
const BINDINGS = ['uniform', 'texture', 'texture', 'storage', 'storage'] as const;
const SETTINGS_BYTES = 32;

export const openWrapPass = async (
  gpu: Gpu,
  { widthPx, heightPx }: SizePx,
  strength: number,
): Promise<WrapPass> => {
  const { columns, rows } = cellGridOf(widthPx, heightPx);
  const shader = { code: wrapShader, entries: ENTRIES, constants: { CELL_PX } };
  const passes = await createComputePasses(gpu, shader, BINDINGS);
  const uniform = createBuffer(gpu, SETTINGS_BYTES, GPUBufferUsage.UNIFORM);
  const glowTexture = createPicture(gpu, { widthPx: columns, heightPx: rows });
  const cover = createBuffer(gpu, columns * rows * 4, GPUBufferUsage.STORAGE);
  const light = createBuffer(gpu, columns * rows * 16, GPUBufferUsage.STORAGE);
  const settings = new ArrayBuffer(SETTINGS_BYTES);
  new Int32Array(settings).set([widthPx, heightPx, columns, rows, wrapRadius(heightPx)]);
  new Float32Array(settings)[5] = strength;
  gpu.device.queue.writeBuffer(uniform, 0, settings);
  return {
    light: (subject, glow) => {
      loadPicture(gpu, glowTexture, glow);
      passes.run(passes.bind([uniform, subject, glowTexture, cover, light]), [
        ['average_cover', columns, rows],
        ['spread_light', columns, rows],
      ]);
      return light;
    },
    close: () => [uniform, glowTexture, cover, light].forEach((resource) => resource.destroy()),
  };
};
