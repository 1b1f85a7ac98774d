/** Past this many threads the small networks used here gain nothing, and the decoder needs cores as well. */
const MAX_THREADS = 8;

/** Threads for one network run: every core of a small machine, half of the logical cores of a large one. */
export const threadCount = (logicalCores: number = navigator.hardwareConcurrency): number => {
  const cores = Math.max(1, logicalCores || 1);
  return Math.min(MAX_THREADS, Math.max(Math.min(cores, 4), Math.floor(cores / 2)));
};
