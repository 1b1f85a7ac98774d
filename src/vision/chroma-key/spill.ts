import { lumaOf } from '../color';
import { cbOf, crOf } from './key-color';

/** Chroma along the screen's hue that a subject may have per chroma off it before it counts as spill. */
export const SPILL_HUE_TOLERANCE = 0.35;
export const MAX_SPILL_SHARE = 0.6;

/** The screen's light: its colour and the chroma by which it shows; refilled per cell or pixel, never reallocated. */
export const spillLight = { red: 0, green: 0, blue: 0, cb: 0, cr: 0, squaredChroma: 1 };

export const setSpillLight = (red: number, green: number, blue: number): void => {
  const luma = lumaOf(red, green, blue);
  spillLight.red = red;
  spillLight.green = green;
  spillLight.blue = blue;
  spillLight.cb = cbOf(blue, luma);
  spillLight.cr = crOf(red, luma);
  spillLight.squaredChroma = spillLight.cb * spillLight.cb + spillLight.cr * spillLight.cr + 1e-3;
};

/** Share of the screen's light in a colour, 0 where there is none. It is taken off whole, its luma too. */
export const spillShare = (red: number, green: number, blue: number): number => {
  const luma = lumaOf(red, green, blue);
  const u = cbOf(blue, luma);
  const v = crOf(red, luma);
  const along = u * spillLight.cb + v * spillLight.cr;
  // Most subjects lean away from the screen's hue: done in three products.
  if (along <= 0) return 0;
  const excess = along - SPILL_HUE_TOLERANCE * Math.abs(v * spillLight.cb - u * spillLight.cr);
  return excess <= 0 ? 0 : Math.min(MAX_SPILL_SHARE, excess / spillLight.squaredChroma);
};
