import type { Plane, RgbaImage } from '../../core/image';
import { fitLinearAlpha, type GuidedSettings } from './guided-filter';
import { isUncertain } from './uncertain-band';

/** Where a row or column of the large picture lies between two of the small one. */
interface Taps {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly share: Float32Array;
}

const tapsOf = (small: number, large: number): Taps => {
  const taps = { from: new Int32Array(large), to: new Int32Array(large), share: new Float32Array(large) };
  for (let i = 0; i < large; i++) {
    const at = Math.min(small - 1, Math.max(0, ((i + 0.5) * small) / large - 0.5));
    taps.from[i] = Math.floor(at);
    taps.to[i] = Math.min(small - 1, Math.floor(at) + 1);
    taps.share[i] = at - Math.floor(at);
  }
  return taps;
};

/** Settled pixels keep their value: the fit would lay a veil of the next edge over them. */
export const TRUST_SPAN = 0.06;

/**
 * Brings a small matte to a large picture's size along the picture's own edges: alpha is fitted to colour at the
 * small size and the fit is evaluated on the large picture's pixels, in the uncertain band only (the "fast guided
 * filter", He and Sun 2015). `small` is the large picture at the matte's size.
 */
export const enlargeAlpha = (
  large: RgbaImage,
  small: RgbaImage,
  alpha: Plane,
  settings: GuidedSettings,
): Plane => {
  const { widthPx, heightPx, data: pixels } = large;
  const fit = fitLinearAlpha(small, alpha, settings);
  const layers = [alpha.data, fit.offset, fit.red, fit.green, fit.blue];
  const rows = layers.map(() => new Float32Array(alpha.widthPx));
  const [base, offset, red, green, blue] = rows as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const across = tapsOf(alpha.widthPx, widthPx);
  const down = tapsOf(alpha.heightPx, heightPx);
  const data = new Float32Array(widthPx * heightPx);
  const seekRow = (y: number): void => {
    const top = down.from[y]! * alpha.widthPx;
    const bottom = down.to[y]! * alpha.widthPx;
    const share = down.share[y]!;
    for (const [k, row] of rows.entries()) {
      const layer = layers[k]!;
      for (let i = 0; i < row.length; i++) {
        row[i] = layer[top + i]! + share * (layer[bottom + i]! - layer[top + i]!);
      }
    }
  };
  const read = (row: Float32Array, x: number): number => {
    const first = row[across.from[x]!]!;
    return first + across.share[x]! * (row[across.to[x]!]! - first);
  };
  const fitted = (x: number, p: number): number =>
    (read(red, x) * pixels[p]! + read(green, x) * pixels[p + 1]! + read(blue, x) * pixels[p + 2]!) / 255 +
    read(offset, x);
  for (let y = 0, i = 0; y < heightPx; y++) {
    seekRow(y);
    for (let x = 0; x < widthPx; x++, i++) {
      const rough = read(base, x);
      data[i] = rough;
      if (!isUncertain(rough)) continue;
      const trust = Math.min(1, Math.min(rough, 1 - rough) / TRUST_SPAN);
      data[i] = Math.min(1, Math.max(0, rough + trust * (fitted(x, i * 4) - rough)));
    }
  }
  return { widthPx, heightPx, data };
};
