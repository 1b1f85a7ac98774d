import type { PlaneRect } from './edit-plane';

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
