import type { RgbaImage } from '../../core/image';
import { tryKernelMemory } from '../../kernels/kernel-memory';
import type { DecodedFrame } from '../../media/media-source';
import { createPlaneLoader, planeRegions } from '../../media/plane-loader';
import { copyRows, pictureStride } from '../../vision/chroma-key/simd-keyer';

type Size = Pick<RgbaImage, 'widthPx' | 'heightPx'>;

/**
 * Decoded frames as RGBA, by the way the renderer takes: a plate made otherwise would differ from its frames. The picture
 * is used again by the next call.
 */
export const createFrameReader = (size: Size, hasAlpha: boolean) => {
  const rgbaStride = pictureStride(size);
  const memory = hasAlpha
    ? null
    : tryKernelMemory({ ...planeRegions(size), rgba: rgbaStride * size.heightPx });
  const loader = memory && createPlaneLoader(size, { memory, rgba: memory.at.rgba, rgbaStride });
  if (!loader) return (frame: DecodedFrame): Promise<RgbaImage> => frame.readRgba();
  const rgba = memory.bytes('rgba');
  const isTight = rgbaStride === size.widthPx * 4;
  const data = isTight ? rgba : new Uint8ClampedArray(size.widthPx * size.heightPx * 4);
  return async (frame: DecodedFrame): Promise<RgbaImage> => {
    if (!(await loader.load(frame.videoFrame))) return frame.readRgba();
    if (!isTight) copyRows(rgba, data, size, 'out');
    return { widthPx: size.widthPx, heightPx: size.heightPx, data };
  };
};
