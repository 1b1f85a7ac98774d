const PAGE_BYTES = 65_536;
const MOST_PAGES = 65_536;
const ALIGN_BYTES = 64;
/** Kernels read and write whole vectors: up to this much past the end of any region. */
const SLACK_BYTES = 64;

/** Where regions of these sizes start in one block, and where it ends, in bytes. */
export const placeRegions = (sizes: readonly number[]): { readonly at: number[]; readonly end: number } => {
  const at: number[] = [];
  let end = ALIGN_BYTES;
  for (const size of sizes) {
    at.push(end);
    end += Math.ceil((size + SLACK_BYTES) / ALIGN_BYTES) * ALIGN_BYTES;
  }
  return { at, end };
};

/** One block of memory for the kernels of one job, in named regions. It never grows, so that views stay good. */
export interface KernelMemory<Name extends string> {
  readonly memory: WebAssembly.Memory;
  /** Where each region starts, in bytes: what kernels are called with. */
  readonly at: Readonly<Record<Name, number>>;
  bytes(name: Name): Uint8ClampedArray<ArrayBuffer>;
  words(name: Name): Uint32Array<ArrayBuffer>;
  floats(name: Name): Float32Array<ArrayBuffer>;
}

/** `sizes`: bytes of each region, all zero at first. Throws a `RangeError` when there is no room. */
export const createKernelMemory = <Name extends string>(
  sizes: Readonly<Record<Name, number>>,
): KernelMemory<Name> => {
  const names = Object.keys(sizes) as Name[];
  const { at: starts, end } = placeRegions(names.map((name) => sizes[name]));
  const at = Object.fromEntries(names.map((name, i) => [name, starts[i]])) as Record<Name, number>;
  const pages = Math.ceil(end / PAGE_BYTES);
  if (pages > MOST_PAGES) throw new RangeError(`${end} bytes are more than 32-bit addresses reach`);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const buffer = memory.buffer as ArrayBuffer;
  return {
    memory,
    at,
    bytes: (name) => new Uint8ClampedArray(buffer, at[name], sizes[name]),
    words: (name) => new Uint32Array(buffer, at[name], sizes[name] >> 2),
    floats: (name) => new Float32Array(buffer, at[name], sizes[name] >> 2),
  };
};

/** The same; `null` when there is no room. */
export const tryKernelMemory = <Name extends string>(
  sizes: Readonly<Record<Name, number>>,
): KernelMemory<Name> | null => {
  try {
    return createKernelMemory(sizes);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};
