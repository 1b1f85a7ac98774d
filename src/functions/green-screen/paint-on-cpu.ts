import type { RgbaImage } from '../../core/image';
import { wrapLight } from '../../vision/chroma-key/light-wrap';
import { addLight, composeOver } from '../../vision/compose-over';
import { createBackdropDrawer } from './draw-backdrop';
import { keyWithGarbage } from './key-frames';
import { createSegmentWalk, type KeyPainter, type PaintPlan } from './paint-source';
import type { ScreenSegment } from './find-screens';

/**
 * Keys on the CPU. Frames before no backdrop pass unchanged, so a cutaway in the middle of a clip stays whole. The
 * picture is used again by the next call.
 */
const createKey = ({ segments, settings, garbage }: PaintPlan) => {
  const segmentAt = createSegmentWalk(segments);
  let current: ScreenSegment | undefined;
  let key: ReturnType<typeof keyWithGarbage> | null = null;
  return (frame: RgbaImage, timeSeconds: number): RgbaImage => {
    const segment = segmentAt(timeSeconds);
    if (segment !== current) {
      current = segment;
      key = segment?.plate ? keyWithGarbage(segment.plate, settings, garbage) : null;
    }
    return key ? key(frame) : frame;
  };
};

/** The painter that runs everywhere. */
export const createCpuPainter = (plan: PaintPlan): KeyPainter => {
  const { background, lightWrap, widthPx, heightPx } = plan;
  const key = createKey(plan);
  const drawBackdrop = background && createBackdropDrawer(background, plan, true);
  const out: RgbaImage | null = background && {
    widthPx,
    heightPx,
    data: new Uint8ClampedArray(widthPx * heightPx * 4),
  };
  return {
    run: async ({ readPixels, timeSeconds }) => {
      const keyed = key(await readPixels(), timeSeconds);
      if (!drawBackdrop || !out) return keyed;
      const backdrop = await drawBackdrop(timeSeconds);
      if (lightWrap > 0) addLight(keyed, wrapLight(keyed, backdrop.glow(), lightWrap));
      composeOver(keyed, backdrop.pixels(), out);
      return out;
    },
    close: () => undefined,
  };
};
