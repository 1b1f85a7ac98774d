import { MediaError } from '../core/errors';
import type { OpenMediaOptions, DecodedFrame, MediaSource } from './media-source';
import { openMedia } from './open-media';
import { planFit, type FitMode } from './plan-fit';

/** The picture behind the subject, drawn for each moment; a video loops. */
export interface Background extends AsyncDisposable {
  /** A picture: the same at every moment. */
  readonly isStill: boolean;
  draw(context: OffscreenCanvasRenderingContext2D, timeSeconds: number): Promise<void>;
}

type DrawFrame = (context: OffscreenCanvasRenderingContext2D, frame: VideoFrame) => void;

const createDraw =
  (mode: FitMode): DrawFrame =>
  (context, frame) => {
    const { width, height } = context.canvas;
    const inner = { widthPx: frame.displayWidth, heightPx: frame.displayHeight };
    const box = planFit(inner, { widthPx: width, heightPx: height }, mode);
    context.globalCompositeOperation = 'source-over';
    context.fillStyle = 'black';
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(frame, box.xPx, box.yPx, box.widthPx, box.heightPx);
  };

/** The frame on screen at ascending times, started again from the first when the video ends. */
const createFrameWalk = (source: MediaSource) => {
  let frames = source.frames()[Symbol.asyncIterator]();
  let current: DecodedFrame | null = null;
  let ahead: DecodedFrame | null = null;
  let loopStartSeconds = 0;

  const next = async (): Promise<DecodedFrame | null> => {
    const step = await frames.next();
    return step.done ? null : step.value;
  };

  const close = async () => {
    current?.[Symbol.dispose]();
    ahead?.[Symbol.dispose]();
    current = null;
    ahead = null;
    await frames.return?.();
  };

  const restart = async () => {
    await close();
    frames = source.frames()[Symbol.asyncIterator]();
    loopStartSeconds += source.durationSeconds;
  };

  const at = async (timeSeconds: number): Promise<VideoFrame> => {
    // A still lasts no time at all and has nothing to start again.
    while (source.durationSeconds > 0 && timeSeconds - loopStartSeconds >= source.durationSeconds)
      await restart();
    const local = timeSeconds - loopStartSeconds;
    current ??= await next();
    ahead ??= await next();
    while (ahead && ahead.timeSeconds <= local) {
      current?.[Symbol.dispose]();
      current = ahead;
      ahead = await next();
    }
    if (!current) throw new MediaError('decode-failed', 'The background has no frame that decodes');
    return current.videoFrame;
  };

  return { at, close };
};

/** Opens the background slot's file. The draw calls must come in ascending time. */
export const openBackground = async (
  file: File,
  mode: FitMode,
  options: OpenMediaOptions,
): Promise<Background> => {
  const source = await openMedia(file, { ...options, need: 'video' });
  const drawFrame = createDraw(mode);
  const walk = createFrameWalk(source);
  return {
    isStill: source.kind === 'image',
    draw: async (context, timeSeconds) => {
      drawFrame(context, await walk.at(source.kind === 'image' ? 0 : timeSeconds));
    },
    [Symbol.asyncDispose]: async () => {
      await walk.close();
      source[Symbol.dispose]();
    },
  };
};
