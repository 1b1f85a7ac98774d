import { toBoxPx, type NormalizedBox } from '../../core/geometry';
import type { RgbaImage } from '../../core/image';
import { tryKernelMemory, type KernelMemory } from '../../kernels/kernel-memory';
import { createPlaneLoader, planeRegions, type PlaneRegion } from '../../media/plane-loader';
import { CELL_PX } from '../../vision/chroma-key/cell-fields';
import { wrapLight } from '../../vision/chroma-key/light-wrap';
import {
  copyRows,
  createSimdKeyer,
  KIND_CHANGED,
  KIND_WHOLE,
  keyRegions,
  pictureStride,
  type KeyRegion,
} from '../../vision/chroma-key/simd-keyer';
import { addLight } from '../../vision/compose-over';
import { composeRegions, createPlaneComposer, type ComposeRegion } from './compose-on-planes';
import { createBackdropDrawer } from './draw-backdrop';
import type { ScreenSegment } from './find-screens';
import { createSegmentWalk, type KeyPainter, type PaintPlan, type PaintSource } from './paint-source';

type Region = KeyRegion | PlaneRegion | ComposeRegion;

/** The room for all stages of a frame; `null` when there is none. */
const openMemory = (plan: PaintPlan): KernelMemory<Region> | null =>
  tryKernelMemory<Region>({ ...keyRegions(plan), ...planeRegions(plan), ...composeRegions(plan) });

/** Clears the boxes of the keyed picture; the cells they touch are changed ones. */
const clearBoxes = (
  boxes: readonly NormalizedBox[],
  plan: PaintPlan,
  memory: KernelMemory<KeyRegion>,
): void => {
  const { widthPx, heightPx } = plan;
  const [keyed, kinds, stride] = [memory.bytes('keyed'), memory.bytes('kinds'), pictureStride(plan)];
  const columns = Math.ceil(widthPx / CELL_PX);
  for (const box of boxes) {
    const { xPx, yPx, ...sides } = toBoxPx(box, widthPx, heightPx);
    const [left, top] = [Math.round(xPx), Math.round(yPx)];
    const right = Math.min(widthPx, Math.round(xPx + sides.widthPx));
    const bottom = Math.min(heightPx, Math.round(yPx + sides.heightPx));
    for (let y = top; y < bottom; y++) {
      keyed.fill(0, y * stride + left * 4, y * stride + right * 4);
      const row = Math.floor(y / CELL_PX) * columns;
      kinds.fill(KIND_CHANGED, row + Math.floor(left / CELL_PX), row + Math.ceil(right / CELL_PX));
    }
  }
};

/** Frames into the memory; gives the colour space of their planes, `null` where only RGBA was loaded. */
const createFrameLoader = (plan: PaintPlan, memory: KernelMemory<Region>) => {
  const target = { memory, rgba: memory.at.frame, rgbaStride: pictureStride(plan) };
  const planes = createPlaneLoader(plan, target);
  return async ({ videoFrame, readPixels }: PaintSource): Promise<VideoColorSpaceInit | null> => {
    const colorSpace = videoFrame && planes ? await planes.load(videoFrame) : null;
    if (!colorSpace) copyRows((await readPixels()).data, memory.bytes('frame'), plan, 'in');
    return colorSpace;
  };
};

/** Keys what is loaded; frames before no backdrop stay whole. */
const createKey = (plan: PaintPlan, memory: KernelMemory<Region>) => {
  const keyer = createSimdKeyer(memory, plan, plan.settings);
  if (!keyer) return null;
  const segmentAt = createSegmentWalk(plan.segments);
  let current: ScreenSegment | undefined;
  return (timeSeconds: number): void => {
    const segment = segmentAt(timeSeconds);
    if (segment !== current && segment?.plate) keyer.setPlate(segment.plate);
    current = segment;
    if (segment?.plate) {
      keyer.keyFrame();
      clearBoxes(plan.garbage, plan, memory);
    } else {
      memory.bytes('keyed').set(memory.bytes('frame'));
      memory.bytes('kinds').fill(KIND_WHOLE);
      keyer.forget();
    }
  };
};

/** Where more than the keyer has a hand in it, no cell with anything of the subject is as it was filmed. */
const markChanged = (kinds: Uint8ClampedArray): void => {
  for (let cell = 0; cell < kinds.length; cell++) if (kinds[cell] === KIND_WHOLE) kinds[cell] = KIND_CHANGED;
};

/**
 * The painter of the CPU with WebAssembly SIMD: from the decoder's planes to those of the encoder. `null` where there is no
 * SIMD or no room for a frame's memory. The same pictures as `createCpuPainter`'s within 1/255.
 */
export const createSimdPainter = (plan: PaintPlan): KeyPainter | null => {
  const memory = openMemory(plan);
  const key = memory && createKey(plan, memory);
  const compose = memory && createPlaneComposer(plan, memory);
  if (!memory || !key || !compose) return null;
  const { background, lightWrap, widthPx, heightPx } = plan;
  const load = createFrameLoader(plan, memory);
  const drawBackdrop = background && createBackdropDrawer(background, plan, true);
  const keyed = memory.bytes('keyed');
  const rowPx = pictureStride(plan) / 4;
  const padded: RgbaImage = { widthPx: rowPx, heightPx, data: keyed };
  const tight = rowPx === widthPx ? keyed : new Uint8ClampedArray(widthPx * heightPx * 4);
  return {
    run: async (source) => {
      const colorSpace = await load(source);
      key(source.timeSeconds);
      if (!drawBackdrop) {
        if (tight !== keyed) copyRows(keyed, tight, plan, 'out');
        return { widthPx, heightPx, data: tight };
      }
      const backdrop = await drawBackdrop(source.timeSeconds);
      if (lightWrap > 0) addLight(padded, wrapLight(padded, backdrop.glow(), lightWrap));
      if (lightWrap > 0 || !source.videoFrame) markChanged(memory.bytes('kinds'));
      return compose(backdrop, colorSpace, source.timeSeconds);
    },
    close: () => undefined,
  };
};
