import { lumaOf } from '../color';
import { cbOf, crOf, keyDifference } from './key-color';

/** Luma tells less than chroma: folds and shadows move it. */
export const LUMA_WEIGHT = 0.6;
/** Distance (code values) from the plane screen-subject at which the subject's local colour is doubted, and fully so. */
export const DOUBT_FROM = 8;
export const DOUBT_SPAN = 24;
/** How firmly a pixel keeps the brightness of the local subject colour: 0 free, large = exactly as bright. */
export const BRIGHTNESS_HOLD = 0.5;

/** `[cb, cr, weighted luma]` of the screen and of the subject's local colour; refilled for each pixel. */
const screen = new Float64Array(3);
const subject = new Float64Array(3);

const setKeySpace = (out: Float64Array, red: number, green: number, blue: number): void => {
  const luma = lumaOf(red, green, blue);
  out[0] = cbOf(blue, luma);
  out[1] = crOf(red, luma);
  out[2] = luma * LUMA_WEIGHT;
};

export const setMixScreen = (red: number, green: number, blue: number): void =>
  setKeySpace(screen, red, green, blue);

export const setMixSubject = (red: number, green: number, blue: number): void =>
  setKeySpace(subject, red, green, blue);

/**
 * Alpha of one pixel: how much of the screen's colour is in it, when it is a mix of that and of the subject's local
 * colour, brighter or darker (fur and hair are lit at the rim). Two unknowns, three equations in luma-chroma space, a
 * weak pull to the local brightness (to shares that add up to 1). Where the pixel is no such mix, the local colour is
 * not this pixel's, and the colour-difference key, which needs no such colour, takes over. Screen and subject are set
 * before. The normal equations are solved in products of cross products: their determinant loses no digits where
 * screen and subject are alike, so that the 32-bit floats of a GPU give the same alpha.
 */
export const mixAlpha = (red: number, green: number, blue: number): number => {
  const bu = screen[0]!;
  const bv = screen[1]!;
  const by = screen[2]!;
  const fu = subject[0]!;
  const fv = subject[1]!;
  const fy = subject[2]!;
  const luma = lumaOf(red, green, blue);
  const cu = cbOf(blue, luma);
  const cv = crOf(red, luma);
  const cy = luma * LUMA_WEIGHT;
  const hold = BRIGHTNESS_HOLD * BRIGHTNESS_HOLD * (fu * fu + fv * fv + fy * fy) + 1e-3;
  // Subject x screen, subject x pixel, pixel x screen.
  const xu = fv * by - fy * bv;
  const xv = fy * bu - fu * by;
  const xy = fu * bv - fv * bu;
  const pu = fv * cy - fy * cv;
  const pv = fy * cu - fu * cy;
  const py = fu * cv - fv * cu;
  const qu = cv * by - cy * bv;
  const qv = cy * bu - cu * by;
  const qy = cu * bv - cv * bu;
  const du = fu - bu;
  const dv = fv - bv;
  const dy = fy - by;
  const inverse = 1 / (xu * xu + xv * xv + xy * xy + hold * (du * du + dv * dv + dy * dy) + 1e-3);
  const toPixel = du * (fu - cu) + dv * (fv - cv) + dy * (fy - cy);
  const toScreen = du * (cu - bu) + dv * (cv - bv) + dy * (cy - by);
  const bare = (xu * pu + xv * pv + xy * py + hold * toPixel) * inverse;
  const own = (xu * qu + xv * qv + xy * qy + hold * toScreen) * inverse;
  const line = bare < 0 ? 1 : bare > 1 ? 0 : 1 - bare;
  const ru = cu - own * fu - bare * bu;
  const rv = cv - own * fv - bare * bv;
  const ry = cy - own * fy - bare * by;
  const doubt = (Math.sqrt(ru * ru + rv * rv + ry * ry) - DOUBT_FROM) / DOUBT_SPAN;
  if (doubt <= 0) return line;
  const difference = keyDifference(cu, cv, bu, bv);
  return doubt >= 1 ? difference : line * (1 - doubt) + difference * doubt;
};
