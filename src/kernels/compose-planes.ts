import { composePlanesWasm } from './compiled/compose-planes';
import { openKernel } from './open-kernel';

type Planes = [y: number, u: number, v: number];

/** Addresses in the memory the kernel was opened on; strides in bytes, those of planes multiples of 16. */
export interface ComposePlanesKernel {
  composePlanes(
    ...args: [
      ...pictures: [keyed: number, behind: number, stride: number, widthPx: number, heightPx: number],
      ...cells: [kinds: number, before: number],
      ...frame: Planes,
      ...behind: Planes,
      ...out: Planes,
      ...rest: [lumaStride: number, chromaStride: number, gains: number, pairs: number],
    ]
  ): void;
}

/** Twin: `src/vision/compose-planes.ts`. */
export const openComposePlanes = (memory: WebAssembly.Memory): ComposePlanesKernel | null =>
  openKernel<ComposePlanesKernel>(composePlanesWasm, memory);
