import { toBoxPx } from '../../core/geometry';
import type { RgbaImage } from '../../core/image';
import { openComposePass } from '../../gpu/open-compose-pass';
import { openFrameCanvas } from '../../gpu/open-frame-canvas';
import type { Gpu } from '../../gpu/open-gpu';
import { openKeyPass, type KeyPass } from '../../gpu/open-key-pass';
import { openWrapPass } from '../../gpu/open-wrap-pass';
import { createPicture, createPictureReader, loadPicture, takesFrames } from '../../gpu/textures';
import type { Background } from '../../media/open-background';
import { createBackdropDrawer } from './draw-backdrop';
import { createSegmentWalk, type KeyPainter, type PaintPlan, type PaintSource } from './paint-source';
import type { ScreenSegment } from './find-screens';

/** Keyed frames on the device, changing plates where the backdrop changes. */
const createKey = (gpu: Gpu, plan: PaintPlan) => {
  const { segments, settings, garbage } = plan;
  const segmentAt = createSegmentWalk(segments);
  const boxes = garbage.map((box) => toBoxPx(box, plan.widthPx, plan.heightPx));
  const plain = createPicture(gpu, plan);
  let current: ScreenSegment | undefined;
  let pass: KeyPass | null = null;
  const key = async (source: PaintSource): Promise<GPUTexture> => {
    const segment = segmentAt(source.timeSeconds);
    if (segment !== current) {
      current = segment;
      pass?.close();
      pass = segment?.plate
        ? await openKeyPass(gpu, segment.plate, { keyer: settings, garbage: boxes })
        : null;
    }
    const own = takesFrames(gpu) ? source.videoFrame : null;
    const frame = own ?? (await source.readPixels());
    if (pass) return pass.key(frame);
    loadPicture(gpu, plain, frame);
    return plain;
  };
  const close = (): void => {
    pass?.close();
    plain.destroy();
  };
  return { key, close };
};

/** Lays keyed frames over the background, on a canvas the encoder reads, or else on a picture that is read back. */
const openCompositor = async (gpu: Gpu, plan: PaintPlan, background: Background) => {
  const canvas = await openFrameCanvas(gpu, plan);
  const picture = canvas ? null : createPicture(gpu, plan);
  const compose = await openComposePass(gpu, plan, canvas?.format ?? 'rgba8unorm');
  const wrap = plan.lightWrap > 0 ? await openWrapPass(gpu, plan, plan.lightWrap) : null;
  const behind = createPicture(gpu, plan);
  const read = createPictureReader(gpu, plan);
  const drawBackdrop = createBackdropDrawer(background, plan, !takesFrames(gpu));
  const draw = async (subject: GPUTexture, timeSeconds: number): Promise<VideoFrame | RgbaImage> => {
    const backdrop = await drawBackdrop(timeSeconds);
    if (backdrop.isNew) loadPicture(gpu, behind, takesFrames(gpu) ? backdrop.canvas : backdrop.pixels());
    const light = wrap?.light(subject, backdrop.glow()) ?? null;
    const paint = (target: GPUTexture) => compose.draw(target, { subject, background: behind, light });
    if (canvas) return canvas.take(timeSeconds, paint);
    paint(picture!);
    return read(picture!);
  };
  const close = (): void => {
    [compose, wrap, canvas].forEach((part) => part?.close());
    [behind, picture].forEach((texture) => texture?.destroy());
  };
  return { draw, close };
};

/**
 * The painter for a graphics device: frames go from the decoder to the device, and over a background on to the encoder,
 * without their pixels being read; transparent frames are read back, as only pixels carry straight alpha. The same
 * pictures as `createCpuPainter`'s within 1/255, for the same pixels. `run` throws `gpu-lost`.
 */
export const openGpuPainter = async (gpu: Gpu, plan: PaintPlan): Promise<KeyPainter> => {
  const { key, close } = createKey(gpu, plan);
  const compositor = plan.background && (await openCompositor(gpu, plan, plan.background));
  const read = createPictureReader(gpu, plan);
  return {
    run: async (source) => {
      const keyed = await key(source);
      return compositor ? compositor.draw(keyed, source.timeSeconds) : read(keyed);
    },
    close: () => {
      close();
      compositor?.close();
    },
  };
};
