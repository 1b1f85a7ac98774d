import { ONE, ONE_BITS, type Taps } from '../vision/plan-taps';
import type { PlaneRect, Sampling } from '../vision/sample-plane';
import { createBuffer, createComputePasses } from './compute-passes';
import type { Gpu } from './open-gpu';
import scaleShader from './scale.wgsl?raw';
import { createPicture } from './textures';

export interface ScaleJob {
  readonly source: GPUTexture;
  readonly sampling: Sampling;
  /** A picture made to be stored to, and the part of it (whole px) that is drawn. */
  readonly target: GPUTexture;
  readonly to: PlaneRect;
  /** Share of the brightness that is kept. Default: all. */
  readonly light?: number;
}

/** Crops and scales pictures on the device; `samplePicture` is its twin, and gives the same bytes. */
export interface ScalePass {
  draw(job: ScaleJob): void;
  close(): void;
}

const SETTINGS_BYTES = 32;

type Entry = 'down' | 'across';

/** What one axis is scaled with. */
interface AxisJob {
  readonly entry: Entry;
  readonly taps: Taps;
  readonly from: GPUTexture;
  readonly onto: GPUTexture;
  readonly size: readonly [number, number];
  readonly to: readonly [number, number];
  readonly light: number;
}

export const openScalePass = async (gpu: Gpu): Promise<ScalePass> => {
  const { queue } = gpu.device;
  const passes = await createComputePasses<Entry>(
    gpu,
    { code: scaleShader, entries: ['down', 'across'], constants: { ONE_BITS } },
    ['uniform', 'read-only-storage', 'read-only-storage', 'texture', 'stored-picture'],
  );
  let between: GPUTexture | null = null;

  /** Buffers are made for the draw alone: destroyed once submitted, they live until the work is done. */
  const draw = ({ entry, taps, from, onto, size, to, light }: AxisJob): void => {
    const settings = createBuffer(gpu, SETTINGS_BYTES, GPUBufferUsage.UNIFORM);
    const starts = createBuffer(gpu, taps.starts.byteLength, GPUBufferUsage.STORAGE);
    const weights = createBuffer(gpu, 4 * taps.weights.length, GPUBufferUsage.STORAGE);
    queue.writeBuffer(
      settings,
      0,
      new Int32Array([taps.count, taps.padded, ...size, ...to, Math.round(light * ONE), 0]),
    );
    queue.writeBuffer(starts, 0, taps.starts);
    queue.writeBuffer(weights, 0, Int32Array.from(taps.weights));
    passes.run(passes.bind([settings, starts, weights, from, onto]), [[entry, size[0], size[1]]]);
    [settings, starts, weights].forEach((buffer) => buffer.destroy());
  };

  const roomFor = (widthPx: number, heightPx: number): GPUTexture => {
    if (between && between.width >= widthPx && between.height >= heightPx) return between;
    between?.destroy();
    between = createPicture(gpu, { widthPx, heightPx }, true);
    return between;
  };

  return {
    draw: ({ source, sampling, target, to, light = 1 }) => {
      const rows = roomFor(source.width, to.height);
      const { across, down } = sampling;
      const whole = [source.width, to.height] as const;
      draw({ entry: 'down', taps: down, from: source, onto: rows, size: whole, to: [0, 0], light: 1 });
      const size = [to.width, to.height] as const;
      draw({ entry: 'across', taps: across, from: rows, onto: target, size, to: [to.x, to.y], light });
    },
    close: () => between?.destroy(),
  };
};
