import { assertAlive, type Gpu } from './open-gpu';
import type { SizePx } from './textures';

/** A canvas of the device whose picture becomes a frame for the encoder without being read. */
export interface FrameCanvas {
  readonly format: GPUTextureFormat;
  /** Draws by `paint` and takes the frame; close it. Throws `gpu-lost`. */
  take(timeSeconds: number, paint: (target: GPUTexture) => void): Promise<VideoFrame>;
  close(): void;
}

/** Red, green, blue of the picture the canvas is tried with, and how far they may be off. */
const TRIAL = [204, 102, 51] as const;
const TRIAL_TOLERANCE = 3;

const create = (gpu: Gpu, { widthPx, heightPx }: SizePx): FrameCanvas | null => {
  const { device } = gpu;
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('webgpu');
  if (!context) return null;
  const format = navigator.gpu.getPreferredCanvasFormat();
  context.configure({ device, format, alphaMode: 'opaque', colorSpace: 'srgb' });
  return {
    format,
    take: async (timeSeconds, paint) => {
      paint(context.getCurrentTexture());
      const frame = new VideoFrame(canvas, { timestamp: Math.round(timeSeconds * 1e6), alpha: 'discard' });
      try {
        // A lost device draws black: the frame counts once the work is known to be done.
        await device.queue.onSubmittedWorkDone();
        assertAlive(gpu);
        return frame;
      } catch (error) {
        frame.close();
        throw error;
      }
    },
    close: () => context.unconfigure(),
  };
};

const fillTrial =
  ({ device }: Gpu) =>
  (target: GPUTexture): void => {
    const [r, g, b] = TRIAL;
    const clearValue = [r / 255, g / 255, b / 255, 1];
    const encoder = device.createCommandEncoder();
    const view = target.createView();
    encoder
      .beginRenderPass({ colorAttachments: [{ view, loadOp: 'clear', storeOp: 'store', clearValue }] })
      .end();
    device.queue.submit([encoder.finish()]);
  };

/** Some browsers hand a canvas of the device to the encoder blank, without a word: it is tried once. */
const delivers = async (gpu: Gpu, canvas: FrameCanvas, { widthPx, heightPx }: SizePx): Promise<boolean> => {
  const frame = await canvas.take(0, fillTrial(gpu));
  try {
    const data = new Uint8ClampedArray(widthPx * heightPx * 4);
    await frame.copyTo(data, { format: 'RGBA', colorSpace: 'srgb' });
    return TRIAL.every((value, c) => Math.abs(data[data.length - 4 + c]! - value) <= TRIAL_TOLERANCE);
  } finally {
    frame.close();
  }
};

/**
 * The canvas, or `null` where its picture does not reach the encoder. A software adapter is not even asked: with
 * Chromium's, the attempt takes the device down.
 */
export const openFrameCanvas = async (gpu: Gpu, size: SizePx): Promise<FrameCanvas | null> => {
  const canvas = gpu.isSoftware ? null : create(gpu, size);
  if (!canvas) return null;
  if (await delivers(gpu, canvas, size)) return canvas;
  canvas.close();
  return null;
};
