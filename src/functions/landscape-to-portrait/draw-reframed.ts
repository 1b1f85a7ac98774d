import { MediaError } from '../../core/errors';
import type { SourceSize } from './plan-frame';
import { isWholeOutput, type Placement } from './plan-placement';

/** How the room beside the picture is filled. */
export type CanvasFill =
  | { readonly kind: 'blur' }
  | { readonly kind: 'color'; readonly color: string }
  | { readonly kind: 'image'; readonly image: CanvasImageSource & SizeOfImage };

interface SizeOfImage {
  readonly width: number;
  readonly height: number;
}

/** The blurred backdrop is drawn this small first, px across, and a little darker than the picture. */
const BLUR_COLUMNS = 14;
const BLUR_SHADE = 'rgba(0, 0, 0, 0.3)';

const openContext = (widthPx: number, heightPx: number): OffscreenCanvasRenderingContext2D => {
  const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d');
  if (!context) throw new MediaError('out-of-memory', 'No canvas of the frame size');
  context.imageSmoothingQuality = 'high';
  return context;
};

/** Draws so that the middle of the picture covers the canvas. */
const drawCovering = (
  context: OffscreenCanvasRenderingContext2D,
  image: CanvasImageSource,
  { width, height }: SizeOfImage,
): void => {
  const { width: outWidth, height: outHeight } = context.canvas;
  const scale = Math.max(outWidth / width, outHeight / height);
  const [w, h] = [width * scale, height * scale];
  context.drawImage(image, (outWidth - w) / 2, (outHeight - h) / 2, w, h);
};

/** For pictures, and for frames that are not plain 8-bit 4:2:0: draws them into the output's shape on one canvas. */
export const createCanvasReframer = (output: SourceSize, fill: CanvasFill) => {
  const context = openContext(output.widthPx, output.heightPx);
  const rows = Math.max(2, Math.round((BLUR_COLUMNS * output.heightPx) / output.widthPx));
  const small = openContext(BLUR_COLUMNS, rows);

  const fillRound = (image: CanvasImageSource, size: SizeOfImage): void => {
    const { width, height } = context.canvas;
    context.clearRect(0, 0, width, height);
    if (fill.kind === 'color') {
      context.fillStyle = fill.color;
      context.fillRect(0, 0, width, height);
    } else if (fill.kind === 'image') drawCovering(context, fill.image, fill.image);
    else {
      drawCovering(small, image, size);
      context.drawImage(small.canvas, 0, 0, width, height);
      context.fillStyle = BLUR_SHADE;
      context.fillRect(0, 0, width, height);
    }
  };

  return (image: CanvasImageSource, size: SizeOfImage, placement: Placement): OffscreenCanvas => {
    const { from, to } = placement;
    if (!isWholeOutput(placement, output)) fillRound(image, size);
    else context.clearRect(0, 0, output.widthPx, output.heightPx);
    context.drawImage(image, from.x, from.y, from.width, from.height, to.x, to.y, to.width, to.height);
    return context.canvas;
  };
};
