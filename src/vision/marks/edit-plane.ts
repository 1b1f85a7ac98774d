import type { BoxPx } from '../../core/geometry';

/** One 8-bit plane of a frame that is changed in place. `scale` = its size against the picture's (chroma: 0.5). */
export interface EditPlane {
  readonly data: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly scale: number;
}

/** A box of the picture with the soft rim outside it, in whole pixels of one plane. */
export interface PlaneRect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** 0..1 per pixel: 1 inside the box, falling to 0 over the rim. */
  readonly weights: Float32Array;
}

const ramp = (distance: number, feather: number): number => {
  const t = Math.min(1, Math.max(0, distance / Math.max(1e-6, feather)));
  return t * t * (3 - 2 * t);
};

/**
 * The box grown by `featherPx` (of the picture) and, beyond the rim, by `marginPx` of untouched picture; cut at the
 * plane's edge, where there is no rim.
 */
export const planeRect = (plane: EditPlane, box: BoxPx, featherPx: number, marginPx = 0): PlaneRect => {
  const feather = Math.max(1, featherPx * plane.scale);
  const reach = feather + marginPx * plane.scale;
  const [x0, y0] = [box.xPx * plane.scale, box.yPx * plane.scale];
  const [x1, y1] = [x0 + box.widthPx * plane.scale, y0 + box.heightPx * plane.scale];
  const left = Math.max(0, Math.floor(x0 - reach));
  const top = Math.max(0, Math.floor(y0 - reach));
  const width = Math.max(0, Math.min(plane.widthPx, Math.ceil(x1 + reach)) - left);
  const height = Math.max(0, Math.min(plane.heightPx, Math.ceil(y1 + reach)) - top);
  const weights = new Float32Array(width * height);
  for (let i = 0; i < weights.length; i++) {
    const x = left + (i % width) + 0.5;
    const y = top + Math.floor(i / width) + 0.5;
    const outside = Math.max(x0 - x, x - x1, y0 - y, y - y1, 0);
    weights[i] = outside >= feather ? 0 : ramp(feather - outside, feather);
  }
  return { left, top, width, height, weights };
};

export const readRect = (
  plane: EditPlane,
  { left, top, width, height }: PlaneRect,
): Float32Array<ArrayBuffer> => {
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * plane.widthPx + left;
    for (let x = 0; x < width; x++) values[y * width + x] = plane.data[from + x]!;
  }
  return values;
};

/** Blends new values in by the rect's weights. */
export const writeRect = (plane: EditPlane, rect: PlaneRect, values: Float32Array): void => {
  const { left, top, width, height, weights } = rect;
  for (let y = 0; y < height; y++) {
    const to = (top + y) * plane.widthPx + left;
    for (let x = 0; x < width; x++) {
      const weight = weights[y * width + x]!;
      if (weight <= 0) continue;
      const old = plane.data[to + x]!;
      const mixed = old + weight * (values[y * width + x]! - old);
      plane.data[to + x] = Math.min(255, Math.max(0, Math.round(mixed)));
    }
  }
};
