import type { z } from 'zod';
import { MediaError } from '../../core/errors';
import { outputName } from '../../core/file-name';
import type { RgbaImage } from '../../core/image';
import type { OutputFile, RunContext } from '../../core/media-function';
import { encodeImage } from '../../exporters/encode-image';
import type { MediaSource } from '../../media/media-source';
import { openMediaWriter } from '../../media/open-media-writer';
import type { greenScreen } from './definition';
import type { ScreenSegment } from './find-screens';
import { createSegmentKeyer } from './key-frames';
import { createLightWrap } from './light-wrap';
import type { Background } from '../../media/open-background';

type Params = z.output<typeof greenScreen.params>;
type StageId = (typeof greenScreen.stages)[number]['id'];

export interface KeyJob {
  readonly source: MediaSource;
  readonly segments: readonly ScreenSegment[];
  readonly background: Background | null;
  readonly params: Params;
  readonly ctx: RunContext<StageId>;
}

/** Lays keyed frames over the background on one canvas that lives as long as the render. */
const createCompositor = (background: Background, { widthPx, heightPx }: RgbaImage, wrap: number) => {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d', { alpha: false });
  const subject = new OffscreenCanvas(widthPx, heightPx);
  const subjectContext = subject.getContext('2d');
  if (!context || !subjectContext) throw new MediaError('out-of-memory', 'No canvas of the frame size');
  const addLight = createLightWrap(widthPx, heightPx, wrap);
  return async (keyed: RgbaImage, timeSeconds: number): Promise<OffscreenCanvas> => {
    await background.draw(context, timeSeconds);
    const put = () => subjectContext.putImageData(new ImageData(keyed.data, widthPx, heightPx), 0, 0);
    put();
    if (wrap > 0) {
      addLight(keyed, subject, canvas);
      put();
    }
    context.drawImage(subject, 0, 0);
    return canvas;
  };
};

const createKeying = ({ segments, params, background }: KeyJob) => {
  const settings = { similarity: params.Similarity, smoothness: params.Smoothness, spill: params.Spill };
  const key = createSegmentKeyer(segments, settings, params.GarbageMatte);
  let compose: ReturnType<typeof createCompositor> | null = null;
  return async (frame: RgbaImage, timeSeconds: number): Promise<RgbaImage | OffscreenCanvas> => {
    const keyed = key(frame, timeSeconds);
    if (!background) return keyed;
    compose ??= createCompositor(background, frame, params.LightWrap);
    return compose(keyed, timeSeconds);
  };
};

/** One keyed still as PNG. */
export const renderKeyedImage = async (job: KeyJob): Promise<OutputFile> => {
  const { source, ctx } = job;
  for await (const { image } of source.imagesAt([0])) {
    const keyed = await createKeying(job)(image, 0);
    const picture =
      keyed instanceof OffscreenCanvas
        ? await keyed.convertToBlob({ type: 'image/png' })
        : await encodeImage(keyed, 'png');
    ctx.progress('key', 1);
    const fileName = outputName(source.file.name, 'keyed', 'png');
    return { role: 'result', fileName, mimeType: 'image/png', blob: picture };
  }
  throw new MediaError('decode-failed', 'The picture does not decode');
};

/** All frames: WebM with straight alpha, or MP4 over the background. Times and audio are the source's. */
export const renderKeyedVideo = async (job: KeyJob): Promise<OutputFile> => {
  const { source, background, ctx } = job;
  const { signal, log, scratch } = ctx;
  const video = source.video!;
  const container = background ? 'mp4' : 'webm';
  const fileName = outputName(source.file.name, 'keyed', container);
  const { widthPx, heightPx, frameRate } = video;
  await using writer = await openMediaWriter({
    target: await scratch.createFile(fileName),
    container,
    video: { widthPx, heightPx, frameRate, alpha: !background, source: video },
    ...(source.audio ? { audio: { kind: 'copy', from: source } } : {}),
    signal,
    log,
  });
  const key = createKeying(job);
  for await (using frame of source.frames()) {
    signal.throwIfAborted();
    const { timeSeconds, durationSeconds } = frame;
    const keyed = await key(await frame.readRgba(), timeSeconds);
    if (keyed instanceof OffscreenCanvas) {
      const picture = new VideoFrame(keyed, { timestamp: Math.round(timeSeconds * 1e6) });
      await writer.addFrame(picture, timeSeconds, durationSeconds).finally(() => picture.close());
    } else {
      await writer.addFrame(keyed, timeSeconds, durationSeconds);
    }
    ctx.progress('key', timeSeconds / Math.max(0.001, source.durationSeconds));
  }
  return { role: 'result', fileName, mimeType: `video/${container}`, blob: await writer.finish() };
};
