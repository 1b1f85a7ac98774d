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

type Values = Float32Array<ArrayBuffer>;

/** Mean of one channel under weights whose own mean is `total`; no weight in a window gives 0. */
const weightedMean = (
  channel: Values,
  { weights, total }: { readonly weights: Values; readonly total: Values },
  size: readonly [number, number],
  radius: number,
): Values => {
  const weighted = new Float32Array(channel.length);
  for (let i = 0; i < channel.length; i++) weighted[i] = channel[i]! * weights[i]!;
  const mean = boxBlur(weighted, ...size, radius);
  for (let i = 0; i < mean.length; i++) mean[i] = mean[i]! / (total[i]! + EPSILON);
  return mean;
};

/** Two scales in one: the narrow mean where it saw enough of the layer, else the wide one. */
const fillLayer = (small: RgbaImage, weights: Values): RgbaImage => {
  const { widthPx, heightPx } = small;
  const size = [widthPx, heightPx] as const;
  const longSide = Math.max(widthPx, heightPx);
  const wide = Math.max(3, Math.round(longSide * WIDE));
  const narrow = Math.max(1, Math.round(longSide * NARROW));
  const inWide = { weights, total: boxBlur(weights, ...size, wide) };
  const inNarrow = { weights, total: boxBlur(weights, ...size, narrow) };
  const data = new Uint8ClampedArray(widthPx * heightPx * 4).fill(255);
  const channel = new Float32Array(widthPx * heightPx);
  for (let c = 0; c < 3; c++) {
    for (let i = 0; i < channel.length; i++) channel[i] = small.data[i * 4 + c]!;
    const far = weightedMean(channel, inWide, size, wide);
    const close = weightedMean(channel, inNarrow, size, narrow);
    for (let i = 0; i < channel.length; i++) {
      const trust = Math.min(1, inNarrow.total[i]! * 2);
      data[i * 4 + c] = far[i]! + trust * (close[i]! - far[i]!);
    }
  }
  return { widthPx, heightPx, data };
};

/** Sixth power of alpha, by which a pixel counts for a layer: mixed pixels hardly do. Spelled out, for `**` is slow. */
const purity = (cover: Values, isSubject: boolean): Values => {
  const out = new Float32Array(cover.length);
  for (let i = 0; i < out.length; i++) {
    const share = isSubject ? cover[i]! : 1 - cover[i]!;
    const cubed = share * share * share;
    out[i] = cubed * cubed;
  }
  return out;
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
  return {
    foreground: fillLayer(small, purity(cover, true)),
    background: fillLayer(small, purity(cover, false)),
  };
};

/** Rows of a small picture at the width of a large one, by bilinear sampling: `row` holds RGB after `seek`. */
const createSampler = (small: RgbaImage, widthPx: number, heightPx: number) => {
  const starts = new Int32Array(widthPx);
  const nexts = new Int32Array(widthPx);
  const shares = new Float32Array(widthPx);
  for (let x = 0; x < widthPx; x++) {
    const at = Math.max(0, Math.min(small.widthPx - 1, ((x + 0.5) * small.widthPx) / widthPx - 0.5));
    starts[x] = Math.floor(at) * 4;
    nexts[x] = Math.min(small.widthPx - 1, Math.floor(at) + 1) * 4;
    shares[x] = at - Math.floor(at);
  }
  const between = new Float32Array(small.widthPx * 4);
  const row = new Float32Array(widthPx * 3);
  const seek = (y: number): void => {
    const at = Math.max(0, Math.min(small.heightPx - 1, ((y + 0.5) * small.heightPx) / heightPx - 0.5));
    const top = Math.floor(at) * small.widthPx * 4;
    const bottom = Math.min(small.heightPx - 1, Math.floor(at) + 1) * small.widthPx * 4;
    const down = at - Math.floor(at);
    for (let i = 0; i < between.length; i++) {
      between[i] = small.data[top + i]! * (1 - down) + small.data[bottom + i]! * down;
    }
    for (let x = 0, p = 0; x < widthPx; x++, p += 3) {
      const one = starts[x]!;
      const two = nexts[x]!;
      const share = shares[x]!;
      row[p] = between[one]! * (1 - share) + between[two]! * share;
      row[p + 1] = between[one + 1]! * (1 - share) + between[two + 1]! * share;
      row[p + 2] = between[one + 2]! * (1 - share) + between[two + 2]! * share;
    }
  };
  return { seek, row };
};

/** Alpha above this needs no unmixing. */
export const OPAQUE = 0.996;

/** What is left of one channel when the background is taken out of it, steadied by the smooth foreground. */
const unmix = (mixed: number, alpha: number, front: number, back: number): number =>
  front + alpha * (mixed - alpha * front - (1 - alpha) * back);

/**
 * Straight colours under a matte: no old background left in soft edges. `alpha` 0..1 times the picture's own alpha
 * becomes the result's; where it is 0 the colour is the subject's smooth one, which codecs like.
 */
export const straightColours = (image: RgbaImage, alpha: Plane, layers: Layers): RgbaImage => {
  const { widthPx, heightPx, data: pixels } = image;
  const data = new Uint8ClampedArray(pixels);
  const front = createSampler(layers.foreground, widthPx, heightPx);
  const back = createSampler(layers.background, widthPx, heightPx);
  const [f, b] = [front.row, back.row];
  for (let y = 0; y < heightPx; y++) {
    front.seek(y);
    back.seek(y);
    for (let x = 0, i = y * widthPx, p = i * 4, s = 0; x < widthPx; x++, i++, p += 4, s += 3) {
      const a = alpha.data[i]!;
      if (a < OPAQUE) {
        data[p] = unmix(pixels[p]!, a, f[s]!, b[s]!);
        data[p + 1] = unmix(pixels[p + 1]!, a, f[s + 1]!, b[s + 1]!);
        data[p + 2] = unmix(pixels[p + 2]!, a, f[s + 2]!, b[s + 2]!);
      }
      data[p + 3] = a * pixels[p + 3]!;
    }
  }
  return { widthPx, heightPx, data };
};
