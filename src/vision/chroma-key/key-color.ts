/** Factors that scale BT.709 colour differences to -0.5..0.5 of the range. */
export const CB_SCALE = 1 / 1.8556;
export const CR_SCALE = 1 / 1.5748;

export const cbOf = (blue: number, luma: number): number => (blue - luma) * CB_SCALE;
export const crOf = (red: number, luma: number): number => (red - luma) * CR_SCALE;

/** How strongly chroma off the screen's hue counts against being screen, in units of chroma along it. */
export const OFF_HUE_WEIGHT = 0.5;

/**
 * How much of the screen's chroma a colour lacks: 0 = as coloured as the screen, 1 = neutral or of another hue.
 * The colour-difference key (Vlahos) for a screen of any hue, on `(Cb, Cr)` of the colour and of the screen.
 */
export const keyDifference = (cb: number, cr: number, screenCb: number, screenCr: number): number => {
  const length = Math.sqrt(screenCb * screenCb + screenCr * screenCr) + 1e-3;
  const along = (cb * screenCb + cr * screenCr) / length;
  const across = Math.abs(cr * screenCb - cb * screenCr) / length;
  const missing = 1 - (along - OFF_HUE_WEIGHT * across) / length;
  return missing < 0 ? 0 : missing > 1 ? 1 : missing;
};
