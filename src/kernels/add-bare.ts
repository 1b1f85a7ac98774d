import { addBareWasm } from './compiled/add-bare';
import { openKernel } from './open-kernel';

/** Addresses in the memory the kernel was opened on. */
export interface AddBareKernel {
  addBare(
    ...args: [
      ...picture: [frame: number, widthPx: number, heightPx: number],
      ...bare: [bare: number, squares: number, sums: number],
    ]
  ): void;
}

/** Twin: `src/vision/chroma-key/build-plate.ts`. */
export const openAddBare = (memory: WebAssembly.Memory): AddBareKernel | null =>
  openKernel<AddBareKernel>(addBareWasm, memory);
