import type { VideoSample } from 'mediabunny';
import type { RgbaImage } from '../core/image';
import type { SizePx } from './plan-frame-size';

/** Turns decoded frames into RGBA of one size. Holds one canvas; one call at a time. */
export interface PictureReader {
  read(sample: VideoSample): Promise<RgbaImage>;
}

/** Draws on a canvas: rotation, pixel aspect, colour matrix and range are applied by the browser. */
export const createPictureReader = ({ widthPx, heightPx }: SizePx): PictureReader => {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('No 2D canvas');
  context.imageSmoothingQuality = 'medium';
  return {
    read: (sample) => {
      context.clearRect(0, 0, widthPx, heightPx);
      sample.draw(context, 0, 0, widthPx, heightPx);
      const data = context.getImageData(0, 0, widthPx, heightPx).data as Uint8ClampedArray<ArrayBuffer>;
      return Promise.resolve({ widthPx, heightPx, data });
    },
  };
};
