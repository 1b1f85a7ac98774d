import type { RgbaImage } from '../core/image';
import { ONE, ONE_BITS, type Taps } from './plan-taps';
import type { PlaneRect, Sampling } from './sample-plane';

const rounded = (sum: number): number => Math.min(255, Math.max(0, (sum + (ONE >> 1)) >> ONE_BITS));

interface Axis {
  readonly taps: Taps;
  /** Bytes from tap to tap. */
  readonly step: number;
}

/** Weighted sum of one channel's taps, to whole code values. */
const mix = (data: Uint8ClampedArray, at: number, { taps, step }: Axis, index: number): number => {
  const first = at + taps.starts[index]! * step;
  let sum = 0;
  for (let k = 0; k < taps.count; k++)
    sum += Math.imul(taps.weights[index * taps.padded + k]!, data[first + k * step]!);
  return rounded(sum);
};

/**
 * Draws a picture at another size into the part `to` (whole px) of `target`, opaque, with `light` (0..1) of its brightness: rows
 * first, whole code values in between. Twin of the scale pass of `gpu`.
 */
export const samplePicture = (
  { data, widthPx }: RgbaImage,
  { across, down }: Sampling,
  target: RgbaImage,
  { to, light = 1 }: { readonly to: PlaneRect; readonly light?: number },
): void => {
  const kept = Math.round(light * ONE);
  const line = new Uint8ClampedArray(widthPx * 4);
  for (let y = 0; y < to.height; y++) {
    const rows = { taps: down, step: widthPx * 4 };
    for (let i = 0; i < line.length; i++) line[i] = mix(data, i, rows, y);
    for (let x = 0; x < to.width; x++) {
      const out = ((to.y + y) * target.widthPx + to.x + x) * 4;
      for (let c = 0; c < 3; c++)
        target.data[out + c] = rounded(kept * mix(line, c, { taps: across, step: 4 }, x));
      target.data[out + 3] = 255;
    }
  }
};
