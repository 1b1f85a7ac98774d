import mjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import gpuMjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import gpuWasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import { MediaError } from '../core/errors';
import { memoizeAsync } from '../core/memoize-async';
import { loadFailed } from './download-bytes';
import type { InferenceBackend } from './network';
import { threadCount } from './thread-count';

export type OnnxRuntime = typeof import('onnxruntime-web/wasm');

/**
 * One module instance per backend, because each fixes its thread count and its wasm file when it starts. Only the
 * instance that is used is downloaded: 14 MB of wasm for both CPU backends, 27 MB for WebGPU.
 */
const modules: Readonly<Record<InferenceBackend, () => Promise<OnnxRuntime>>> = {
  wasm: () => import('onnxruntime-web/wasm?one-thread'),
  'wasm-threads': () => import('onnxruntime-web/wasm'),
  webgpu: () => import('onnxruntime-web/webgpu'),
};

const absolute = (url: string): string => new URL(url, self.location.href).href;

/**
 * The wasm file is fetched here and not by onnxruntime-web, which cannot start again after a failed fetch.
 */
const fetchWasm = async (url: string): Promise<ArrayBuffer> => {
  try {
    const response = await fetch(url);
    if (!response.ok) throw loadFailed('http-status', { model: 'onnxruntime', url }, response.status);
    return await response.arrayBuffer();
  } catch (error) {
    throw error instanceof MediaError ? error : loadFailed('network', { model: 'onnxruntime', url }, error);
  }
};

const startRuntime = async (backend: InferenceBackend): Promise<OnnxRuntime> => {
  const gpu = backend === 'webgpu';
  const ort = await modules[backend]();
  ort.env.logLevel = 'error';
  ort.env.wasm.numThreads = backend === 'wasm-threads' ? threadCount() : 1;
  ort.env.wasm.wasmBinary = await fetchWasm(absolute(gpu ? gpuWasmUrl : wasmUrl));
  ort.env.wasm.wasmPaths = {
    mjs: absolute(gpu ? gpuMjsUrl : mjsUrl),
    wasm: absolute(gpu ? gpuWasmUrl : wasmUrl),
  };
  return ort;
};

/** The configured module; its wasm starts with the first session. A failed load is forgotten and may be retried. */
export const loadRuntime = memoizeAsync<InferenceBackend, OnnxRuntime>(startRuntime);
