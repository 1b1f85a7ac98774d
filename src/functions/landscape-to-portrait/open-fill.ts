import { MediaError } from '../../core/errors';
import type { RgbaImage } from '../../core/image';
import type { OpenMediaOptions } from '../../media/media-source';
import { openMedia } from '../../media/open-media';
import type { CanvasFill } from './draw-reframed';
import { parseColor, toPlanes, toYuv } from './fill-planes';
import type { SourceSize } from './plan-frame';
import type { PlaneFill } from './reframe-planes';

/** What fills the room beside the picture, for both ways of drawing. */
export interface Fill {
  forCanvas(): CanvasFill;
  forPlanes(space: VideoColorSpace): PlaneFill;
}

export interface FillParams {
  readonly FillType: 'blur' | 'color' | 'image';
  readonly FillColor: string;
}

const readImage = async (file: File, options: OpenMediaOptions): Promise<RgbaImage> => {
  using source = await openMedia(file, { ...options, need: 'video' });
  for await (const { image } of source.imagesAt([0])) return image;
  throw new MediaError('decode-failed', 'The background does not decode');
};

/** Drawn so that it covers the output. */
const coverOutput = (image: RgbaImage, { widthPx, heightPx }: SourceSize): OffscreenCanvas => {
  const own = new OffscreenCanvas(image.widthPx, image.heightPx);
  own.getContext('2d')?.putImageData(new ImageData(image.data, image.widthPx, image.heightPx), 0, 0);
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new MediaError('out-of-memory', 'No canvas of the frame size');
  context.imageSmoothingQuality = 'high';
  const scale = Math.max(widthPx / image.widthPx, heightPx / image.heightPx);
  const [width, height] = [image.widthPx * scale, image.heightPx * scale];
  context.drawImage(own, (widthPx - width) / 2, (heightPx - height) / 2, width, height);
  return canvas;
};

const imageFill = (canvas: OffscreenCanvas): Fill => ({
  forCanvas: () => ({ kind: 'image', image: canvas }),
  forPlanes: (space) => {
    const { width, height } = canvas;
    const pixels = canvas.getContext('2d')!.getImageData(0, 0, width, height);
    const data = pixels.data as Uint8ClampedArray<ArrayBuffer>;
    return { kind: 'image', planes: toPlanes({ widthPx: width, heightPx: height, data }, space) };
  },
});

/** Opens the background slot's picture when it is asked for. Throws `invalid-input` when that slot is empty. */
export const openFill = async (
  params: FillParams,
  file: File | undefined,
  output: SourceSize,
  options: OpenMediaOptions,
): Promise<Fill> => {
  if (params.FillType === 'image') {
    if (!file)
      throw new MediaError('invalid-input', 'A fill with a picture needs one in the background slot', {
        details: { reason: 'no-background' },
      });
    return imageFill(coverOutput(await readImage(file, options), output));
  }
  if (params.FillType === 'blur')
    return { forCanvas: () => ({ kind: 'blur' }), forPlanes: () => ({ kind: 'blur' }) };
  return {
    forCanvas: () => ({ kind: 'color', color: params.FillColor }),
    forPlanes: (space) => ({ kind: 'color', yuv: toYuv(parseColor(params.FillColor), space) }),
  };
};
