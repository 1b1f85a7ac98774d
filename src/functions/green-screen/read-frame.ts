import type { RgbaImage } from '../../core/image';
import { createKernelMemory } from '../../kernels/kernel-memory';
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
  const memory = createKernelMemory({ ...planeRegions(size), rgba: rgbaStride * size.heightPx });
  const loader = createPlaneLoader(size, { memory, rgba: memory.at.rgba, rgbaStride });
  const rgba = memory.bytes('rgba');
  const isTight = rgbaStride === size.widthPx * 4;
  const data = isTight ? rgba : new Uint8ClampedArray(size.widthPx * size.heightPx * 4);
  return async (frame: DecodedFrame): Promise<RgbaImage> => {
    const loaded = hasAlpha ? null : await loader?.load(frame.videoFrame);
    if (!loaded) return frame.readRgba();
    if (!isTight) copyRows(rgba, data, size, 'out');
    return { widthPx: size.widthPx, heightPx: size.heightPx, data };
  };
};
