import type { Plane, RgbaImage } from '../../core/image';
import type { FrameWork } from '../../gpu/open-with-twin';
import type { Background } from '../../media/open-background';
import { estimateLayers } from '../../vision/matting/estimate-layers';
import { canvasOf, drawBehind, putImage } from './draw-behind';
import type { MattedFrame } from './matte-frames';
import type { Params } from './subject-kind';

export type Matted = Pick<MattedFrame, 'image' | 'fullAlpha' | 'cutOut' | 'timeSeconds' | 'small'>;
/** Makes the pictures a job asks for out of frames and mattes. A `VideoFrame` is the caller's to close. */
export type Composer = FrameWork<Matted, RgbaImage | OffscreenCanvas | VideoFrame>;

const greyOf = ({ widthPx, heightPx, data: alpha }: Plane, source: RgbaImage): RgbaImage => {
  const data = new Uint8ClampedArray(widthPx * heightPx * 4);
  for (let i = 0; i < alpha.length; i++) {
    data.fill(Math.round(alpha[i]! * source.data[i * 4 + 3]!), i * 4, i * 4 + 3);
    data[i * 4 + 3] = 255;
  }
  return { widthPx, heightPx, data };
};

/** The composer that runs everywhere; one canvas lives as long as the job. */
export const createComposer = (params: Params, background: Background | null): Composer => {
  let stage: ReturnType<typeof canvasOf> | null = null;
  let front: ReturnType<typeof canvasOf> | null = null;
  return {
    run: async (matted) => {
      const { image, timeSeconds } = matted;
      const { widthPx, heightPx } = image;
      if (params.Output === 'alpha') return greyOf(matted.fullAlpha(), image);
      const layers = estimateLayers(matted.small.image, matted.small.alpha);
      const subject = matted.cutOut(layers);
      if (params.Output === 'transparent') return subject;
      stage ??= canvasOf(widthPx, heightPx, false);
      front ??= canvasOf(widthPx, heightPx, true);
      await drawBehind(stage.context, { timeSeconds, layers }, params, background);
      putImage(front.context, subject);
      stage.context.drawImage(front.canvas, 0, 0);
      return stage.canvas;
    },
    close: () => undefined,
  };
};
