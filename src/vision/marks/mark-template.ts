import type { Rect } from './integral';
import type { StillMap } from './still-map';

/** A mark's edges: where they are and what gradient they have when the mark is fully there. */
export interface MarkTemplate {
  readonly indexes: Int32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Gradient of what is behind, where that is known to be still; else zero. */
  readonly behindX: Float32Array;
  readonly behindY: Float32Array;
  readonly power: number;
}

export interface MarkSign {
  /** 1 = the template's own contrast, 0 = not there. */
  readonly amount: number;
  /** Correlation of the gradients with the template's, -1..1. */
  readonly likeness: number;
}

/** Pixels of a template beyond which more do not add certainty. */
const MAX_PIXELS = 3000;

/** The steady edges inside a box. */
export const markTemplate = (
  map: StillMap,
  box: Rect,
  minSteadiness: number,
  behind?: { readonly behindX: Float32Array; readonly behindY: Float32Array },
): MarkTemplate => {
  const all: number[] = [];
  for (let y = box.top; y < box.bottom; y++)
    for (let x = box.left; x < box.right; x++) {
      const i = y * map.widthPx + x;
      if (map.steadiness[i]! >= minSteadiness) all.push(i);
    }
  const step = Math.max(1, all.length / MAX_PIXELS);
  const indexes = Int32Array.from(
    { length: Math.floor(all.length / step) },
    (_, k) => all[Math.floor(k * step)]!,
  );
  const x = Float32Array.from(indexes, (i) => map.x[i]!);
  const y = Float32Array.from(indexes, (i) => map.y[i]!);
  const power = x.reduce((sum, gx, k) => sum + gx * gx + y[k]! * y[k]!, 0);
  const behindX = Float32Array.from(indexes, (i) => behind?.behindX[i] ?? 0);
  const behindY = Float32Array.from(indexes, (i) => behind?.behindY[i] ?? 0);
  return { indexes, x, y, behindX, behindY, power };
};

/** How much of the mark one frame shows. */
export const readSign = (template: MarkTemplate, luma: Uint8Array, widthPx: number): MarkSign => {
  const { indexes, x, y, behindX, behindY, power } = template;
  let along = 0;
  let energy = 0;
  for (let k = 0; k < indexes.length; k++) {
    const i = indexes[k]!;
    const gx = (luma[i + 1]! - luma[i - 1]!) / 2 - behindX[k]!;
    const gy = (luma[i + widthPx]! - luma[i - widthPx]!) / 2 - behindY[k]!;
    along += gx * x[k]! + gy * y[k]!;
    energy += gx * gx + gy * gy;
  }
  return {
    amount: along / Math.max(1e-6, power),
    likeness: along / Math.sqrt(Math.max(1e-6, power * energy)),
  };
};
