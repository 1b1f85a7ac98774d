import { lumaOf } from '../color';
import { cbOf, crOf } from './key-color';

/** Chroma along the screen's hue that a subject may have per chroma off it before it counts as spill. */
export const SPILL_HUE_TOLERANCE = 0.35;
export const MAX_SPILL_SHARE = 0.6;

const CHANNELS = [
  ['red', 1, 0, 0],
  ['green', 0, 1, 0],
  ['blue', 0, 0, 1],
] as const;

/** The screen's light: its colour and the chroma by which it shows; refilled per cell, never reallocated. */
export const spillLight = { red: 0, green: 0, blue: 0, squaredChroma: 1 };
/** Chroma along the light's hue and across it, as shares of red, green and blue. */
const along = { red: 0, green: 0, blue: 0 };
const across = { red: 0, green: 0, blue: 0 };

export const setSpillLight = (red: number, green: number, blue: number): void => {
  const luma = lumaOf(red, green, blue);
  const cb = cbOf(blue, luma);
  const cr = crOf(red, luma);
  spillLight.red = red;
  spillLight.green = green;
  spillLight.blue = blue;
  spillLight.squaredChroma = cb * cb + cr * cr + 1e-3;
  for (const [channel, r, g, b] of CHANNELS) {
    const shade = lumaOf(r, g, b);
    const u = cbOf(b, shade);
    const v = crOf(r, shade);
    along[channel] = u * cb + v * cr;
    across[channel] = v * cb - u * cr;
  }
};

/** Share of the screen's light in a colour, 0 where there is none. It is taken off whole, its luma too. */
export const spillShare = (red: number, green: number, blue: number): number => {
  const shown = red * along.red + green * along.green + blue * along.blue;
  // Most subjects lean away from the screen's hue: done in three products.
  if (shown <= 0) return 0;
  const aside = red * across.red + green * across.green + blue * across.blue;
  const excess = shown - SPILL_HUE_TOLERANCE * Math.abs(aside);
  return excess <= 0 ? 0 : Math.min(MAX_SPILL_SHARE, excess / spillLight.squaredChroma);
};
