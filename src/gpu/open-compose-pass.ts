import { CELL_PX, cellGridOf } from '../vision/chroma-key/cell-fields';
import composeShader from './compose.wgsl?raw';
import { createBuffer } from './compute-passes';
import type { Gpu } from './open-gpu';
import type { SizePx } from './textures';

/** Lays pictures of one size over others on the device; `composeOver` is its twin. */
export interface ComposePass {
  /** Draws on the texture given. `light` is one colour a cell of 8 px, from a `WrapPass`. */
  draw(target: GPUTexture, layers: ComposeLayers): void;
  close(): void;
}

export interface ComposeLayers {
  readonly subject: GPUTexture;
  readonly background: GPUTexture;
  readonly light?: GPUBuffer | null;
}

const SETTINGS_BYTES = 16;

/** `format` is that of the textures drawn on. */
export const openComposePass = async (
  gpu: Gpu,
  size: SizePx,
  format: GPUTextureFormat,
): Promise<ComposePass> => {
  const { device } = gpu;
  const module = device.createShaderModule({ code: composeShader });
  const constants = { CELL_PX };
  const pipeline = await device.createRenderPipelineAsync({
    layout: 'auto',
    vertex: { module, entryPoint: 'cover_all' },
    fragment: { module, entryPoint: 'compose', constants, targets: [{ format }] },
  });
  const { columns, rows } = cellGridOf(size.widthPx, size.heightPx);
  const uniform = createBuffer(gpu, SETTINGS_BYTES, GPUBufferUsage.UNIFORM);
  const noLight = createBuffer(gpu, columns * rows * 16, GPUBufferUsage.STORAGE);
  return {
    draw: (target, { subject, background, light }) => {
      device.queue.writeBuffer(uniform, 0, new Int32Array([columns, rows, light ? 1 : 0, 0]));
      const group = device.createBindGroup({
        layout: pipeline.getBindGroupLayout(0),
        entries: [
          { binding: 0, resource: { buffer: uniform } },
          { binding: 1, resource: subject.createView() },
          { binding: 2, resource: background.createView() },
          { binding: 3, resource: { buffer: light ?? noLight } },
        ],
      });
      const encoder = device.createCommandEncoder();
      const view = target.createView();
      const pass = encoder.beginRenderPass({
        colorAttachments: [{ view, loadOp: 'clear', storeOp: 'store' }],
      });
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.draw(3);
      pass.end();
      device.queue.submit([encoder.finish()]);
    },
    close: () => {
      uniform.destroy();
      noLight.destroy();
    },
  };
};
