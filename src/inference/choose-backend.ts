import type { BackendChoice } from '../core/media-function';
import { loadFailed } from './download-bytes';
import type { InferenceBackend } from './network';
import { probeThreads, probeWebGpu } from './probe-backends';

type Log = (message: string) => void;

const chooseWasm = async (log: Log): Promise<InferenceBackend> => {
  const threads = await probeThreads();
  log(threads.usable ? `WASM with ${threads.count} threads` : `WASM with one thread: ${threads.reason}`);
  return threads.usable ? 'wasm-threads' : 'wasm';
};

/**
 * The fastest backend that really works. A forced `webgpu` accepts a software adapter and throws
 * `model-load-failed` when even that fails; a forced `wasm-threads` falls back to one thread, as the results are the same.
 */
export const chooseBackend = async (choice: BackendChoice, log: Log): Promise<InferenceBackend> => {
  if (choice === 'wasm') return 'wasm';
  if (choice === 'wasm-threads') return chooseWasm(log);
  const webgpu = await probeWebGpu(choice === 'webgpu');
  if (webgpu.usable) {
    log(`WebGPU on ${webgpu.adapter}`);
    return 'webgpu';
  }
  if (choice === 'webgpu') {
    throw loadFailed('webgpu-unusable', { model: 'onnxruntime', url: '' }, webgpu.reason);
  }
  log(`no WebGPU: ${webgpu.reason}`);
  return chooseWasm(log);
};

/** On fewer cores, threads of onnxruntime, which wait by spinning, take one from decoding and from work on pixels. */
export const CORES_FOR_THREADS = 4;

/** The choice for a network that takes turns with decoding and with work on pixels: one thread on small machines. */
export const chooseBesideWork = async (choice: BackendChoice, log: Log): Promise<BackendChoice> => {
  if (choice !== 'auto' || navigator.hardwareConcurrency >= CORES_FOR_THREADS) return choice;
  return (await chooseBackend(choice, log)) === 'webgpu' ? 'webgpu' : 'wasm';
};
