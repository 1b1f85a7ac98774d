import type { BoxPx } from '../core/geometry';
import type { Plane, RgbaImage } from '../core/image';
import type { Network, TensorMap } from '../inference/network';
import { pullPush } from '../vision/pull-push';
import { planInpaintCrops } from './plan-inpaint-crops';

const KEEP = 255;
const FILL = 0;

/**
 * The crop with its holes painted over smoothly, `[h, w, 3]`. The network shrinks picture and mask to its own size, so
 * what is under the mask shines through along its edge: a white caption would come back as a white frame.
 */
const smoothCrop = (image: RgbaImage, mask: Plane, crop: BoxPx): Float32Array => {
  const pixels = crop.widthPx * crop.heightPx;
  const values = new Float32Array(3 * pixels);
  const weights = new Float32Array(pixels);
  for (let row = 0; row < crop.heightPx; row++) {
    for (let column = 0; column < crop.widthPx; column++) {
      const from = (crop.yPx + row) * image.widthPx + crop.xPx + column;
      const to = row * crop.widthPx + column;
      for (let channel = 0; channel < 3; channel++)
        values[to * 3 + channel] = image.data[from * 4 + channel]!;
      weights[to] = mask.data[from]! > 0 ? 0 : 1;
    }
  }
  return pullPush({ widthPx: crop.widthPx, heightPx: crop.heightPx, channels: 3, values, weights });
};

/** `image` u8 `[1, 3, h, w]`; `mask` u8 `[1, 1, h, w]`, 0 where the network is to fill. */
const feedsOf = (image: RgbaImage, mask: Plane, crop: BoxPx): TensorMap => {
  const pixels = crop.widthPx * crop.heightPx;
  const smooth = smoothCrop(image, mask, crop);
  const planes = new Uint8Array(3 * pixels);
  const keep = new Uint8Array(pixels);
  for (let to = 0; to < pixels; to++) {
    const row = Math.floor(to / crop.widthPx);
    const from = (crop.yPx + row) * image.widthPx + crop.xPx + (to % crop.widthPx);
    for (let channel = 0; channel < 3; channel++) {
      planes[channel * pixels + to] = Math.round(smooth[to * 3 + channel]!);
    }
    keep[to] = mask.data[from]! > 0 ? FILL : KEEP;
  }
  return {
    image: { data: planes, dims: [1, 3, crop.heightPx, crop.widthPx] },
    mask: { data: keep, dims: [1, 1, crop.heightPx, crop.widthPx] },
  };
};

const pasteFilled = (target: RgbaImage, filled: Uint8Array, mask: Plane, crop: BoxPx): void => {
  const pixels = crop.widthPx * crop.heightPx;
  for (let row = 0; row < crop.heightPx; row++) {
    for (let column = 0; column < crop.widthPx; column++) {
      const to = (crop.yPx + row) * target.widthPx + crop.xPx + column;
      if (mask.data[to]! <= 0) continue;
      const from = row * crop.widthPx + column;
      for (let channel = 0; channel < 3; channel++)
        target.data[to * 4 + channel] = filled[channel * pixels + from]!;
    }
  }
};

/** Fills the pixels where `mask` > 0 by MI-GAN's network, hole by hole; all others come back unchanged. */
export const fillHoles = async (
  network: Pick<Network, 'run'>,
  image: RgbaImage,
  mask: Plane,
): Promise<RgbaImage> => {
  const result = { ...image, data: image.data.slice() };
  for (const crop of planInpaintCrops(mask)) {
    const output = await network.run(feedsOf(image, mask, crop));
    pasteFilled(result, output['result']!.data as Uint8Array, mask, crop);
  }
  return result;
};
