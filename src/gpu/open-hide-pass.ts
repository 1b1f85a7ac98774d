import type { PlaneRect } from '../vision/marks/edit-plane';
import { BLUR_PASSES } from '../vision/marks/hide-rect';
import { createBuffer, createComputePasses } from './compute-passes';
import hideShader from './hide.wgsl?raw';
import type { Gpu } from './open-gpu';

/** How a part is made unrecognisable: blurred with a radius, or put into squares of a side (px). */
export type Hiding =
  { readonly mode: 'blur'; readonly radiusPx: number } | { readonly mode: 'mosaic'; readonly cellPx: number };

export interface HideJob {
  readonly source: GPUTexture;
  /** A picture of the same size made to be stored to, which holds the source already. */
  readonly target: GPUTexture;
  readonly rect: PlaneRect;
  readonly hiding: Hiding;
}

/** Blurs parts of pictures on the device, or puts them into squares; `blurRect` and `mosaicRect` are its twins. */
export interface HidePass {
  draw(job: HideJob): void;
}

const ENTRIES = ['read_part', 'blur_rows', 'blur_columns', 'square', 'keep_squares', 'blend'] as const;
type Entry = (typeof ENTRIES)[number];

const SETTINGS_BYTES = 32;
const PIXEL_BYTES = 16;

const reachOf = (hiding: Hiding): number =>
  Math.max(1, Math.round(hiding.mode === 'blur' ? hiding.radiusPx : hiding.cellPx));

const stepsOf = ({ mode }: Hiding, { width, height }: PlaneRect, reach: number) => {
  const over = (entry: Entry) => [entry, width, height] as const;
  const cells = ['square', Math.ceil(width / reach), Math.ceil(height / reach)] as const;
  const work =
    mode === 'blur'
      ? Array.from({ length: BLUR_PASSES }, () => [over('blur_rows'), over('blur_columns')]).flat()
      : [cells, over('keep_squares')];
  return [over('read_part'), ...work, over('blend')];
};

export const openHidePass = async (gpu: Gpu): Promise<HidePass> => {
  const { queue } = gpu.device;
  const passes = await createComputePasses<Entry>(
    gpu,
    { code: hideShader, entries: ENTRIES, constants: {} },
    ['uniform', 'read-only-storage', 'texture', 'storage', 'storage', 'stored-picture'],
  );
  return {
    draw: ({ source, target, rect, hiding }) => {
      const { left, top, width, height, weights } = rect;
      if (weights.length === 0) return;
      const reach = reachOf(hiding);
      const settings = createBuffer(gpu, SETTINGS_BYTES, GPUBufferUsage.UNIFORM);
      const shares = createBuffer(gpu, weights.byteLength, GPUBufferUsage.STORAGE);
      const values = createBuffer(gpu, PIXEL_BYTES * weights.length, GPUBufferUsage.STORAGE);
      const means = createBuffer(gpu, PIXEL_BYTES * weights.length, GPUBufferUsage.STORAGE);
      queue.writeBuffer(settings, 0, new Int32Array([left, top, width, height, reach, 0, 0, 0]));
      queue.writeBuffer(shares, 0, Float32Array.from(weights));
      const group = passes.bind([settings, shares, source, values, means, target]);
      passes.run(group, stepsOf(hiding, rect, reach));
      [settings, shares, values, means].forEach((buffer) => buffer.destroy());
    },
  };
};
