import type { Plane, RgbaImage } from '../../core/image';
import { boxBlur } from '../box-blur';
import { resizePlane } from '../resize';

/** Alpha as a locally linear function of colour: `red * r + green * g + blue * b + offset`, colours 0..1. */
export interface LinearAlpha {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly red: Float32Array<ArrayBuffer>;
  readonly green: Float32Array<ArrayBuffer>;
  readonly blue: Float32Array<ArrayBuffer>;
  readonly offset: Float32Array<ArrayBuffer>;
}

export interface GuidedSettings {
  /** Window radius in pixels of the given picture. */
  readonly radiusPx: number;
  /** Colour variance (0..1 squared) under which a window is smoothed instead of followed. */
  readonly epsilon: number;
}

type Values = Float32Array<ArrayBuffer>;

const channels = ({ data }: RgbaImage): readonly [Values, Values, Values] => {
  const count = data.length / 4;
  const planes = [new Float32Array(count), new Float32Array(count), new Float32Array(count)] as const;
  for (let i = 0, p = 0; i < count; i++, p += 4) {
    planes[0][i] = data[p]! / 255;
    planes[1][i] = data[p + 1]! / 255;
    planes[2][i] = data[p + 2]! / 255;
  }
  return planes;
};

const times = (a: Values, b: Values): Values => {
  const out = new Float32Array(a.length);
  for (let i = 0; i < out.length; i++) out[i] = a[i]! * b[i]!;
  return out;
};

/** Solves the 3 x 3 ridge regression of alpha on colour in every window; means in, coefficients out. */
const solveWindows = (
  means: readonly [Values, Values, Values, Values],
  squares: readonly [Values, Values, Values, Values, Values, Values],
  products: readonly [Values, Values, Values],
  epsilon: number,
): void => {
  const [mr, mg, mb, mp] = means;
  const [rr, rg, rb, gg, gb, bb] = squares;
  const [rp, gp, bp] = products;
  for (let i = 0; i < mp.length; i++) {
    const r = mr[i]!;
    const g = mg[i]!;
    const b = mb[i]!;
    const p = mp[i]!;
    const srr = rr[i]! - r * r + epsilon;
    const srg = rg[i]! - r * g;
    const srb = rb[i]! - r * b;
    const sgg = gg[i]! - g * g + epsilon;
    const sgb = gb[i]! - g * b;
    const sbb = bb[i]! - b * b + epsilon;
    const cr = rp[i]! - r * p;
    const cg = gp[i]! - g * p;
    const cb = bp[i]! - b * p;
    const irr = sgg * sbb - sgb * sgb;
    const irg = srb * sgb - srg * sbb;
    const irb = srg * sgb - srb * sgg;
    const determinant = srr * irr + srg * irg + srb * irb;
    const scale = determinant > 0 ? 1 / determinant : 0;
    const ar = (irr * cr + irg * cg + irb * cb) * scale;
    const ag = (irg * cr + (srr * sbb - srb * srb) * cg + (srb * srg - srr * sgb) * cb) * scale;
    const ab = (irb * cr + (srb * srg - srr * sgb) * cg + (srr * sgg - srg * srg) * cb) * scale;
    rp[i] = ar;
    gp[i] = ag;
    bp[i] = ab;
    mp[i] = p - ar * r - ag * g - ab * b;
  }
};

/**
 * Colour guided filter (He, Sun and Tang, "Guided Image Filtering", PAMI 2013): fits alpha to the picture's
 * colours in windows and averages the fits. Picture and alpha have one size; alpha is 0..1.
 */
export const fitLinearAlpha = (
  guide: RgbaImage,
  alpha: Plane,
  { radiusPx, epsilon }: GuidedSettings,
): LinearAlpha => {
  const { widthPx, heightPx } = alpha;
  const mean = (values: Values): Values => boxBlur(values, widthPx, heightPx, radiusPx);
  const [r, g, b] = channels(guide);
  const p = alpha.data;
  const means = [mean(r), mean(g), mean(b), mean(p)] as const;
  const pairs = [
    [r, r],
    [r, g],
    [r, b],
    [g, g],
    [g, b],
    [b, b],
  ] as const;
  const squares = pairs.map(([one, two]) => mean(times(one, two)));
  const products = [mean(times(r, p)), mean(times(g, p)), mean(times(b, p))] as const;
  const [rr, rg, rb, gg, gb, bb] = squares as [Values, Values, Values, Values, Values, Values];
  solveWindows(means, [rr, rg, rb, gg, gb, bb], products, epsilon);
  const [red, green, blue, offset] = [
    mean(products[0]),
    mean(products[1]),
    mean(products[2]),
    mean(means[3]),
  ];
  return { widthPx, heightPx, red, green, blue, offset };
};

/** Alpha 0..1 of a picture under a fit made at a smaller size (the "fast guided filter", He and Sun 2015). */
export const applyLinearAlpha = (fit: LinearAlpha, guide: RgbaImage): Plane => {
  const { widthPx, heightPx, data: pixels } = guide;
  const full = (data: Values): Values =>
    resizePlane({ widthPx: fit.widthPx, heightPx: fit.heightPx, data }, widthPx, heightPx, 'bilinear').data;
  const [red, green, blue, offset] = [full(fit.red), full(fit.green), full(fit.blue), full(fit.offset)];
  const data = new Float32Array(widthPx * heightPx);
  for (let i = 0, p = 0; i < data.length; i++, p += 4) {
    const value =
      (red[i]! * pixels[p]! + green[i]! * pixels[p + 1]! + blue[i]! * pixels[p + 2]!) / 255 + offset[i]!;
    data[i] = value < 0 ? 0 : value > 1 ? 1 : value;
  }
  return { widthPx, heightPx, data };
};

/** Fit and application at one size. */
export const guidedFilter = (guide: RgbaImage, alpha: Plane, settings: GuidedSettings): Plane =>
  applyLinearAlpha(fitLinearAlpha(guide, alpha, settings), guide);
