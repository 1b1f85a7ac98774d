import type { Plane, RgbaImage } from '../core/image';
import { boxBlur } from './box-blur';

interface Estimate {
  readonly foreground: Float32Array<ArrayBuffer>;
  readonly background: Float32Array<ArrayBuffer>;
}

/** Keeps 0/0 at 0 where a window holds none of one layer. */
const EPSILON = 1e-5;

const channelOf = (image: RgbaImage, channel: number): Float32Array<ArrayBuffer> => {
  const plane = new Float32Array(image.widthPx * image.heightPx);
  for (let i = 0; i < plane.length; i++) plane[i] = image.data[i * 4 + channel]!;
  return plane;
};

const product = (a: Float32Array, b: Float32Array): Float32Array<ArrayBuffer> => {
  const out = new Float32Array(a.length);
  for (let i = 0; i < a.length; i++) out[i] = a[i]! * b[i]!;
  return out;
};

/** One fusion step: local means of both layers, then F moved so that it explains the pixel. */
const fuse = (pixel: Float32Array<ArrayBuffer>, alpha: Plane, from: Estimate, radius: number): Estimate => {
  const { widthPx, heightPx, data } = alpha;
  const clear = data.map((value) => 1 - value);
  const mean = (plane: Float32Array<ArrayBuffer>) => boxBlur(plane, widthPx, heightPx, radius);
  const share = mean(data);
  const foreground = mean(product(from.foreground, data));
  const background = mean(product(from.background, clear));
  for (let i = 0; i < data.length; i++) {
    const a = data[i]!;
    background[i] = background[i]! / (1 - share[i]! + EPSILON);
    const local = foreground[i]! / (share[i]! + EPSILON);
    foreground[i] = Math.min(
      255,
      Math.max(0, local + a * (pixel[i]! - a * local - (1 - a) * background[i]!)),
    );
  }
  return { foreground, background };
};

/**
 * Straight foreground colours of a picture under a matte: no old background left in soft edges.
 * `alpha` is 0..1, the picture's size; the result carries it as its alpha. Blur-Fusion, two passes:
 * Forte and Pitie, "Approximate Fast Foreground Colour Estimation", ICIP 2021 (radii 90 and 6 of the paper's
 * code are for ~1000-px pictures; ours scale with the size).
 */
export const estimateForeground = (image: RgbaImage, alpha: Plane): RgbaImage => {
  const wide = Math.max(8, Math.round(Math.max(image.widthPx, image.heightPx) * 0.045));
  const narrow = Math.max(2, Math.round(wide / 15));
  const data = new Uint8ClampedArray(image.data.length);
  for (let channel = 0; channel < 3; channel++) {
    const pixel = channelOf(image, channel);
    const rough = fuse(pixel, alpha, { foreground: pixel, background: pixel }, wide);
    const fine = fuse(pixel, alpha, rough, narrow);
    for (let i = 0; i < pixel.length; i++) data[i * 4 + channel] = fine.foreground[i]!;
  }
  for (let i = 0; i < alpha.data.length; i++) data[i * 4 + 3] = alpha.data[i]! * 255;
  return { widthPx: image.widthPx, heightPx: image.heightPx, data };
};
