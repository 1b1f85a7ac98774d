import { frameColorsWasm } from './compiled/frame-colors';
import { openKernel } from './open-kernel';

/** Addresses in the memory the kernel was opened on; strides in bytes, those of planes multiples of 16. */
export interface FrameColorsKernel {
  planesToRgba(
    ...args: [
      ...planes: [y: number, u: number, v: number, lumaStride: number, chromaStride: number],
      ...picture: [rgba: number, rgbaStride: number, widthPx: number, heightPx: number],
      ...gains: readonly number[],
    ]
  ): void;
  /** The chroma plane of NV12 as two. */
  splitPairs(
    ...args: [
      ...from: [pairs: number, pairStride: number],
      ...to: [u: number, v: number, chromaStride: number, chromaWidthPx: number, chromaHeightPx: number],
    ]
  ): void;
}

/** Twin: `src/media/planes-to-rgba.ts`. */
export const openFrameColors = (memory: WebAssembly.Memory): FrameColorsKernel | null =>
  openKernel<FrameColorsKernel>(frameColorsWasm, memory);
