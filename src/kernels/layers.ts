import { layersWasm } from './compiled/layers';
import { openKernel } from './open-kernel';

/** Addresses in bytes. Sums are four 32-bit whole numbers a pixel: weighted red, green, blue, and the weight. */
export interface LayersKernel {
  /** RGBA bytes and int32 weights to weighted pixels. */
  weighPixels(...args: [rgba: number, weights: number, count: number, out: number]): void;
  /** Sums over a (2r+1) square, edges replicated; `rows` as large as the plane, `columns` one row of it. */
  boxSums(
    ...args: [
      ...plane: [address: number, widthPx: number, heightPx: number, radiusPx: number],
      ...scratch: [rows: number, columns: number],
      out: number,
    ]
  ): void;
  /** Two windows' means to opaque RGBA bytes; `fullTrust` is the narrow weight from which it alone counts. */
  mixMeans(
    ...args: [
      ...sums: [wide: number, narrow: number, count: number],
      ...limits: [wideEpsilon: number, narrowEpsilon: number, fullTrust: number],
      out: number,
    ]
  ): void;
}

/** Twin: `fillLayer` in `src/vision/matting/estimate-layers.ts`. */
export const openLayers = (memory: WebAssembly.Memory): LayersKernel | null =>
  openKernel<LayersKernel>(layersWasm, memory);
