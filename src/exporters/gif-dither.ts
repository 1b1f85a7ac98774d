import type { GifPalette } from 'gifenc';
import type { RgbaImage } from '../core/image';
import type { NearestColor } from './gif-palette';

/** Share of the error that is passed on: all of it makes noise that compresses badly. */
const DIFFUSION = 0.8;
/** Floyd and Steinberg (1976): right, below left, below, below right. */
const SHARES = [7 / 16, 3 / 16, 5 / 16, 1 / 16] as const;

export interface DitherJob {
  readonly frame: RgbaImage;
  readonly palette: GifPalette;
  readonly nearest: NearestColor;
  /** 1 where what is already shown stays: such a pixel gets `keepIndex` and stops the error. */
  readonly keep: Uint8Array;
  readonly keepIndex: number;
}

const spread = (errors: Float32Array, at: number, error: number, share: number): void => {
  errors[at] = errors[at]! + error * share;
};

/**
 * Palette indexes of a frame, error-diffused along alternating rows. Pixels that stay from the frame before take
 * no part, so still areas do not boil.
 */
export const ditherFrame = ({ frame, palette, nearest, keep, keepIndex }: DitherJob): Uint8Array => {
  const { widthPx, heightPx, data } = frame;
  const indexes = new Uint8Array(widthPx * heightPx);
  // One pixel of margin left and right; two rows are alive at a time.
  let current = new Float32Array((widthPx + 2) * 3);
  let below = new Float32Array((widthPx + 2) * 3);
  for (let y = 0; y < heightPx; y++) {
    const step = y % 2 === 0 ? 1 : -1;
    for (let k = 0; k < widthPx; k++) {
      const x = step === 1 ? k : widthPx - 1 - k;
      const i = y * widthPx + x;
      if (keep[i]) {
        indexes[i] = keepIndex;
        continue;
      }
      const at = (x + 1) * 3;
      const r = data[i * 4]! + current[at]!;
      const g = data[i * 4 + 1]! + current[at + 1]!;
      const b = data[i * 4 + 2]! + current[at + 2]!;
      const index = nearest(r, g, b);
      indexes[i] = index;
      const entry = palette[index]!;
      passOn(current, below, { at, ahead: 3 * step, errors: [r - entry[0]!, g - entry[1]!, b - entry[2]!] });
    }
    [current, below] = [below, current];
    below.fill(0);
  }
  return indexes;
};

const passOn = (
  current: Float32Array,
  below: Float32Array,
  { at, ahead, errors }: { readonly at: number; readonly ahead: number; readonly errors: readonly number[] },
): void => {
  for (let c = 0; c < 3; c++) {
    const error = errors[c]! * DIFFUSION;
    spread(current, at + ahead + c, error, SHARES[0]);
    spread(below, at - ahead + c, error, SHARES[1]);
    spread(below, at + c, error, SHARES[2]);
    spread(below, at + ahead + c, error, SHARES[3]);
  }
};
