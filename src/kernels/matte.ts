import { matteWasm } from './compiled/matte';
import { openKernel } from './open-kernel';

/** Addresses and sizes in pixels. Tables: for every sample an int32 index and the float32 share of the next one. */
type Small = readonly [
  alpha: number,
  fits: number,
  widthPx: number,
  heightPx: number,
  across: number,
  down: number,
];
type Layer = readonly [
  front: number,
  back: number,
  widthPx: number,
  heightPx: number,
  across: number,
  down: number,
];

export interface MatteKernel {
  /** Fits alpha to colour in 3 x 3 windows; `sums` holds 16 floats for every pixel of a row and two more. */
  fitWindows(
    ...args: [
      rgba: number,
      alpha: number,
      widthPx: number,
      heightPx: number,
      epsilon: number,
      sums: number,
      out: number,
    ]
  ): void;
  /** Their mean over 3 x 3; `sums` holds 4 floats for every pixel of a row and two more. */
  meanOfFits(...args: [fits: number, widthPx: number, heightPx: number, sums: number, out: number]): void;
  /** Straight RGBA of the subject; rows hold floats (4 a pixel but for alpha), one pixel more than their layer. */
  cutOut(
    ...args: [
      ...picture: [rgba: number, widthPx: number, heightPx: number, out: number],
      ...small: Small,
      ...layer: Layer,
      ...rows: [alpha: number, fits: number, front: number, back: number],
      ...limits: [low: number, high: number, trustSpan: number, opaque: number],
    ]
  ): void;
}

/** Twins: `fitLinearAlpha`, and `enlargeAlpha` followed by `straightColours`, in `src/vision/matting`. */
export const openMatte = (memory: WebAssembly.Memory): MatteKernel | null =>
  openKernel<MatteKernel>(matteWasm, memory);
