import type { RgbaImage } from '../core/image';
import type { TensorData } from '../inference/network';

type Triple = readonly [number, number, number];

/** `(value - mean) * scale` on code values 0..255; mean and scale are given in the order red, green, blue. */
export interface PixelScaling {
  readonly mean: Triple;
  readonly scale: Triple;
}

const uniform = (value: number): Triple => [value, value, value];

export const uniformScaling = (mean: number, scale: number): PixelScaling => ({
  mean: uniform(mean),
  scale: uniform(scale),
});

/** The statistics of ImageNet that most image networks were trained with (torchvision). */
export const IMAGENET_SCALING: PixelScaling = {
  mean: [0.485 * 255, 0.456 * 255, 0.406 * 255],
  scale: [1 / (0.229 * 255), 1 / (0.224 * 255), 1 / (0.225 * 255)],
};

/** One plane per channel, alpha ignored: `[1, 3, height, width]`. */
export const planarTensor = (
  image: RgbaImage,
  { mean, scale }: PixelScaling,
  order: 'rgb' | 'bgr' = 'rgb',
): TensorData => {
  const { widthPx, heightPx, data } = image;
  const pixels = widthPx * heightPx;
  const planes = new Float32Array(3 * pixels);
  for (let channel = 0; channel < 3; channel++) {
    const offset = (order === 'rgb' ? channel : 2 - channel) * pixels;
    const channelMean = mean[channel]!;
    const channelScale = scale[channel]!;
    for (let i = 0, p = channel; i < pixels; i++, p += 4) {
      planes[offset + i] = (data[p]! - channelMean) * channelScale;
    }
  }
  return { data: planes, dims: [1, 3, heightPx, widthPx] };
};

/** Channels last, alpha ignored: `[1, height, width, 3]` in the order red, green, blue. */
export const interleavedTensor = (image: RgbaImage, { mean, scale }: PixelScaling): TensorData => {
  const { widthPx, heightPx, data } = image;
  const values = new Float32Array(widthPx * heightPx * 3);
  for (let i = 0, p = 0; i < values.length; i += 3, p += 4) {
    for (let channel = 0; channel < 3; channel++) {
      values[i + channel] = (data[p + channel]! - mean[channel]!) * scale[channel]!;
    }
  }
  return { data: values, dims: [1, heightPx, widthPx, 3] };
};
