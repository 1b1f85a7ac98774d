import type { Plane, RgbaImage } from '../../core/image';
import { fitLinearAlpha, type GuidedSettings } from './guided-filter';
import { isUncertain } from './uncertain-band';

type Values = Float32Array<ArrayBuffer>;

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

/** One row of a small layer at the large width, by bilinear sampling. */
const createRow = (layer: Values, across: Taps, smallWidthPx: number) => {
  const { from, to, share } = across;
  const between = new Float32Array(smallWidthPx);
  const row = new Float32Array(from.length);
  const seek = (down: Taps, y: number, first = 0, end = row.length): void => {
    const top = down.from[y]! * smallWidthPx;
    const bottom = down.to[y]! * smallWidthPx;
    const weight = down.share[y]!;
    const last = to[end - 1]!;
    for (let i = from[first]!; i <= last; i++) {
      between[i] = layer[top + i]! + weight * (layer[bottom + i]! - layer[top + i]!);
    }
    for (let x = first; x < end; x++) {
      const value = between[from[x]!]!;
      row[x] = value + share[x]! * (between[to[x]!]! - value);
    }
  };
  return { seek, row };
};

/** First and last uncertain pixel of a row; the first lies behind the last where there is none. */
const uncertainSpan = (row: Values): readonly [number, number] => {
  let first = 0;
  let last = row.length - 1;
  while (first <= last && !isUncertain(row[first]!)) first++;
  while (last > first && !isUncertain(row[last]!)) last--;
  return [first, last];
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
  const across = tapsOf(alpha.widthPx, widthPx);
  const down = tapsOf(alpha.heightPx, heightPx);
  const base = createRow(alpha.data, across, alpha.widthPx);
  const fits = [fit.red, fit.green, fit.blue, fit.offset].map((layer) =>
    createRow(layer, across, alpha.widthPx),
  );
  const [red, green, blue, offset] = fits.map(({ row }) => row) as [Values, Values, Values, Values];
  const data = new Float32Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) {
    base.seek(down, y);
    const at = y * widthPx;
    data.set(base.row, at);
    const [first, last] = uncertainSpan(base.row);
    if (first > last) continue;
    for (const { seek } of fits) seek(down, y, first, last + 1);
    for (let x = first, p = (at + first) * 4; x <= last; x++, p += 4) {
      const rough = base.row[x]!;
      if (!isUncertain(rough)) continue;
      const trust = Math.min(1, Math.min(rough, 1 - rough) / TRUST_SPAN);
      const colours = red[x]! * pixels[p]! + green[x]! * pixels[p + 1]! + blue[x]! * pixels[p + 2]!;
      const fitted = colours / 255 + offset[x]!;
      data[at + x] = Math.min(1, Math.max(0, rough + trust * (fitted - rough)));
    }
  }
  return { widthPx, heightPx, data };
};
