/** Straight (non-premultiplied) 8-bit RGBA, row-major, sRGB unless said otherwise. `data.length = width*height*4`. */
export interface RgbaImage {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** One-channel float plane, row-major, `data.length = width*height`. The range is stated where it is used. */
export interface Plane {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly data: Float32Array<ArrayBuffer>;
}

/** Eight-bit luma, row-major, `data.length = widthPx * heightPx`. */
export interface LumaImage {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** A picture with its presentation time in seconds on the media's own timeline. */
export interface TimedImage {
  readonly timeSeconds: number;
  readonly image: RgbaImage;
}
