import type { VideoSample } from 'mediabunny';
import type { RgbaImage } from '../core/image';
import type { SizePx } from './plan-frame-size';
import { createPlaneReader, hasAlphaPlane, hasPlainPlanes } from './plane-reader';

/** Turns decoded frames into RGBA of one size. Holds one canvas; one call at a time. */
export interface PictureReader {
  read(sample: VideoSample): Promise<RgbaImage>;
}

/** Draws on a canvas: rotation, pixel aspect, colour space and tone mapping are applied by the browser. */
const createCanvasReader = ({ widthPx, heightPx }: SizePx) => {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('No 2D canvas');
  context.imageSmoothingQuality = 'medium';
  return (sample: VideoSample): RgbaImage => {
    context.clearRect(0, 0, widthPx, heightPx);
    sample.draw(context, 0, 0, widthPx, heightPx);
    const data = context.getImageData(0, 0, widthPx, heightPx).data as Uint8ClampedArray<ArrayBuffer>;
    return { widthPx, heightPx, data };
  };
};

/** From this reduction on, averaging the planes is faster than a canvas. */
const MIN_PLANE_RATIO = 1.5;

const shrinksEnough = (sample: VideoSample, { widthPx, heightPx }: SizePx): boolean =>
  sample.visibleRect.width * sample.visibleRect.height >= MIN_PLANE_RATIO ** 2 * widthPx * heightPx;

/** Native size first, then a canvas: shrinking must weigh colours by their alpha. */
const createAlphaReader = ({ widthPx, heightPx }: SizePx) => {
  let readNative: ReturnType<typeof createPlaneReader> | null = null;
  return async (sample: VideoSample): Promise<RgbaImage> => {
    readNative ??= createPlaneReader({ widthPx: sample.displayWidth, heightPx: sample.displayHeight });
    const native = await readNative(sample);
    if (native.widthPx === widthPx && native.heightPx === heightPx) return native;
    const source = new OffscreenCanvas(native.widthPx, native.heightPx);
    source.getContext('2d')?.putImageData(new ImageData(native.data, native.widthPx), 0, 0);
    const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('No 2D canvas');
    context.imageSmoothingQuality = 'high';
    context.drawImage(source, 0, 0, widthPx, heightPx);
    const data = context.getImageData(0, 0, widthPx, heightPx).data as Uint8ClampedArray<ArrayBuffer>;
    return { widthPx, heightPx, data };
  };
};

/** Plain 8-bit frames are read plane by plane; deep and wide-gamut ones go through a canvas. */
export const createPictureReader = (size: SizePx): PictureReader => {
  const readPlanes = createPlaneReader(size);
  const readAlpha = createAlphaReader(size);
  let readCanvas: ReturnType<typeof createCanvasReader> | null = null;
  return {
    read: async (sample) => {
      if (hasAlphaPlane(sample)) return readAlpha(sample);
      if (hasPlainPlanes(sample) && shrinksEnough(sample, size)) return readPlanes(sample);
      readCanvas ??= createCanvasReader(size);
      return readCanvas(sample);
    },
  };
};
