import { resampleWasm } from './compiled/resample';
import { openKernel } from './open-kernel';

/** Weight tables in kernel memory, in bytes: as `resampleWeights` makes them. */
type Table = readonly [lengthOut: number, starts: number, counts: number, weights: number, stride: number];
type Pictures = readonly [source: number, widthPx: number, row: number, out: number];

export interface ResampleKernel {
  /** RGBA bytes to RGBA bytes; `row` holds `widthPx * 4` floats. */
  resampleRgba(...args: [...pictures: Pictures, ...across: Table, ...down: Table]): void;
  /** Floats to floats; `row` holds `widthPx` floats. */
  resamplePlane(...args: [...pictures: Pictures, ...across: Table, ...down: Table]): void;
}

/** Twin: `src/vision/resample.ts`. */
export const openResample = (memory: WebAssembly.Memory): ResampleKernel | null =>
  openKernel<ResampleKernel>(resampleWasm, memory);
