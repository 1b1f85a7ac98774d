import { expect, test } from 'vitest';
import { MediaError } from '../core/errors';
import { modelAsset } from '../core/model-manifest';
import { loadRuntime } from './onnx-runtime';
import { openNetwork } from './open-network';
import { probeWebGpu } from './probe-backends';

/** A software adapter takes seconds to compile each shader. */
const SOFTWARE_GPU_TIMEOUT_MS = 240_000;

const optionsFor = (backend: 'webgpu' | 'auto') => ({
  signal: new AbortController().signal,
  backend,
  log: () => undefined,
});
const picture = { input: { dims: [1, 3, 240, 320], data: new Float32Array(3 * 240 * 320) } };
const faces = modelAsset('face-detection');

test(
  'a lost GPU fails the run with its own code, and the next network runs on WASM',
  async () => {
    if (!(await probeWebGpu(true)).usable) {
      await expect(openNetwork(faces, optionsFor('webgpu'))).rejects.toBeInstanceOf(MediaError);
      return;
    }
    const network = await openNetwork(faces, optionsFor('webgpu'));
    const ort = await loadRuntime('webgpu');
    const device = await ort.env.webgpu.device;
    const run = network.run(picture);
    device.destroy();
    await expect(run).rejects.toMatchObject({ code: 'gpu-lost' });
    await expect(network.run(picture)).rejects.toMatchObject({ code: 'gpu-lost' });
    await network[Symbol.asyncDispose]();
    expect(await probeWebGpu(true)).toMatchObject({ usable: false, reason: 'the graphics device was lost' });
    await using next = await openNetwork(faces, optionsFor('auto'));
    expect(next.backend).not.toBe('webgpu');
    expect((await next.run(picture))['scores']?.dims).toEqual([1, 4420, 2]);
  },
  SOFTWARE_GPU_TIMEOUT_MS,
);
