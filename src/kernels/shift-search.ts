import { shiftSearchWasm } from './compiled/shift-search';
import { openKernel } from './open-kernel';

/** Addresses in the memory the function was opened on; planes and sums are 32-bit floats. */
export interface ShiftSearchKernel {
  sumShifts(
    ...args: [
      ...other: [luma: number, seen: number, strideFloats: number],
      ...pixels: [places: number, own: number, from: number, to: number],
      ...out: [sums: number, across: number, down: number],
    ]
  ): void;
}

/** Twin: `src/vision/shift-search.ts`. */
export const openShiftSearch = (memory: WebAssembly.Memory): ShiftSearchKernel | null =>
  openKernel<ShiftSearchKernel>(shiftSearchWasm, memory);
