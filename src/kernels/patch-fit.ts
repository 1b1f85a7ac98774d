import { patchFitWasm } from './compiled/patch-fit';
import { openKernel } from './open-kernel';

/** Addresses in the memory the function was opened on; all planes are 32-bit floats. */
export interface PatchFitKernel {
  fitPatches(
    ...args: [
      ...a: [luma: number, seen: number, slopeX: number, slopeY: number, widthPx: number],
      ...b: [luma: number, seen: number, widthPx: number, heightPx: number],
      ...nodes: [columns: number, rows: number, starts: number, found: number, scratch: number],
    ]
  ): void;
}

/** Bytes of `scratch`. */
export const PATCH_SCRATCH_BYTES = 136 * 4;

/** Twin: `src/vision/patch-fit.ts`. */
export const openPatchFit = (memory: WebAssembly.Memory): PatchFitKernel | null =>
  openKernel<PatchFitKernel>(patchFitWasm, memory);
