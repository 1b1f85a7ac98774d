import type { InferenceSession } from 'onnxruntime-web/wasm';
import { MediaError } from '../core/errors';
import type { ModelAsset } from '../core/model-asset';
import { createSerialQueue } from '../core/serial-queue';
import { chooseBackend } from './choose-backend';
import { downloadBytes, loadFailed } from './download-bytes';
import { gpuLoss, unlessGpuLost } from './gpu-loss';
import { modelUrl } from './model-url';
import type { InferenceBackend, Network, OpenNetwork, OpenNetworkOptions, TensorMap } from './network';
import { loadRuntime, type OnnxRuntime } from './onnx-runtime';
import { onnxQueue, runSession } from './run-session';
import { createSessionCache } from './session-cache';

interface LoadedSession {
  readonly backend: InferenceBackend;
  readonly ort: OnnxRuntime;
  readonly session: InferenceSession;
}

/** Weights of networks kept ready between jobs; sessions take about twice their weights in wasm memory. */
const IDLE_BYTES = 64_000_000;

const sessions = createSessionCache<LoadedSession>({
  idleBytes: IDLE_BYTES,
  // What belonged to a lost device is gone; releasing it may wait for that device for ever.
  release: ({ backend, session }) =>
    backend === 'webgpu' && gpuLoss.lost ? Promise.resolve() : onnxQueue(() => session.release()),
});

/** Warnings about unused initializers of other people's exports help nobody. */
const ONLY_ERRORS = 3;

/** Opening is serial too, so that two askers of one network share its session. */
const openQueue = createSerialQueue();

/** Emscripten throws bare numbers for C++ exceptions that nothing caught; here that is a failed allocation. */
const isOutOfMemory = (error: unknown): boolean => error instanceof RangeError || typeof error === 'number';

/** The device reports its loss a moment after the failed run. */
const GPU_LOSS_GRACE_MS = 100;

const gpuIsLost = async (backend: InferenceBackend): Promise<boolean> => {
  if (backend !== 'webgpu') return false;
  await new Promise((resolve) => setTimeout(resolve, GPU_LOSS_GRACE_MS));
  return gpuLoss.lost;
};

const gpuLost = (model: string): MediaError =>
  new MediaError('gpu-lost', `${model}: the GPU device was lost`, { details: { model, backend: 'webgpu' } });

const runFailure = async (error: unknown, backend: InferenceBackend, model: string): Promise<MediaError> => {
  const details = { model, backend };
  const text = error instanceof Error ? error.message : String(error);
  const lost = await gpuIsLost(backend);
  const code = lost ? 'gpu-lost' : isOutOfMemory(error) ? 'out-of-memory' : 'inference-failed';
  return new MediaError(code, `${model} on ${backend}: ${text}`, { cause: error, details });
};

const compile = async (
  asset: ModelAsset,
  data: Uint8Array,
  backend: InferenceBackend,
): Promise<LoadedSession> => {
  const ort = await loadRuntime(backend);
  const settings = {
    executionProviders: [backend === 'webgpu' ? 'webgpu' : 'wasm'],
    logSeverityLevel: ONLY_ERRORS,
  } as const;
  try {
    const session = await onnxQueue(() => ort.InferenceSession.create(data, settings));
    return { backend, ort, session };
  } catch (error) {
    if (isOutOfMemory(error)) throw await runFailure(error, backend, asset.id);
    throw loadFailed('compile', { model: asset.id, url: modelUrl(asset.file) }, error);
  }
};

const loadSession = async (
  asset: ModelAsset,
  backend: InferenceBackend,
  options: OpenNetworkOptions,
): Promise<LoadedSession> => {
  const { signal, onDownload, log } = options;
  const { bytes, sha256 } = asset;
  const request = { url: modelUrl(asset.file), bytes, sha256, signal };
  const data = await downloadBytes(onDownload ? { ...request, onDownload } : request);
  const startMs = performance.now();
  const loaded = await compile(asset, data, backend);
  log(`${asset.network} ready on ${backend} in ${Math.round(performance.now() - startMs)} ms`);
  return loaded;
};

/** A network WebGPU cannot compile still runs on the CPU, unless WebGPU was asked for by name. */
const loadWithFallback = async (
  asset: ModelAsset,
  backend: InferenceBackend,
  options: OpenNetworkOptions,
): Promise<Network> => {
  const key = `${asset.id} ${backend}`;
  try {
    const loaded = await sessions.acquire(key, asset.bytes, () => loadSession(asset, backend, options));
    options.log(`${asset.network} runs on ${backend}`, { backend });
    return createNetwork(asset, backend, { ...loaded, key });
  } catch (error) {
    const compileFailed = error instanceof MediaError && error.details['reason'] === 'compile';
    if (!compileFailed || backend !== 'webgpu' || options.backend === 'webgpu') throw error;
    options.log(`${asset.network} does not compile on WebGPU: ${error.message}`);
    return loadWithFallback(asset, await chooseBackend('wasm-threads', options.log), options);
  }
};

const createNetwork = (
  asset: ModelAsset,
  backend: InferenceBackend,
  { ort, session, key }: LoadedSession & { readonly key: string },
): Network => {
  let open = true;
  const run = async (feeds: TensorMap): Promise<TensorMap> => {
    if (!open) throw new MediaError('internal', `${asset.id} was used after it was closed`);
    if (backend === 'webgpu' && gpuLoss.lost) throw gpuLost(asset.id);
    try {
      return await onnxQueue(() =>
        backend === 'webgpu'
          ? unlessGpuLost(runSession(ort, session, feeds))
          : runSession(ort, session, feeds),
      );
    } catch (error) {
      throw await runFailure(error, backend, asset.id);
    }
  };
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    await sessions.giveBack(key);
  };
  const { inputNames, outputNames } = session;
  return { asset, backend, inputNames, outputNames, run, [Symbol.asyncDispose]: close };
};

/**
 * Downloads, checks and compiles a network, or takes it from the cache of idle ones.
 * Throws `model-load-failed` or `out-of-memory`, or the signal's reason; a failed load may be tried again.
 */
export const openNetwork: OpenNetwork = (asset, options) =>
  openQueue(async () => {
    options.signal.throwIfAborted();
    const backend = await chooseBackend(options.backend, options.log);
    options.signal.throwIfAborted();
    return loadWithFallback(asset, backend, options);
  });
