import { MediaError } from '../core/errors';

/** A graphics device that passed a small calculation. Dispose it with the job. */
export interface Gpu extends Disposable {
  readonly device: GPUDevice;
  /** Name of the adapter, for the log. */
  readonly adapter: string;
  /** Calculates on the CPU. */
  readonly isSoftware: boolean;
  /** Lost, or out of step after an error. Once true it stays so: what was drawn since is worth nothing. */
  readonly isLost: () => boolean;
}

export interface OpenGpuOptions {
  /** Lets an adapter that calculates on the CPU through; tests and a forced backend do. */
  readonly allowSoftware: boolean;
  readonly log: (message: string) => void;
}

/** Newer browsers say `info.isFallbackAdapter`, older ones `adapter.isFallbackAdapter`. */
const isSoftware = (adapter: GPUAdapter): boolean => {
  // Missing altogether in the first browsers with WebGPU.
  const info: Partial<GPUAdapterInfo> | undefined = adapter.info;
  const old = (adapter as { readonly isFallbackAdapter?: boolean }).isFallbackAdapter;
  return info?.isFallbackAdapter === true || old === true || info?.architecture === 'swiftshader';
};

const nameOf = (adapter: GPUAdapter): string => {
  const info: Partial<GPUAdapterInfo> | undefined = adapter.info;
  return [info?.vendor, info?.architecture, info?.description].filter(Boolean).join(' ') || 'unnamed';
};

const PROBE =
  '@group(0) @binding(0) var<storage, read_write> v: array<u32>;\n@compute @workgroup_size(64) fn probe(@builtin(global_invocation_id) id: vec3u) { v[id.x] = id.x * id.x + 7u; }';
const PROBE_VALUES = 64;

/** Whether the device really calculates: queries have promised what drivers did not keep. */
const calculates = async (device: GPUDevice): Promise<boolean> => {
  const size = PROBE_VALUES * 4;
  const values = device.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC });
  const staging = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const module = device.createShaderModule({ code: PROBE });
  const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute: { module } });
  const layout = pipeline.getBindGroupLayout(0);
  const group = device.createBindGroup({ layout, entries: [{ binding: 0, resource: { buffer: values } }] });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(1);
  pass.end();
  encoder.copyBufferToBuffer(values, 0, staging, 0, size);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const seen = new Uint32Array(staging.getMappedRange());
  const isRight = seen.every((value, index) => value === index * index + 7);
  staging.destroy();
  values.destroy();
  return isRight;
};

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const open = async ({ allowSoftware, log }: OpenGpuOptions): Promise<Gpu | string> => {
  if (!('gpu' in navigator)) return 'this browser has no WebGPU';
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return 'no graphics adapter is offered to WebGPU';
  if (isSoftware(adapter) && !allowSoftware) return 'software adapter, slower than the CPU';
  const { maxBufferSize, maxStorageBufferBindingSize, maxTextureDimension2D } = adapter.limits;
  const requiredLimits = { maxBufferSize, maxStorageBufferBindingSize, maxTextureDimension2D };
  const device = await adapter.requestDevice({ requiredLimits });
  const state = { lost: false };
  void device.lost.then(({ reason }) => {
    state.lost = true;
    if (reason !== 'destroyed') log('graphics: the device was lost');
  });
  // A texture that did not fit draws black without a word: any error ends the trust in the device.
  device.addEventListener('uncapturederror', ({ error }) => {
    state.lost = true;
    log(`graphics: ${error.message}`);
  });
  if (!(await calculates(device))) {
    device.destroy();
    return 'the graphics device calculates wrongly';
  }
  return {
    device,
    adapter: nameOf(adapter),
    isSoftware: isSoftware(adapter),
    isLost: () => state.lost,
    [Symbol.dispose]: () => device.destroy(),
  };
};

/** The graphics device for drawing frames, or `null` where the CPU is to be used; the log says which and why. */
export const openGpu = async (options: OpenGpuOptions): Promise<Gpu | null> => {
  const found = await open(options).catch(describe);
  if (typeof found === 'string') {
    options.log(`graphics: frames are drawn by the CPU (${found})`);
    return null;
  }
  options.log(`graphics: frames are drawn by ${found.adapter}`);
  return found;
};

/** Throws `gpu-lost` when what was just drawn can not be trusted. */
export const assertAlive = (gpu: Gpu): void => {
  if (gpu.isLost()) throw new MediaError('gpu-lost', 'The graphics device was lost');
};
