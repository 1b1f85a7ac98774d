import type { RgbaImage } from '../core/image';
import type { SmallMatte } from '../vision/matting/cut-out';
import { TRUST_SPAN } from '../vision/matting/enlarge-alpha';
import { OPAQUE, type Layers } from '../vision/matting/estimate-layers';
import { fitLinearAlpha, type GuidedSettings } from '../vision/matting/guided-filter';
import { HIGH, LOW } from '../vision/matting/uncertain-band';
import { createBuffer, createComputePasses } from './compute-passes';
import matteShader from './matte.wgsl?raw';
import type { Gpu } from './open-gpu';
import { createPicture, loadPicture, type SizePx } from './textures';

/** Cuts subjects out at full size; `cutOutSubject` is its twin. */
export interface MattePass {
  /** Straight RGBA on the device, overwritten by the next call. */
  cutOut(frame: RgbaImage | VideoFrame, small: SmallMatte): GPUTexture;
  close(): void;
}

const BINDINGS = ['uniform', 'texture', 'texture', 'texture', 'read-only-storage', 'stored-picture'] as const;
/** Floats of the shader's `Fit`: padded to its alignment. */
const FIT_FLOATS = 8;

const packFits = ({ image, alpha }: SmallMatte, guide: GuidedSettings): Float32Array<ArrayBuffer> => {
  const { red, green, blue, offset } = fitLinearAlpha(image, alpha, guide);
  const packed = new Float32Array(alpha.data.length * FIT_FLOATS);
  for (let i = 0, to = 0; i < alpha.data.length; i++, to += FIT_FLOATS) {
    packed[to] = red[i]!;
    packed[to + 1] = green[i]!;
    packed[to + 2] = blue[i]!;
    packed[to + 3] = offset[i]!;
    packed[to + 4] = alpha.data[i]!;
  }
  return packed;
};

const isSize = (texture: GPUTexture | null, { widthPx, heightPx }: SizePx): texture is GPUTexture =>
  texture?.width === widthPx && texture.height === heightPx;

/** `size` is that of the frames; mattes may change theirs from frame to frame. */
export const openMattePass = async (gpu: Gpu, size: SizePx, guide: GuidedSettings): Promise<MattePass> => {
  const { queue } = gpu.device;
  const { widthPx, heightPx } = size;
  const constants = { LOW, HIGH, TRUST_SPAN, OPAQUE };
  const shader = { code: matteShader, entries: ['cut_out'] as const, constants };
  const passes = await createComputePasses(gpu, shader, BINDINGS);
  const uniform = createBuffer(gpu, 16, GPUBufferUsage.UNIFORM);
  const picture = createPicture(gpu, size);
  const subject = createPicture(gpu, size, true);
  let layers: readonly [GPUTexture, GPUTexture] | null = null;
  let fits: GPUBuffer | null = null;

  const loadLayers = ({ foreground, background }: Layers): readonly [GPUTexture, GPUTexture] => {
    if (!layers || !isSize(layers[0], foreground)) {
      layers?.forEach((layer) => layer.destroy());
      layers = [createPicture(gpu, foreground), createPicture(gpu, background)];
    }
    loadPicture(gpu, layers[0], foreground);
    loadPicture(gpu, layers[1], background);
    return layers;
  };

  const loadFits = (small: SmallMatte): GPUBuffer => {
    const packed = packFits(small, guide);
    if (fits?.size !== packed.byteLength) {
      fits?.destroy();
      fits = createBuffer(gpu, packed.byteLength, GPUBufferUsage.STORAGE);
    }
    queue.writeBuffer(fits, 0, packed);
    return fits;
  };

  return {
    cutOut: (frame, small) => {
      loadPicture(gpu, picture, frame);
      const { alpha } = small;
      queue.writeBuffer(uniform, 0, new Int32Array([widthPx, heightPx, alpha.widthPx, alpha.heightPx]));
      const group = passes.bind([uniform, picture, ...loadLayers(small.layers), loadFits(small), subject]);
      passes.run(group, [['cut_out', widthPx, heightPx]]);
      return subject;
    },
    close: () =>
      [uniform, picture, subject, fits, ...(layers ?? [])].forEach((resource) => resource?.destroy()),
  };
};
