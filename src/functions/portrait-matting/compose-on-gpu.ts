import type { RgbaImage } from '../../core/image';
import { openComposePass } from '../../gpu/open-compose-pass';
import { openFrameCanvas } from '../../gpu/open-frame-canvas';
import type { Gpu } from '../../gpu/open-gpu';
import { openMattePass } from '../../gpu/open-matte-pass';
import {
  createPicture,
  createPictureReader,
  loadPicture,
  takesFrames,
  type SizePx,
} from '../../gpu/textures';
import type { Background } from '../../media/open-background';
import { estimateLayers } from '../../vision/matting/estimate-layers';
import type { Composer, Matted } from './compose';
import { canvasOf, drawBehind, type Behind } from './draw-behind';
import { EDGE_GUIDE } from './matte-frames';
import type { Params } from './subject-kind';

interface Job {
  readonly params: Params;
  readonly background: Background | null;
  readonly size: SizePx;
}

const pixelsOf = (context: OffscreenCanvasRenderingContext2D): RgbaImage => {
  const { width: widthPx, height: heightPx } = context.canvas;
  return { widthPx, heightPx, data: context.getImageData(0, 0, widthPx, heightPx).data };
};

/** Lays subjects over what is behind them, on a canvas the encoder reads, or else on a picture that is read back. */
const openStage = async (gpu: Gpu, { params, background, size }: Job) => {
  const { canvas, context } = canvasOf(size.widthPx, size.heightPx, false);
  const encoded = await openFrameCanvas(gpu, size);
  const picture = encoded ? null : createPicture(gpu, size);
  const compose = await openComposePass(gpu, size, encoded?.format ?? 'rgba8unorm');
  const behind = createPicture(gpu, size);
  const read = createPictureReader(gpu, size);
  const lay = async (subject: GPUTexture, moment: Behind): Promise<RgbaImage | VideoFrame> => {
    await drawBehind(context, moment, params, background);
    loadPicture(gpu, behind, takesFrames(gpu) ? canvas : pixelsOf(context));
    const paint = (target: GPUTexture) => compose.draw(target, { subject, background: behind });
    if (encoded) return encoded.take(moment.timeSeconds, paint);
    paint(picture!);
    return read(picture!);
  };
  const close = (): void => {
    [compose, encoded].forEach((part) => part?.close());
    [behind, picture].forEach((texture) => texture?.destroy());
  };
  return { lay, close };
};

/** The composer for a graphics device: what is full-size is done there. Not for mattes alone (`Output: alpha`). */
export const openGpuComposer = async (gpu: Gpu, job: Job): Promise<Composer> => {
  const matte = await openMattePass(gpu, job.size, EDGE_GUIDE);
  const stage = job.params.Output === 'transparent' ? null : await openStage(gpu, job);
  const read = createPictureReader(gpu, job.size);
  return {
    run: async ({ image, small, timeSeconds }: Matted) => {
      const layers = estimateLayers(small.image, small.alpha);
      const subject = matte.cutOut(image, { ...small, layers });
      return stage ? stage.lay(subject, { timeSeconds, layers }) : read(subject);
    },
    close: () => {
      matte.close();
      stage?.close();
    },
  };
};
