import type { RgbaImage } from '../../core/image';
import { openFrameOutlet } from '../../gpu/open-frame-outlet';
import type { Gpu } from '../../gpu/open-gpu';
import { openHidePass } from '../../gpu/open-hide-pass';
import type { FrameWork } from '../../gpu/open-with-twin';
import { createPicture, loadPicture, takesFrames } from '../../gpu/textures';
import type { DecodedFrame } from '../../media/media-source';
import type { SizePx } from '../../media/plan-frame-size';
import { planeRect } from '../../vision/marks/edit-plane';
import { featherOf, hidingOf, isDue, type HideMode } from './patcher';
import type { Patch } from './plan-patches';

export interface GpuHideOptions {
  readonly size: SizePx;
  readonly patches: readonly Patch[];
  readonly mode: HideMode;
}

/** Blurs marks of frames that browsers give out as RGB only, on a device. `run` throws `gpu-lost`. */
export const openGpuHider = async (
  gpu: Gpu,
  { size, patches, mode }: GpuHideOptions,
): Promise<FrameWork<DecodedFrame, VideoFrame | RgbaImage>> => {
  const hide = await openHidePass(gpu);
  const outlet = await openFrameOutlet(gpu, size);
  const source = createPicture(gpu, size);
  const target = createPicture(gpu, size, true);
  const plane = { ...size, data: new Uint8Array(0), scale: 1 };
  const parts = patches.map((patch) => ({
    patch,
    rect: planeRect(plane, patch.box, featherOf(patch)),
    hiding: hidingOf(patch, mode),
  }));
  const copy = (from: GPUTexture, to: GPUTexture): void => {
    const encoder = gpu.device.createCommandEncoder();
    encoder.copyTextureToTexture({ texture: from }, { texture: to }, [size.widthPx, size.heightPx]);
    gpu.device.queue.submit([encoder.finish()]);
  };
  return {
    run: async (frame) => {
      loadPicture(gpu, source, takesFrames(gpu) ? frame.videoFrame : await frame.readRgba());
      copy(source, target);
      for (const { patch, rect, hiding } of parts) {
        if (!isDue(patch, frame.timeSeconds)) continue;
        hide.draw({ source, target, rect, hiding });
        // Boxes that meet are hidden one after the other.
        copy(target, source);
      }
      return outlet.take(target, frame.timeSeconds);
    },
    close: () => {
      outlet.close();
      [source, target].forEach((texture) => texture.destroy());
    },
  };
};
