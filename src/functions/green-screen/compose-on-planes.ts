import type { RgbaImage } from '../../core/image';
import { openComposePlanes } from '../../kernels/compose-planes';
import type { KernelMemory } from '../../kernels/kernel-memory';
import { planeRegions, planeStrides, yuvFormatOf, type PlaneRegion } from '../../media/plane-loader';
import { cellGridOf } from '../../vision/chroma-key/cell-fields';
import { copyRows, KIND_CHANGED, pictureStride, type KeyRegion } from '../../vision/chroma-key/simd-keyer';
import { packRgbGains, planRgbGains } from '../../vision/compose-planes';
import type { Backdrop } from './draw-backdrop';
import type { PaintPlan } from './paint-source';

export type ComposeRegion =
  | 'behind'
  | 'behindY'
  | 'behindU'
  | 'behindV'
  | 'outY'
  | 'outU'
  | 'outV'
  | 'drawn'
  | 'whole'
  | 'gains'
  | 'pairs8';

const GAINS_BYTES = 32;
const PAIRS_BYTES = 32;
/** No kind of cell: nothing is drawn yet. */
const NOTHING = 255;

/** What composing needs of a memory beside the keyer's; nothing where there is no background. */
export const composeRegions = (plan: PaintPlan): Readonly<Record<ComposeRegion, number>> => {
  const { y, u, v } = plan.background ? planeRegions(plan) : { y: 0, u: 0, v: 0 };
  const picture = plan.background ? pictureStride(plan) * plan.heightPx : 0;
  const { columns, rows } = cellGridOf(plan.widthPx, plan.heightPx);
  const cells = columns * rows;
  return {
    behind: picture,
    behindY: y,
    behindU: u,
    behindV: v,
    outY: y,
    outU: u,
    outV: v,
    drawn: cells,
    whole: cells,
    gains: GAINS_BYTES,
    pairs8: PAIRS_BYTES,
  };
};

/** What the composite is coded as where the source has no planes of its own. */
const BT709: VideoColorSpaceInit = {
  matrix: 'bt709',
  primaries: 'bt709',
  transfer: 'bt709',
  fullRange: false,
};

type Size = Pick<RgbaImage, 'widthPx' | 'heightPx'>;
type Memory = KernelMemory<KeyRegion | PlaneRegion | ComposeRegion>;

const frameOf = (
  { memory, at }: Memory,
  size: Size,
  times: { timestamp: number },
  colorSpace: VideoColorSpaceInit,
) => {
  const { luma, chroma } = planeStrides(size);
  const end = at.outV + planeRegions(size).v;
  return new VideoFrame(new Uint8Array(memory.buffer, at.outY, end - at.outY), {
    format: 'I420',
    codedWidth: size.widthPx,
    codedHeight: size.heightPx,
    layout: [
      { offset: 0, stride: luma },
      { offset: at.outU - at.outY, stride: chroma },
      { offset: at.outV - at.outY, stride: chroma },
    ],
    ...times,
    colorSpace,
  });
};

/**
 * Lays the keyed picture of the memory over a background, as a frame with the colour space of the source: where nothing but
 * the subject is seen its own planes go through untouched. `null` where there is no WebAssembly SIMD.
 */
export const createPlaneComposer = (plan: PaintPlan, memory: Memory) => {
  const kernel = openComposePlanes(memory.memory);
  if (!kernel) return null;
  const { at } = memory;
  const { luma, chroma } = planeStrides(plan);
  const size = [pictureStride(plan), plan.widthPx, plan.heightPx] as const;
  const behindPlanes = [at.behindY, at.behindU, at.behindV] as const;
  const rest = [luma, chroma, at.gains, at.pairs8] as const;
  let format = '';

  /** The background as planes; all that is drawn is out of date. */
  const loadBehind = (pixels: RgbaImage): void => {
    copyRows(pixels.data, memory.bytes('behind'), plan, 'in');
    memory.bytes('whole').fill(KIND_CHANGED);
    const picture = [at.behind, at.behind, ...size, at.whole, at.drawn] as const;
    kernel.composePlanes(...picture, 0, 0, 0, ...behindPlanes, ...behindPlanes, ...rest);
    memory.bytes('drawn').fill(NOTHING);
  };

  return (backdrop: Backdrop, planes: VideoColorSpaceInit | null, timeSeconds: number): VideoFrame => {
    const colorSpace = planes ?? BT709;
    const wanted = JSON.stringify(yuvFormatOf(colorSpace));
    if (wanted !== format) memory.bytes('gains').set(packRgbGains(planRgbGains(yuvFormatOf(colorSpace))));
    if (wanted !== format || backdrop.isNew) loadBehind(backdrop.pixels());
    format = wanted;
    const own = planes ? ([at.y, at.u, at.v] as const) : ([0, 0, 0] as const);
    const picture = [at.keyed, at.behind, ...size, at.kinds, at.drawn] as const;
    kernel.composePlanes(...picture, ...own, ...behindPlanes, at.outY, at.outU, at.outV, ...rest);
    return frameOf(memory, plan, { timestamp: Math.round(timeSeconds * 1e6) }, colorSpace);
  };
};
