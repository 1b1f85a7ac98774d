import type { Plane, RgbaImage } from '../../core/image';
import { boxBlur } from '../box-blur';
import { resizeArea, resizePlane } from '../resize';

/** Smooth colours of the subject and of what lies behind it, at a small size; code values. */
export interface Layers {
  readonly foreground: RgbaImage;
  readonly background: RgbaImage;
}

/** Long side of the pictures the layers are estimated on. */
const LAYER_SIDE_PX = 480;
/** Radii of the two blurs as shares of the long side: Forte and Pitie use 90 and 6 px on about 1000. */
const WIDE = 0.045;
const NARROW = 0.006;
const EPSILON = 1e-6;
/** Power of alpha by which a pixel counts for a layer: mixed pixels hardly do. */
const PURITY = 6;

type Values = Float32Array<ArrayBuffer>;

/** Mean of one channel weighted by `weights`; where a window holds no weight, the wider mean given. */
const weightedMean = (
  channel: Values,
  weights: Values,
  size: readonly [number, number],
  radius: number,
): Values => {
  const weighted = new Float32Array(channel.length);
  for (let i = 0; i < channel.length; i++) weighted[i] = channel[i]! * weights[i]!;
  const sum = boxBlur(weighted, ...size, radius);
  const total = boxBlur(weights, ...size, radius);
  for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! / (total[i]! + EPSILON);
  return sum;
};

/** Two scales in one: the narrow mean where it saw enough of the layer, else the wide one. */
const fillLayer = (small: RgbaImage, weights: Values): RgbaImage => {
  const { widthPx, heightPx } = small;
  const size = [widthPx, heightPx] as const;
  const longSide = Math.max(widthPx, heightPx);
  const wide = Math.max(3, Math.round(longSide * WIDE));
  const narrow = Math.max(1, Math.round(longSide * NARROW));
  const near = boxBlur(weights, ...size, narrow);
  const data = new Uint8ClampedArray(widthPx * heightPx * 4).fill(255);
  const channel = new Float32Array(widthPx * heightPx);
  for (let c = 0; c < 3; c++) {
    for (let i = 0; i < channel.length; i++) channel[i] = small.data[i * 4 + c]!;
    const far = weightedMean(channel, weights, size, wide);
    const close = weightedMean(channel, weights, size, narrow);
    for (let i = 0; i < channel.length; i++) {
      const trust = Math.min(1, near[i]! * 2);
      data[i * 4 + c] = far[i]! + trust * (close[i]! - far[i]!);
    }
  }
  return { widthPx, heightPx, data };
};

/**
 * Colours of both layers from the pixels that show one alone. After Forte and Pitie, "Approximate Fast Foreground
 * Colour Estimation" (ICIP 2021), on a small picture: the layers are smooth, the detail comes back from the pixel
 * itself in `straightColours`. `alpha` is the picture's size, 0..1.
 */
export const estimateLayers = (image: RgbaImage, alpha: Plane): Layers => {
  const scale = Math.min(1, LAYER_SIDE_PX / Math.max(image.widthPx, image.heightPx));
  const widthPx = Math.max(1, Math.round(image.widthPx * scale));
  const heightPx = Math.max(1, Math.round(image.heightPx * scale));
  const small = resizeArea(image, widthPx, heightPx);
  const cover = resizePlane(alpha, widthPx, heightPx, 'area').data;
  const subject = cover.map((value) => value ** PURITY);
  const rest = cover.map((value) => (1 - value) ** PURITY);
  return { foreground: fillLayer(small, subject), background: fillLayer(small, rest) };
};

/** Rows of a small picture at the size of a large one, by bilinear sampling. */
const createSampler = (small: RgbaImage, widthPx: number, heightPx: number) => {
  const across = Array.from({ length: widthPx }, (_, x) => {
    const at = Math.max(0, Math.min(small.widthPx - 1, ((x + 0.5) * small.widthPx) / widthPx - 0.5));
    return [Math.floor(at), at - Math.floor(at)] as const;
  });
  const starts = Int32Array.from(across, ([start]) => start * 4);
  const nexts = Int32Array.from(across, ([start]) => Math.min(small.widthPx - 1, start + 1) * 4);
  const shares = Float32Array.from(across, ([, share]) => share);
  const row = new Float32Array(small.widthPx * 4);
  const seek = (y: number): void => {
    const at = Math.max(0, Math.min(small.heightPx - 1, ((y + 0.5) * small.heightPx) / heightPx - 0.5));
    const top = Math.floor(at) * small.widthPx * 4;
    const bottom = Math.min(small.heightPx - 1, Math.floor(at) + 1) * small.widthPx * 4;
    const share = at - Math.floor(at);
    for (let i = 0; i < row.length; i++) {
      row[i] = small.data[top + i]! * (1 - share) + small.data[bottom + i]! * share;
    }
  };
  const read = (x: number, c: number): number =>
    row[starts[x]! + c]! * (1 - shares[x]!) + row[nexts[x]! + c]! * shares[x]!;
  return { seek, read };
};

/** Alpha above this needs no unmixing. */
export const OPAQUE = 0.996;

/**
 * Straight colours under a matte: no old background left in soft edges. `alpha` 0..1 times the picture's own alpha
 * becomes the result's; where it is 0 the colour is the subject's smooth one, which codecs like.
 */
export const straightColours = (image: RgbaImage, alpha: Plane, layers: Layers): RgbaImage => {
  const { widthPx, heightPx, data: pixels } = image;
  const data = new Uint8ClampedArray(pixels);
  const front = createSampler(layers.foreground, widthPx, heightPx);
  const back = createSampler(layers.background, widthPx, heightPx);
  const unmix = (x: number, p: number, a: number): void => {
    for (let c = 0; c < 3; c++) {
      const f = front.read(x, c);
      data[p + c] = a > 0 ? f + a * (pixels[p + c]! - a * f - (1 - a) * back.read(x, c)) : f;
    }
  };
  for (let y = 0; y < heightPx; y++) {
    front.seek(y);
    back.seek(y);
    for (let x = 0, i = y * widthPx; x < widthPx; x++, i++) {
      const a = alpha.data[i]!;
      if (a < OPAQUE) unmix(x, i * 4, a);
      data[i * 4 + 3] = a * pixels[i * 4 + 3]!;
    }
  }
  return { widthPx, heightPx, data };
};
