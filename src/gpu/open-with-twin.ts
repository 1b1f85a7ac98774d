import type { BackendChoice } from '../core/media-function';
import { openGpu, type Gpu } from './open-gpu';

/** Work on one frame after the other. Close it. */
export interface FrameWork<In, Out> {
  run(input: In): Promise<Out>;
  close(): void;
}

export interface TwinOptions<In, Out> {
  /** A forced `webgpu` takes a software adapter too; a forced WASM never asks for a device. */
  readonly backend: BackendChoice;
  readonly signal: AbortSignal;
  readonly log: (message: string) => void;
  readonly onGpu: (gpu: Gpu) => Promise<FrameWork<In, Out>>;
  /** The same on the CPU, from any frame on. */
  readonly twin: () => FrameWork<In, Out>;
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const guard = <In, Out>(
  gpu: Gpu,
  onGpu: FrameWork<In, Out>,
  { signal, log, twin }: TwinOptions<In, Out>,
): FrameWork<In, Out> => {
  let current = onGpu;
  return {
    run: async (input) => {
      if (current !== onGpu) return current.run(input);
      try {
        return await onGpu.run(input);
      } catch (error) {
        signal.throwIfAborted();
        log(`graphics: the CPU goes on (${describe(error)})`);
        onGpu.close();
        current = twin();
        return current.run(input);
      }
    },
    close: () => {
      current.close();
      gpu[Symbol.dispose]();
    },
  };
};

/**
 * Work on the graphics device where there is a real one, else on the CPU. When the device fails on a frame, that frame
 * and all after it are done by the twin.
 */
export const openWithTwin = async <In, Out>(options: TwinOptions<In, Out>): Promise<FrameWork<In, Out>> => {
  const { backend, log, onGpu, twin } = options;
  if (backend !== 'auto' && backend !== 'webgpu') return twin();
  const gpu = await openGpu({ allowSoftware: backend === 'webgpu', log });
  if (!gpu) return twin();
  try {
    return guard(gpu, await onGpu(gpu), options);
  } catch (error) {
    log(`graphics: frames are drawn by the CPU (${describe(error)})`);
    gpu[Symbol.dispose]();
    return twin();
  }
};
