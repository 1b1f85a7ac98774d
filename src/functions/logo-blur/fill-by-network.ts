import type { RgbaImage } from '../../core/image';
import type { RunContext } from '../../core/media-function';
import { openInpainter } from '../../models/inpainter';
import { pullPush } from '../../vision/pull-push';
import { MediaError } from '../../core/errors';
import { planeRect } from '../../vision/marks/edit-plane';
import { featherOf } from './patcher';
import type { Patch } from './plan-patches';

/** 1 where the picture is to be painted anew. */
const maskOf = (image: RgbaImage, patches: readonly Patch[]): Float32Array<ArrayBuffer> => {
  const { widthPx, heightPx } = image;
  const mask = new Float32Array(widthPx * heightPx);
  const plane = { data: new Uint8Array(0), widthPx, heightPx, scale: 1 };
  for (const patch of patches) {
    const rect = planeRect(plane, patch.box, featherOf(patch));
    rect.weights.forEach((weight, i) => {
      if (weight < 0.5) return;
      mask[(rect.top + Math.floor(i / rect.width)) * widthPx + rect.left + (i % rect.width)] = 1;
    });
  }
  return mask;
};

/** Without the network: smooth colours from the rim inwards. */
const fillSmoothly = (image: RgbaImage, mask: Float32Array): RgbaImage => {
  const { widthPx, heightPx } = image;
  const data = image.data.slice();
  const values = Float32Array.from(
    { length: 3 * mask.length },
    (_, i) => data[Math.floor(i / 3) * 4 + (i % 3)]!,
  );
  const weights = Float32Array.from(mask, (hole) => (hole > 0 ? 0 : 1));
  const filled = pullPush({ widthPx, heightPx, channels: 3, values, weights });
  mask.forEach((hole, i) => {
    if (hole > 0) for (let c = 0; c < 3; c++) data[i * 4 + c] = filled[i * 3 + c]!;
  });
  return { ...image, data };
};

/** Paints over the patches of a still with the inpainting network; smoothly where it can not be loaded. */
export const fillByNetwork =
  (patches: readonly Patch[], ctx: RunContext<'model' | 'render'>) =>
  async (image: RgbaImage): Promise<RgbaImage> => {
    const mask = maskOf(image, patches);
    const { signal, backend, log } = ctx;
    try {
      const onDownload = (fraction: number) => ctx.progress('model', fraction);
      await using inpainter = await openInpainter({ signal, backend, log, onDownload });
      return await inpainter.fill(image, { widthPx: image.widthPx, heightPx: image.heightPx, data: mask });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof MediaError)) throw error;
      log(`The inpainting network is not to be had (${error.code}): filled smoothly instead`);
      return fillSmoothly(image, mask);
    }
  };
