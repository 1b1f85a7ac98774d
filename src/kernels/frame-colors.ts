import { frameColorsWasm } from './compiled/frame-colors';
import { openKernel } from './open-kernel';

/** Addresses in the memory the kernel was opened on; strides in bytes, multiples of 16. */
export interface FrameColorsKernel {
  planesToRgba(
    ...args: [
      ...planes: [y: number, u: number, v: number, lumaStride: number, chromaStride: number],
      ...picture: [rgba: number, widthPx: number, heightPx: number],
      ...gains: readonly number[],
    ]
  ): void;
}

/** Twin: `src/vision/frame-colors.ts`. */
export const openFrameColors = (memory: WebAssembly.Memory): FrameColorsKernel | null =>
  openKernel<FrameColorsKernel>(frameColorsWasm, memory);
