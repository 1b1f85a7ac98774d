import { MediaError } from '../../core/errors';
import type { RgbaImage } from '../../core/image';
import type { Background } from '../../media/open-background';
import type { Layers } from '../../vision/matting/estimate-layers';
import type { Params } from './subject-kind';

/** Blur radius at full strength, share of the picture's long side. */
const MAX_BLUR = 0.04;

export const canvasOf = (widthPx: number, heightPx: number, alpha: boolean) => {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d', { alpha });
  if (!context) throw new MediaError('out-of-memory', 'No canvas of the frame size');
  return { canvas, context };
};

export const putImage = (context: OffscreenCanvasRenderingContext2D, image: RgbaImage): void =>
  context.putImageData(new ImageData(image.data, image.widthPx, image.heightPx), 0, 0);

/** Draws the small picture of what lies behind the subject, blurred: no halo of the subject is in it. */
const drawBlurred = (context: OffscreenCanvasRenderingContext2D, layers: Layers, strength: number): void => {
  const { background } = layers;
  const small = canvasOf(background.widthPx, background.heightPx, false);
  putImage(small.context, background);
  const { width, height } = context.canvas;
  const radius = strength * MAX_BLUR * Math.max(width, height);
  context.filter = `blur(${radius.toFixed(2)}px)`;
  context.imageSmoothingQuality = 'high';
  // A blur darkens the rim by what lies outside the canvas, so the picture is drawn a little larger.
  const bleed = radius * 2;
  context.drawImage(small.canvas, -bleed, -bleed, width + 2 * bleed, height + 2 * bleed);
  context.filter = 'none';
};

/** What lies behind the subject at one moment. */
export interface Behind {
  readonly timeSeconds: number;
  readonly layers: Layers;
}

/** Fills the canvas with what the job wants behind the subject. */
export const drawBehind = async (
  context: OffscreenCanvasRenderingContext2D,
  { timeSeconds, layers }: Behind,
  params: Params,
  background: Background | null,
): Promise<void> => {
  if (params.Output === 'image') return background?.draw(context, timeSeconds);
  if (params.Output === 'blur') return drawBlurred(context, layers, params.Blur);
  context.fillStyle = params.Color;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
};
