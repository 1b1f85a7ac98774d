/** A part of a decoded frame: luma and two colour planes of a half (4:2:0) or of the full size (4:4:4), row-major. */
export interface PlanarCrop {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly y: Uint8Array<ArrayBuffer>;
  readonly u: Uint8Array<ArrayBuffer>;
  readonly v: Uint8Array<ArrayBuffer>;
  /** Luma pixels per colour pixel along each side: 2 or 1. Sides are multiples of it. */
  readonly chromaStep: 1 | 2;
}

export const copyCrop = (crop: PlanarCrop): PlanarCrop => ({
  ...crop,
  y: crop.y.slice(),
  u: crop.u.slice(),
  v: crop.v.slice(),
});
