import { classifyScreenWasm } from './compiled/classify-screen';
import { openKernel } from './open-kernel';

/** Addresses in the memory the kernel was opened on. */
export interface ClassifyScreenKernel {
  classifyScreen(
    ...args: [
      ...picture: [rgba: number, widthPx: number, heightPx: number],
      ...rest: [radius: number, mask: number, scratch: number, settings: number],
    ]
  ): void;
}

/** Bytes of `scratch`. */
export const classifyScratchBytes = (widthPx: number, heightPx: number): number =>
  widthPx * heightPx * 72 + widthPx * 16 + 4096;

/** Twin: `src/vision/chroma-key/classify-screen.ts`. */
export const openClassifyScreen = (memory: WebAssembly.Memory): ClassifyScreenKernel | null =>
  openKernel<ClassifyScreenKernel>(classifyScreenWasm, memory);
