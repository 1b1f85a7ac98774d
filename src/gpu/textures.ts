import { MediaError } from '../core/errors';
import type { RgbaImage } from '../core/image';
import { assertAlive, type Gpu } from './open-gpu';

export interface SizePx {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Rows of a texture are copied to buffers at multiples of this many bytes (WebGPU, 256). */
const ROW_ALIGNMENT = 256;

const PICTURE_USAGE = (): GPUTextureUsageFlags =>
  GPUTextureUsage.TEXTURE_BINDING |
  GPUTextureUsage.COPY_DST |
  GPUTextureUsage.COPY_SRC |
  GPUTextureUsage.RENDER_ATTACHMENT;

/** An 8-bit RGBA picture on the device, to be filled by `loadPicture` or drawn on. */
export const createPicture = ({ device }: Gpu, { widthPx, heightPx }: SizePx, isStored = false): GPUTexture =>
  device.createTexture({
    size: [widthPx, heightPx],
    format: 'rgba8unorm',
    usage: PICTURE_USAGE() | (isStored ? GPUTextureUsage.STORAGE_BINDING : 0),
  });

const isRgba = (picture: RgbaImage | VideoFrame | OffscreenCanvas): picture is RgbaImage => 'data' in picture;

/** Whether frames and canvases may be handed to the device as they are. Chromium's software adapter refuses: it gets pixels. */
export const takesFrames = ({ isSoftware }: Gpu): boolean => !isSoftware;

/** Fills a texture of the picture's size. Frames and canvases stay on the device where the browser keeps them there. */
export const loadPicture = (
  { device }: Gpu,
  texture: GPUTexture,
  picture: RgbaImage | VideoFrame | OffscreenCanvas,
): void => {
  const size = [texture.width, texture.height];
  if (isRgba(picture)) {
    device.queue.writeTexture({ texture }, picture.data, { bytesPerRow: picture.widthPx * 4 }, size);
    return;
  }
  device.queue.copyExternalImageToTexture({ source: picture }, { texture, colorSpace: 'srgb' }, size);
};

/** Reads pictures of one size back. */
export const createPictureReader = (gpu: Gpu, { widthPx, heightPx }: SizePx) => {
  const { device } = gpu;
  const bytesPerRow = Math.ceil((widthPx * 4) / ROW_ALIGNMENT) * ROW_ALIGNMENT;
  const staging = device.createBuffer({
    size: bytesPerRow * heightPx,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  return async (texture: GPUTexture): Promise<RgbaImage> => {
    const encoder = device.createCommandEncoder();
    encoder.copyTextureToBuffer({ texture }, { buffer: staging, bytesPerRow }, [widthPx, heightPx]);
    device.queue.submit([encoder.finish()]);
    await mapOrLose(gpu, staging);
    const rows = new Uint8Array(staging.getMappedRange());
    const data = new Uint8ClampedArray(widthPx * heightPx * 4);
    for (let y = 0; y < heightPx; y++) {
      const from = y * bytesPerRow;
      data.set(rows.subarray(from, from + widthPx * 4), y * widthPx * 4);
    }
    staging.unmap();
    return { widthPx, heightPx, data };
  };
};

/** Maps a buffer for reading. Throws `gpu-lost` where the device can not give it any more. */
export const mapOrLose = async (gpu: Gpu, buffer: GPUBuffer): Promise<void> => {
  try {
    await buffer.mapAsync(GPUMapMode.READ);
  } catch (cause) {
    throw new MediaError('gpu-lost', 'The graphics device gives nothing back', { cause });
  }
  assertAlive(gpu);
};
