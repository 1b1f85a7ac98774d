import { afterEach, expect, test, vi } from 'vitest';
import { MediaError } from '../core/errors';
import type { ModelAsset } from '../core/model-asset';
import { modelAsset } from '../core/model-manifest';
import type { InferenceBackend, OpenNetworkOptions, TensorMap } from './network';
import { loadRuntime } from './onnx-runtime';
import { openNetwork } from './open-network';
import { probeThreads, probeWebGpu, selfTest } from './probe-backends';

/** A software adapter takes seconds to compile each shader. */
const SOFTWARE_GPU_TIMEOUT_MS = 240_000;

const options = (backend: OpenNetworkOptions['backend'], more: Partial<OpenNetworkOptions> = {}) => ({
  signal: new AbortController().signal,
  backend,
  log: () => undefined,
  ...more,
});

const faces = modelAsset('face-detection');
const picture: TensorMap = {
  input: {
    dims: [1, 3, 240, 320],
    data: Float32Array.from({ length: 3 * 240 * 320 }, (_, index) => Math.sin(index / 50)),
  },
};

const scoresOn = async (backend: InferenceBackend): Promise<Float32Array> => {
  await using network = await openNetwork(faces, options(backend));
  expect(network.backend).toBe(backend);
  const { scores } = await network.run(picture);
  expect(scores?.dims).toEqual([1, 4420, 2]);
  return scores!.data as Float32Array;
};

const largestDifference = (a: Float32Array, b: Float32Array): number =>
  a.reduce((worst, value, index) => Math.max(worst, Math.abs(value - b[index]!)), 0);

/** The failure itself, so that its code and details can be looked at. */
const failureOf = async (work: Promise<unknown>): Promise<MediaError> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(MediaError);
  return error as MediaError;
};

afterEach(() => vi.restoreAllMocks());

test('a face network gives the same scores with one thread and with several', async () => {
  const one = await scoresOn('wasm');
  const many = await scoresOn('wasm-threads');
  expect(Math.max(...one)).toBeGreaterThan(0.5);
  expect(largestDifference(one, many)).toBeLessThan(1e-5);
});

test('threads and WebGPU are reported with a reason, and both calculate the known answer', async () => {
  expect(await probeThreads()).toMatchObject({ usable: true, reason: 'passed the self-test' });
  expect(await selfTest('wasm')).toMatchObject({ usable: true });
  const adapter = await navigator.gpu?.requestAdapter();
  const forced = await probeWebGpu(true);
  expect(forced.usable).toBe(Boolean(adapter));
  expect(forced.reason).not.toBe('');
});

test(
  'forced WebGPU gives the scores WASM gives, or says why it cannot run',
  async () => {
    if (!(await probeWebGpu(true)).usable) {
      const failure = await failureOf(openNetwork(faces, options('webgpu')));
      expect(failure.details['reason']).toBe('webgpu-unusable');
      return;
    }
    expect(largestDifference(await scoresOn('webgpu'), await scoresOn('wasm'))).toBeLessThan(1e-3);
  },
  SOFTWARE_GPU_TIMEOUT_MS,
);

test('a software adapter is refused by auto, which then says that it uses WASM', async () => {
  const adapter = await navigator.gpu?.requestAdapter();
  const software = !adapter || adapter.info.isFallbackAdapter || adapter.info.architecture === 'swiftshader';
  const lines: string[] = [];
  await using network = await openNetwork(faces, options('auto', { log: (line) => lines.push(line) }));
  expect(network.backend).toBe(software ? 'wasm-threads' : 'webgpu');
  expect(lines.join('\n')).toMatch(software ? /no WebGPU: .*\nWASM with \d threads/ : /WebGPU on/);
});

test('an asset with the wrong hash is refused, and the right one loads afterwards', async () => {
  const damaged: ModelAsset = { ...faces, id: 'damaged', sha256: '0'.repeat(64) };
  const failure = await failureOf(openNetwork(damaged, options('wasm')));
  expect(failure.code).toBe('model-load-failed');
  expect(failure.details['reason']).toBe('wrong-hash');
  expect(String(failure.details['url'])).toContain('/models/face-detection.onnx');
  await using network = await openNetwork({ ...faces, id: 'damaged' }, options('wasm'));
  expect(network.outputNames).toEqual(['scores', 'boxes']);
});

test('a load that fails on the network can be tried again', async () => {
  const realFetch = globalThis.fetch;
  vi.spyOn(globalThis, 'fetch').mockRejectedValueOnce(new TypeError('offline'));
  const asset = { ...faces, id: 'flaky' };
  const failure = await failureOf(openNetwork(asset, options('wasm')));
  expect(failure.details['reason']).toBe('network');
  globalThis.fetch = realFetch;
  await using network = await openNetwork(asset, options('wasm'));
  expect((await network.run(picture))['boxes']?.dims).toEqual([1, 4420, 4]);
});

test('bytes that are no network are a compile failure', async () => {
  const notice = new URL('/models/NOTICE.md', location.href).href;
  const body = new Uint8Array(await (await fetch(notice)).arrayBuffer());
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const text: ModelAsset = { ...faces, id: 'text', file: 'NOTICE.md', bytes: body.length, sha256 };
  const failure = await failureOf(openNetwork(text, options('wasm')));
  expect(failure.details['reason']).toBe('compile');
});

test('an abort during the download ends it with the abort reason', async () => {
  const controller = new AbortController();
  const onDownload = () => controller.abort();
  const opening = openNetwork(
    { ...faces, id: 'aborted' },
    options('wasm', { signal: controller.signal, onDownload }),
  );
  await expect(opening).rejects.toMatchObject({ name: 'AbortError' });
});

test('the download share rises to one', async () => {
  const shares: number[] = [];
  const onDownload = (fraction: number) => void shares.push(fraction);
  await using network = await openNetwork({ ...faces, id: 'watched' }, options('wasm', { onDownload }));
  expect(network.asset.id).toBe('watched');
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
});

test('a run with a wrong shape is an inference failure and the network lives on', async () => {
  await using network = await openNetwork(faces, options('wasm'));
  const wrong = { input: { dims: [1, 3, 1, 1], data: new Float32Array(3) } };
  const failure = await failureOf(network.run(wrong));
  expect(failure.code).toBe('inference-failed');
  expect((await network.run(picture))['scores']?.data.length).toBe(8840);
});

test('a closed network refuses to run', async () => {
  const network = await openNetwork(faces, options('wasm'));
  await network[Symbol.asyncDispose]();
  expect((await failureOf(network.run(picture))).code).toBe('internal');
});

// Last, because this page stays without WebGPU afterwards.
test(
  'a lost GPU fails the run with its own code, and the next network runs on WASM',
  async () => {
    if (!(await probeWebGpu(true)).usable) {
      await expect(openNetwork(faces, options('webgpu'))).rejects.toBeInstanceOf(MediaError);
      return;
    }
    const network = await openNetwork(faces, options('webgpu'));
    const ort = await loadRuntime('webgpu');
    const device = await ort.env.webgpu.device;
    const run = network.run(picture);
    device.destroy();
    await expect(run).rejects.toMatchObject({ code: 'gpu-lost' });
    await expect(network.run(picture)).rejects.toMatchObject({ code: 'gpu-lost' });
    await network[Symbol.asyncDispose]();
    expect(await probeWebGpu(true)).toMatchObject({ usable: false, reason: 'the graphics device was lost' });
    await using next = await openNetwork(faces, options('auto'));
    expect(next.backend).not.toBe('webgpu');
    expect((await next.run(picture))['scores']?.dims).toEqual([1, 4420, 2]);
  },
  SOFTWARE_GPU_TIMEOUT_MS,
);
