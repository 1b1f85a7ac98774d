import type { PlaneRect } from './edit-plane';
import { STUDIO_RANGE, type MarkAlpha } from './estimate-alpha';

/** Alpha of a luma rect at the pixels of a chroma rect (each the mean of the luma pixels it covers). */
export const halveAlpha = (alpha: Float32Array, luma: PlaneRect, chroma: PlaneRect): Float32Array =>
  Float32Array.from(chroma.weights, (_, i) => {
    const x = 2 * (chroma.left + (i % chroma.width)) - luma.left;
    const y = 2 * (chroma.top + Math.floor(i / chroma.width)) - luma.top;
    let [sum, count] = [0, 0];
    for (let v = Math.max(0, y); v < Math.min(luma.height, y + 2); v++)
      for (let u = Math.max(0, x); u < Math.min(luma.width, x + 2); u++, count++)
        sum += alpha[v * luma.width + u]!;
    return count === 0 ? 0 : sum / count;
  });

/** Inks of a luma rect at the pixels of a chroma rect; 0 where several meet. */
const halveInks = (inks: Uint8Array, luma: PlaneRect, chroma: PlaneRect): Uint8Array =>
  Uint8Array.from(chroma.weights, (_, i) => {
    const x = 2 * (chroma.left + (i % chroma.width)) - luma.left;
    const y = 2 * (chroma.top + Math.floor(i / chroma.width)) - luma.top;
    const found = new Set<number>();
    for (let v = Math.max(0, y); v < Math.min(luma.height, y + 2); v++)
      for (let u = Math.max(0, x); u < Math.min(luma.width, x + 2); u++) {
        const ink = inks[v * luma.width + u]!;
        if (ink > 0) found.add(ink);
      }
    return found.size === 1 ? [...found][0]! : 0;
  });

/** Colour of what has none: white and black. */
const NEUTRAL = 128;

/** A mark's alpha and inks at the pixels of a chroma rect. */
export const halveMark = (mark: MarkAlpha, luma: PlaneRect, chroma: PlaneRect): MarkAlpha => ({
  alpha: halveAlpha(mark.alpha, luma, chroma),
  inks: halveInks(mark.inks, luma, chroma),
  inkColors: mark.inkColors.map((color) =>
    color !== null && (color <= STUDIO_RANGE[0] || color >= STUDIO_RANGE[1]) ? NEUTRAL : null,
  ),
});
