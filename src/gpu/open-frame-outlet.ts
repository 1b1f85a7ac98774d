import type { RgbaImage } from '../core/image';
import { openComposePass } from './open-compose-pass';
import { openFrameCanvas } from './open-frame-canvas';
import type { Gpu } from './open-gpu';
import { createPictureReader, type SizePx } from './textures';

/** Takes opaque pictures of one size off the device. */
export interface FrameOutlet {
  /** As a frame of a canvas, to be closed, where that reaches the encoder; else as pixels. Throws `gpu-lost`. */
  take(picture: GPUTexture, timeSeconds: number): Promise<VideoFrame | RgbaImage>;
  close(): void;
}

export const openFrameOutlet = async (gpu: Gpu, size: SizePx): Promise<FrameOutlet> => {
  const canvas = await openFrameCanvas(gpu, size);
  if (!canvas) return { take: createPictureReader(gpu, size), close: () => undefined };
  const copy = await openComposePass(gpu, size, canvas.format);
  return {
    take: (picture, timeSeconds) =>
      canvas.take(timeSeconds, (onto) => copy.draw(onto, { subject: picture, background: picture })),
    close: () => [copy, canvas].forEach((part) => part.close()),
  };
};
