import type { OpenNetworkOptions } from '../inference/network';

/**
 * For networks a GPU does not help: very small ones, where each run costs less than sending it there, and ones whose
 * input changes shape from run to run, for which WebGPU would compile its shaders anew. A forced backend is kept.
 */
export const preferCpu = (options: OpenNetworkOptions): OpenNetworkOptions =>
  options.backend === 'auto' ? { ...options, backend: 'wasm-threads' } : options;
