import type { RgbaImage } from '../../src/core/image';

/** Derivative of a Gaussian with sigma 1.4, as the alphamatting.com benchmark takes it (Rhemann et al., CVPR 2009). */
const SIGMA = 1.4;
const REACH = 4;

const taps = Array.from({ length: 2 * REACH + 1 }, (_, i) => i - REACH);
const bell = taps.map((x) => Math.exp((-x * x) / (2 * SIGMA * SIGMA)));
const total = bell.reduce((sum, value) => sum + value, 0);
const smooth = bell.map((value) => value / total);
const slope = taps.map((x, i) => (-x * smooth[i]!) / (SIGMA * SIGMA));

const filterAlong = (
  values: Float32Array,
  [widthPx, heightPx]: readonly [number, number],
  kernel: readonly number[],
  isDown: boolean,
): Float32Array => {
  const out = new Float32Array(values.length);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      let sum = 0;
      for (let k = -REACH; k <= REACH; k++) {
        const atX = isDown ? x : Math.min(widthPx - 1, Math.max(0, x + k));
        const atY = isDown ? Math.min(heightPx - 1, Math.max(0, y + k)) : y;
        sum += kernel[k + REACH]! * values[atY * widthPx + atX]!;
      }
      out[y * widthPx + x] = sum;
    }
  }
  return out;
};

const gradient = ({ widthPx, heightPx, data }: RgbaImage): Float32Array => {
  const alpha = Float32Array.from({ length: widthPx * heightPx }, (_, i) => data[i * 4 + 3]! / 255);
  const size = [widthPx, heightPx] as const;
  const across = filterAlong(filterAlong(alpha, size, slope, false), size, smooth, true);
  const down = filterAlong(filterAlong(alpha, size, smooth, false), size, slope, true);
  return across.map((value, i) => Math.hypot(value, down[i]!));
};

/** Mean squared difference of the alpha gradients x 1e5. */
export const gradientError = (result: RgbaImage, truth: RgbaImage): number => {
  const a = gradient(result);
  const b = gradient(truth);
  return (a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0) / a.length) * 1e5;
};
