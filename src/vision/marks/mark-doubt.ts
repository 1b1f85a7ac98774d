import type { MarkModel } from './mark-model';
import type { PlaneRect } from './edit-plane';

/** A part of a picture, in pixels of its luma, and the mark on it. */
export interface HiddenPart {
  readonly widthPx: number;
  readonly heightPx: number;
  /** 1 under the mark. */
  readonly hidden: Uint8Array<ArrayBuffer>;
  /** How far the un-blended picture is off where the mark lets enough through, code values. */
  readonly doubt: Float32Array<ArrayBuffer>;
  /** Pixels between a place that lets nothing through and the nearest that is seen; 0 elsewhere. */
  readonly depth: Uint8Array<ArrayBuffer>;
  /** There are such places. */
  readonly isDeep: boolean;
}

/** From this alpha on what is un-blended says nothing. */
const OPAQUE = 0.85;
const MAX_DEPTH_PX = 64;

/** City-block distance of hidden pixels to the nearest one that is not. */
const depthOf = (hidden: Uint8Array, widthPx: number): Uint8Array<ArrayBuffer> => {
  const depth = Uint8Array.from(hidden, (value) => (value ? MAX_DEPTH_PX : 0));
  const relax = (i: number, neighbour: number) => {
    if (depth[neighbour]! + 1 < depth[i]!) depth[i] = depth[neighbour]! + 1;
  };
  const last = hidden.length - 1;
  for (let i = 0; i <= last; i++) {
    if (i % widthPx > 0) relax(i, i - 1);
    if (i >= widthPx) relax(i, i - widthPx);
  }
  for (let i = last; i >= 0; i--) {
    if (i % widthPx < widthPx - 1) relax(i, i + 1);
    if (i + widthPx <= last) relax(i, i + widthPx);
  }
  return depth;
};

/** Lays a mark's luma model over a part of the picture whose first pixel is `left`, `top`. */
export const hidePart = (
  { alpha, doubt: ownDoubt }: MarkModel,
  rect: PlaneRect,
  part: {
    readonly left: number;
    readonly top: number;
    readonly widthPx: number;
    readonly heightPx: number;
  },
): HiddenPart => {
  const { left, top, widthPx, heightPx } = part;
  const hidden = new Uint8Array(widthPx * heightPx);
  const doubt = new Float32Array(hidden.length);
  const isOpaque = new Uint8Array(hidden.length);
  alpha.forEach((value, i) => {
    const x = rect.left + (i % rect.width) - left;
    const y = rect.top + Math.floor(i / rect.width) - top;
    if (value === 0 || x < 0 || y < 0 || x >= widthPx || y >= heightPx) return;
    const to = y * widthPx + x;
    hidden[to] = 1;
    doubt[to] = ownDoubt[i]!;
    isOpaque[to] = value > OPAQUE ? 1 : 0;
  });
  const depth = depthOf(hidden, widthPx);
  isOpaque.forEach((opaque, i) => {
    if (!opaque) depth[i] = 0;
  });
  return { widthPx, heightPx, hidden, doubt, depth, isDeep: depth.some((value) => value > 0) };
};

/** Distances at which smooth filling is tried out. */
const LAGS = [1, 2, 4, 8, 16] as const;

/** Root mean square error of guessing a seen pixel from those `lag` to both sides of it, row- and column-wise. */
const errorAt = (luma: Uint8Array, { hidden, widthPx, heightPx }: HiddenPart, lag: number): number => {
  const far = lag * widthPx;
  let [sum, count] = [0, 0];
  for (let y = lag; y < heightPx - lag; y += 2)
    for (let i = y * widthPx + lag, end = (y + 1) * widthPx - lag; i < end; i += 2) {
      if (hidden[i]) continue;
      const own = 2 * luma[i]!;
      if (!hidden[i - lag] && !hidden[i + lag]) {
        const off = luma[i - lag]! + luma[i + lag]! - own;
        sum += off * off;
        count++;
      }
      if (!hidden[i - far] && !hidden[i + far]) {
        const off = luma[i - far]! + luma[i + far]! - own;
        sum += off * off;
        count++;
      }
    }
  return count === 0 ? Number.NaN : Math.sqrt(sum / count) / 2;
};

/**
 * How far a frame's restored part is off under the mark: known from un-blending where the mark lets enough through;
 * elsewhere as much as filling smoothly would be off as deep among this frame's seen pixels. `amount` of the mark 0..1.
 */
export const doubtFrame = (luma: Uint8Array, part: HiddenPart, amount: number): Float32Array => {
  if (!part.isDeep) return part.doubt.map((own) => amount * own);
  // A pattern that repeats is no easier to guess from farther off.
  let last = 0;
  const errors = LAGS.map((lag) => {
    const error = errorAt(luma, part, lag);
    if (error > last) last = error;
    return last;
  });
  const atDepth = Float32Array.from({ length: MAX_DEPTH_PX + 1 }, (_, depth) => {
    const next = LAGS.findIndex((lag) => lag >= depth);
    if (next <= 0) return next < 0 ? errors.at(-1)! : errors[0]!;
    const share = (depth - LAGS[next - 1]!) / (LAGS[next]! - LAGS[next - 1]!);
    return errors[next - 1]! + share * (errors[next]! - errors[next - 1]!);
  });
  return part.doubt.map((own, i) => amount * (part.depth[i] ? atDepth[part.depth[i]!]! : own));
};
