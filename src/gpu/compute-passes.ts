import { MediaError } from '../core/errors';
import type { Gpu } from './open-gpu';

export type Constants = Readonly<Record<string, number>>;

/** What a shader's binding is; the order is the binding's number. */
export type BindingKind = 'uniform' | 'read-only-storage' | 'storage' | 'texture' | 'stored-picture';

const entryOf = (kind: BindingKind, binding: number): GPUBindGroupLayoutEntry => {
  const at = { binding, visibility: GPUShaderStage.COMPUTE };
  if (kind === 'texture') return { ...at, texture: { sampleType: 'unfilterable-float' } };
  if (kind === 'stored-picture')
    return { ...at, storageTexture: { format: 'rgba8unorm', access: 'write-only' } };
  return { ...at, buffer: { type: kind } };
};

/** A shader's entry points over one set of bindings. */
export interface ComputePasses<Entry extends string> {
  bind(resources: readonly (GPUBuffer | GPUTexture)[]): GPUBindGroup;
  /** Runs entry points one after the other, each over its own number of 8 x 8 groups. */
  run(group: GPUBindGroup, steps: readonly (readonly [Entry, widthPx: number, heightPx: number])[]): void;
}

/** Threads a side of a group; the shaders say so too. */
const GROUP_SIDE = 8;

/** Compiles a shader. Numbers that a CPU twin owns are handed in as `constants`, so that they are written once. */
export const createComputePasses = async <Entry extends string>(
  { device }: Gpu,
  shader: { readonly code: string; readonly entries: readonly Entry[]; readonly constants: Constants },
  bindings: readonly BindingKind[],
): Promise<ComputePasses<Entry>> => {
  const module = device.createShaderModule({ code: shader.code });
  const { messages } = await module.getCompilationInfo();
  const errors = messages.filter(({ type }) => type === 'error');
  if (errors.length > 0) {
    throw new MediaError(
      'internal',
      errors.map(({ lineNum, message }) => `${lineNum}: ${message}`).join('; '),
    );
  }
  const groupLayout = device.createBindGroupLayout({ entries: bindings.map(entryOf) });
  const layout = device.createPipelineLayout({ bindGroupLayouts: [groupLayout] });
  const compile = async (entryPoint: Entry) => {
    const compute = { module, entryPoint, constants: shader.constants };
    return [entryPoint, await device.createComputePipelineAsync({ layout, compute })] as const;
  };
  const pipelines = new Map(await Promise.all(shader.entries.map(compile)));
  return {
    bind: (resources) =>
      device.createBindGroup({
        layout: groupLayout,
        entries: resources.map((resource, binding) => ({
          binding,
          resource: 'createView' in resource ? resource.createView() : { buffer: resource },
        })),
      }),
    run: (group, steps) => {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setBindGroup(0, group);
      for (const [entry, widthPx, heightPx] of steps) {
        pass.setPipeline(pipelines.get(entry)!);
        pass.dispatchWorkgroups(Math.ceil(widthPx / GROUP_SIDE), Math.ceil(heightPx / GROUP_SIDE));
      }
      pass.end();
      device.queue.submit([encoder.finish()]);
    },
  };
};

/** A buffer for calculations; `extra` adds uses. */
export const createBuffer = ({ device }: Gpu, bytes: number, usage: GPUBufferUsageFlags): GPUBuffer =>
  device.createBuffer({ size: Math.ceil(bytes / 16) * 16, usage: usage | GPUBufferUsage.COPY_DST });
