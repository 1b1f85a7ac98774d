import { MediaError } from '../../core/errors';
import type { RgbaImage } from '../../core/image';
import type { Background } from '../../media/open-background';
import { cellGridOf } from '../../vision/chroma-key/cell-fields';
import type { PaintPlan } from './paint-source';

const openContext = (
  widthPx: number,
  heightPx: number,
  willReadFrequently: boolean,
): OffscreenCanvasRenderingContext2D => {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently });
  if (!context) throw new MediaError('out-of-memory', 'No canvas of the frame size');
  return context;
};

const pixelsOf = (context: OffscreenCanvasRenderingContext2D): RgbaImage => {
  const { width: widthPx, height: heightPx } = context.canvas;
  return { widthPx, heightPx, data: context.getImageData(0, 0, widthPx, heightPx).data };
};

/** What is behind the subject at one moment. */
export interface Backdrop {
  readonly canvas: OffscreenCanvas;
  /** False while it is what it was the last time. */
  readonly isNew: boolean;
  pixels(): RgbaImage;
  /** The same at one pixel a cell of the keyer. */
  glow(): RgbaImage;
}

/** Draws the background for ascending times; a still is drawn and read once. `isRead`: its pixels will be asked for. */
export const createBackdropDrawer = (
  background: Background,
  { widthPx, heightPx }: Pick<PaintPlan, 'widthPx' | 'heightPx'>,
  isRead: boolean,
) => {
  const context = openContext(widthPx, heightPx, isRead);
  const { columns, rows } = cellGridOf(widthPx, heightPx);
  let small: OffscreenCanvasRenderingContext2D | null = null;
  let seen: { pixels?: RgbaImage; glow?: RgbaImage } | null = null;

  const readGlow = (): RgbaImage => {
    small ??= openContext(columns, rows, true);
    small.imageSmoothingQuality = 'high';
    small.drawImage(context.canvas, 0, 0, columns, rows);
    return pixelsOf(small);
  };

  return async (timeSeconds: number): Promise<Backdrop> => {
    const isNew = seen === null || !background.isStill;
    if (isNew) {
      await background.draw(context, timeSeconds);
      seen = {};
    }
    const known = seen!;
    return {
      canvas: context.canvas,
      isNew,
      pixels: () => (known.pixels ??= pixelsOf(context)),
      glow: () => (known.glow ??= readGlow()),
    };
  };
};
