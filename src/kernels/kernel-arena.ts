import { createKernelMemory } from './kernel-memory';

const ALIGN_BYTES = 64;
/** Kernels read and write whole vectors: up to this much past the end of any region. */
const SLACK_BYTES = 64;
/** Larger work is left to the plain twin: the memory stays for the worker's life. */
const MOST_BYTES = 96 * 2 ** 20;

const room = (bytes: number): number => Math.ceil((bytes + SLACK_BYTES) / ALIGN_BYTES) * ALIGN_BYTES;

/** Memory for one call, and the kernel that works on it. */
export interface Arena<Kernel> {
  readonly kernel: Kernel;
  readonly buffer: ArrayBuffer;
  /** Start of each region asked for, in bytes. */
  readonly at: readonly number[];
}

/**
 * Memory for kernels that are called one at a time and leave nothing behind, such as resizing: one block that is made
 * anew when a call needs more. `null` where there is no SIMD or the work is too large.
 */
export const createArena = <Kernel>(open: (memory: WebAssembly.Memory) => Kernel | null) => {
  let kernel: Kernel | null = null;
  let buffer = new ArrayBuffer(0);
  let missing = false;
  const grow = (bytes: number): void => {
    const { memory } = createKernelMemory({ all: bytes });
    kernel = open(memory);
    buffer = memory.buffer as ArrayBuffer;
    missing = kernel === null;
  };
  /** Regions of at least these sizes; they hold what calls before left there. */
  return (sizes: readonly number[]): Arena<Kernel> | null => {
    const at: number[] = [];
    let end = ALIGN_BYTES;
    for (const size of sizes) {
      at.push(end);
      end += room(size);
    }
    if (missing || end > MOST_BYTES) return null;
    if (end > buffer.byteLength) grow(end);
    return kernel && { kernel, buffer, at };
  };
};
