import { MediaError } from '../../core/errors';
import type { Plane, RgbaImage } from '../../core/image';
import type { Background } from '../../media/open-background';
import { estimateLayers, straightColours, type Layers } from '../../vision/matting/estimate-layers';
import type { MattedFrame } from './matte-frames';
import type { Params } from './subject-kind';

type Picture = RgbaImage | OffscreenCanvas;
type Matted = Pick<MattedFrame, 'image' | 'alpha' | 'timeSeconds' | 'small'>;

/** Blur radius at full strength, share of the picture's long side. */
const MAX_BLUR = 0.04;

const greyOf = ({ widthPx, heightPx, data: alpha }: Plane, source: RgbaImage): RgbaImage => {
  const data = new Uint8ClampedArray(widthPx * heightPx * 4);
  for (let i = 0; i < alpha.length; i++) {
    data.fill(Math.round(alpha[i]! * source.data[i * 4 + 3]!), i * 4, i * 4 + 3);
    data[i * 4 + 3] = 255;
  }
  return { widthPx, heightPx, data };
};

const canvasOf = (widthPx: number, heightPx: number, alpha: boolean) => {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d', { alpha });
  if (!context) throw new MediaError('out-of-memory', 'No canvas of the frame size');
  return { canvas, context };
};

const put = (context: OffscreenCanvasRenderingContext2D, image: RgbaImage): void =>
  context.putImageData(new ImageData(image.data, image.widthPx, image.heightPx), 0, 0);

/** Draws the small picture of what lies behind the subject, blurred: no halo of the subject is in it. */
const drawBlurred = (context: OffscreenCanvasRenderingContext2D, layers: Layers, strength: number): void => {
  const { background } = layers;
  const small = canvasOf(background.widthPx, background.heightPx, false);
  put(small.context, background);
  const { width, height } = context.canvas;
  const radius = strength * MAX_BLUR * Math.max(width, height);
  context.filter = `blur(${radius.toFixed(2)}px)`;
  context.imageSmoothingQuality = 'high';
  // A blur darkens the rim by what lies outside the canvas, so the picture is drawn a little larger.
  const bleed = radius * 2;
  context.drawImage(small.canvas, -bleed, -bleed, width + 2 * bleed, height + 2 * bleed);
  context.filter = 'none';
};

/** Makes the pictures a job asks for out of frames and mattes; one canvas lives as long as the job. */
export const createComposer = (params: Params, background: Background | null) => {
  let stage: ReturnType<typeof canvasOf> | null = null;
  let front: ReturnType<typeof canvasOf> | null = null;

  const drawBehind = async (matted: Matted, layers: Layers, context: OffscreenCanvasRenderingContext2D) => {
    if (params.Output === 'image') return background?.draw(context, matted.timeSeconds);
    if (params.Output === 'blur') return drawBlurred(context, layers, params.Blur);
    context.fillStyle = params.Color;
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  };

  return async (matted: Matted): Promise<Picture> => {
    const { image, alpha } = matted;
    const { widthPx, heightPx } = image;
    if (params.Output === 'alpha') return greyOf(alpha, image);
    const layers = estimateLayers(matted.small.image, matted.small.alpha);
    const subject = straightColours(image, alpha, layers);
    if (params.Output === 'transparent') return subject;
    stage ??= canvasOf(widthPx, heightPx, false);
    front ??= canvasOf(widthPx, heightPx, true);
    await drawBehind(matted, layers, stage.context);
    put(front.context, subject);
    stage.context.drawImage(front.canvas, 0, 0);
    return stage.canvas;
  };
};
