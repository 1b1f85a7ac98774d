import { placeRegions, tryKernelMemory } from './kernel-memory';

/** Larger work is left to the plain twin: the memory stays for the worker's life. */
const MOST_BYTES = 96 * 2 ** 20;

/** Memory for one call, and the kernel that works on it. */
export interface Arena<Kernel> {
  readonly kernel: Kernel;
  readonly buffer: ArrayBuffer;
  /** Start of each region asked for, in bytes. */
  readonly at: readonly number[];
}

/**
 * Memory for kernels that are called one at a time and leave nothing behind, such as resizing: one block that is made
 * anew when a call needs more. `null` where there is no SIMD, no room, or the work is too large.
 */
export const createArena = <Kernel>(open: (memory: WebAssembly.Memory) => Kernel | null) => {
  let kernel: Kernel | null = null;
  let buffer = new ArrayBuffer(0);
  let isMissing = false;
  /** Leaves things as they are where there is no room. */
  const grow = (bytes: number): void => {
    const grown = tryKernelMemory({ all: bytes });
    if (!grown) return;
    kernel = open(grown.memory);
    buffer = grown.memory.buffer as ArrayBuffer;
    isMissing = kernel === null;
  };
  /** Regions of at least these sizes; they hold what calls before left there. */
  return (sizes: readonly number[]): Arena<Kernel> | null => {
    const { at, end } = placeRegions(sizes);
    if (isMissing || end > MOST_BYTES) return null;
    if (end > buffer.byteLength) grow(end);
    return kernel && end <= buffer.byteLength ? { kernel, buffer, at } : null;
  };
};
