import type { Capability, ThreadReport, WebGpuReport } from '../core/backend-report';
import { memoizeAsync } from '../core/memoize-async';
import { gpuLoss, watchGpuDevice } from './gpu-loss';
import type { InferenceBackend } from './network';
import { loadRuntime, type OnnxRuntime } from './onnx-runtime';
import { onnxQueue, runSession } from './run-session';
import {
  SELF_TEST_TOLERANCE,
  selfTestAnswer,
  selfTestInput,
  selfTestInputDims,
  selfTestModel,
} from './self-test-network';
import { threadCount } from './thread-count';

/** A backend that has not answered the tiny self-test by now is of no use (drivers that hang, blocked workers). */
const SELF_TEST_TIMEOUT_MS = 20_000;

const TOO_LATE: Capability = {
  usable: false,
  reason: `no answer to the self-test within ${SELF_TEST_TIMEOUT_MS / 1000} s`,
};

const withinTime = async (work: Promise<Capability>): Promise<Capability> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Capability>((resolve) => {
    timer = setTimeout(() => resolve(TOO_LATE), SELF_TEST_TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

const largestError = (output: ArrayLike<number>): number =>
  selfTestAnswer().reduce(
    (worst, value, index) => Math.max(worst, Math.abs(value - (output[index] ?? NaN))),
    0,
  );

/** onnxruntime-web gives its GPU device up with the last session, so this one stays open as long as the worker. */
const keepsDevice = (backend: InferenceBackend, verdict: Capability | undefined): boolean =>
  backend === 'webgpu' && verdict?.usable === true;

const judge = (output: ArrayLike<number> | undefined): Capability => {
  const worst = output ? largestError(output) : NaN;
  return worst <= SELF_TEST_TOLERANCE
    ? { usable: true, reason: 'passed the self-test' }
    : { usable: false, reason: `self-test answer is off by ${worst.toPrecision(2)}` };
};

const runSelfTest = async (backend: InferenceBackend, ort: OnnxRuntime): Promise<Capability> => {
  const provider = backend === 'webgpu' ? 'webgpu' : 'wasm';
  const session = await ort.InferenceSession.create(selfTestModel(), { executionProviders: [provider] });
  let verdict: Capability | undefined;
  try {
    const feeds = { x: { data: selfTestInput, dims: selfTestInputDims } };
    const { y } = await runSession(ort, session, feeds);
    if (backend === 'webgpu') watchGpuDevice(await ort.env.webgpu.device);
    verdict = judge(y?.data as Float32Array | undefined);
    return verdict;
  } finally {
    if (!keepsDevice(backend, verdict)) await session.release();
  }
};

const rememberedSelfTest = memoizeAsync(async (backend: InferenceBackend) => {
  // The download is not part of the time: a slow connection says nothing about the backend.
  const ort = await loadRuntime(backend);
  return onnxQueue(() => withinTime(runSelfTest(backend, ort)));
});

/**
 * Runs the tiny network once on this backend and compares with the known answer. Never throws; a failure to load
 * the runtime is forgotten, so that a later job tries again.
 */
export const selfTest = async (backend: InferenceBackend): Promise<Capability> => {
  try {
    return await rememberedSelfTest(backend);
  } catch (error) {
    return { usable: false, reason: error instanceof Error ? error.message : String(error) };
  }
};

interface AdapterFacts {
  readonly description: string;
  readonly software: boolean;
}

/** Newer browsers say `info.isFallbackAdapter`, older ones `adapter.isFallbackAdapter`. */
const describeAdapter = (adapter: GPUAdapter): AdapterFacts => {
  // Missing altogether in the first browsers with WebGPU.
  const info: Partial<GPUAdapterInfo> | undefined = adapter.info;
  const { vendor, architecture, description, isFallbackAdapter } = info ?? {};
  const old = (adapter as { readonly isFallbackAdapter?: boolean }).isFallbackAdapter;
  return {
    description: [vendor, architecture, description].filter(Boolean).join(' ') || 'unnamed',
    software: isFallbackAdapter === true || old === true || architecture === 'swiftshader',
  };
};

const findAdapter = async (): Promise<AdapterFacts | string> => {
  if (!('gpu' in navigator)) return 'this browser has no WebGPU';
  try {
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
    return adapter ? describeAdapter(adapter) : 'no graphics adapter is offered to WebGPU';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const adapterFacts = memoizeAsync<'adapter', AdapterFacts | string>(findAdapter);

/**
 * Whether WebGPU may be used. `allowSoftware` lets a software adapter through (forced backend); without it such an
 * adapter is refused untested, because it is many times slower than WASM. Never throws.
 */
export const probeWebGpu = async (allowSoftware: boolean): Promise<WebGpuReport> => {
  const facts = await adapterFacts('adapter');
  if (typeof facts === 'string') return { usable: false, reason: facts, adapter: '' };
  const adapter = facts.description;
  if (gpuLoss.lost) return { usable: false, reason: 'the graphics device was lost', adapter };
  if (facts.software && !allowSoftware) {
    return { usable: false, reason: 'software adapter, slower than WASM', adapter };
  }
  return { ...(await selfTest('webgpu')), adapter };
};

/** Whether WASM threads start and calculate rightly, and how many are used. Never throws. */
export const probeThreads = async (): Promise<ThreadReport> => {
  const count = threadCount();
  if (!self.crossOriginIsolated)
    return { usable: false, count: 1, reason: 'the page is not cross-origin isolated' };
  if (count < 2) return { usable: false, count: 1, reason: 'one processor core' };
  const result = await selfTest('wasm-threads');
  return { ...result, count: result.usable ? count : 1 };
};
