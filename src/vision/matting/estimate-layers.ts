import type { Plane, RgbaImage } from '../../core/image';
import { createArena } from '../../kernels/kernel-arena';
import { openLayers } from '../../kernels/layers';
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
/** A full weight. Colours of a whole window times it stay below 2^32: 255 x 8192 x 45 x 45. */
const WEIGHT_ONE = 8192;

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

interface Windows {
  readonly wide: number;
  readonly narrow: number;
}

const windowsFor = ({ widthPx, heightPx }: RgbaImage): Windows => {
  const longSide = Math.max(widthPx, heightPx);
  return {
    wide: Math.max(3, Math.round(longSide * WIDE)),
    narrow: Math.max(1, Math.round(longSide * NARROW)),
  };
};

/** The plain twin of `fillLayerFast`. */
export const fillLayerPlainly = (
  small: RgbaImage,
  weights: Int32Array,
  { wide, narrow }: Windows,
): RgbaImage => {
  const { widthPx, heightPx } = small;
  const size = [widthPx, heightPx] as const;
  const shares = Float32Array.from(weights, (weight) => weight / WEIGHT_ONE);
  const inWide = { weights: shares, total: boxBlur(shares, ...size, wide) };
  const inNarrow = { weights: shares, total: boxBlur(shares, ...size, narrow) };
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

const arenaFor = createArena(openLayers);

const fillLayerFast = (
  small: RgbaImage,
  weights: Int32Array,
  { wide, narrow }: Windows,
): RgbaImage | null => {
  const { widthPx, heightPx, data } = small;
  const count = widthPx * heightPx;
  const plane = count * 16;
  const sizes = [data.length, weights.byteLength, plane, plane, widthPx * 16, plane, plane, data.length];
  const arena = arenaFor(sizes);
  if (!arena) return null;
  const { kernel, buffer } = arena;
  const at = arena.at as readonly [number, number, number, number, number, number, number, number];
  const [pixels, held, weighed, rows, columns, far, close, out] = at;
  new Uint8ClampedArray(buffer, pixels).set(data);
  new Int32Array(buffer, held).set(weights);
  kernel.weighPixels(pixels, held, count, weighed);
  kernel.boxSums(weighed, widthPx, heightPx, wide, rows, columns, far);
  kernel.boxSums(weighed, widthPx, heightPx, narrow, rows, columns, close);
  const unit = (radius: number): number => WEIGHT_ONE * (2 * radius + 1) ** 2;
  const epsilons = [EPSILON * unit(wide), EPSILON * unit(narrow)] as const;
  kernel.mixMeans(far, close, count, ...epsilons, unit(narrow) / 2, out);
  return { widthPx, heightPx, data: new Uint8ClampedArray(buffer, out, data.length).slice() };
};

/** Two scales in one: the narrow mean where it saw enough of the layer, else the wide one. */
const fillLayer = (small: RgbaImage, weights: Int32Array): RgbaImage => {
  const windows = windowsFor(small);
  return fillLayerFast(small, weights, windows) ?? fillLayerPlainly(small, weights, windows);
};

/**
 * Sixth power of alpha, by which a pixel counts for a layer: mixed pixels hardly do. Spelled out, for `**` is slow; in
 * whole numbers, so that running sums of them are exact, and upwards, so that a wisp far from all else keeps its colour.
 */
const purity = (cover: Values, isSubject: boolean): Int32Array => {
  const out = new Int32Array(cover.length);
  for (let i = 0; i < out.length; i++) {
    const share = isSubject ? cover[i]! : 1 - cover[i]!;
    const cubed = share * share * share;
    out[i] = Math.ceil(cubed * cubed * WEIGHT_ONE);
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
