import type { z } from 'zod';
import { MediaError } from '../../core/errors';
import { outputName } from '../../core/file-name';
import type { OutputFile, RunContext } from '../../core/media-function';
import { encodeImage } from '../../exporters/encode-image';
import { openWithTwin } from '../../gpu/open-with-twin';
import type { MediaSource } from '../../media/media-source';
import type { Background } from '../../media/open-background';
import { openMediaWriter } from '../../media/open-media-writer';
import type { greenScreen } from './definition';
import type { ScreenSegment } from './find-screens';
import { createCpuPainter } from './paint-on-cpu';
import { openGpuPainter } from './paint-on-gpu';
import { createSimdPainter } from './paint-with-simd';
import { frameSource, type PaintPlan } from './paint-source';

type Params = z.output<typeof greenScreen.params>;
type StageId = (typeof greenScreen.stages)[number]['id'];

export interface KeyJob {
  readonly source: MediaSource;
  readonly segments: readonly ScreenSegment[];
  readonly background: Background | null;
  readonly params: Params;
  readonly ctx: RunContext<StageId>;
}

const planPaint = ({ source, segments, params, background }: KeyJob): PaintPlan => {
  const { widthPx, heightPx } = source.video!;
  return {
    widthPx,
    heightPx,
    segments,
    settings: { similarity: params.Similarity, smoothness: params.Smoothness, spill: params.Spill },
    garbage: params.GarbageMatte,
    background,
    lightWrap: params.LightWrap,
  };
};

/** One keyed still as PNG; on the CPU, as one picture is not worth waking a graphics device for. */
export const renderKeyedImage = async (job: KeyJob): Promise<OutputFile> => {
  const { source, ctx } = job;
  for await (const { image } of source.imagesAt([0])) {
    const painter = createCpuPainter(planPaint(job));
    const picture = await painter.run({
      timeSeconds: 0,
      videoFrame: null,
      readPixels: () => Promise.resolve(image),
    });
    if (picture instanceof VideoFrame) throw new MediaError('internal', 'The CPU paints pixels');
    ctx.progress('key', 1);
    const fileName = outputName(source.file.name, 'keyed', 'png');
    const blob = await encodeImage(picture, 'png');
    return { role: 'result', fileName, mimeType: 'image/png', blob };
  }
  throw new MediaError('decode-failed', 'The picture does not decode');
};

/** All frames: WebM with straight alpha, or MP4 over the background. Times and audio are the source's. */
export const renderKeyedVideo = async (job: KeyJob): Promise<OutputFile> => {
  const { source, background, ctx } = job;
  const { signal, log, scratch, backend } = ctx;
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
  const plan = planPaint(job);
  const painter = await openWithTwin({
    backend,
    signal,
    log,
    onGpu: (gpu) => openGpuPainter(gpu, plan),
    twin: () => createSimdPainter(plan) ?? createCpuPainter(plan),
  });
  try {
    for await (using frame of source.frames()) {
      signal.throwIfAborted();
      const { timeSeconds, durationSeconds } = frame;
      const picture = await painter.run(frameSource(frame, video.hasAlpha));
      const close = () => (picture instanceof VideoFrame ? picture.close() : undefined);
      await writer.addFrame(picture, timeSeconds, durationSeconds).finally(close);
      ctx.progress('key', timeSeconds / Math.max(0.001, source.durationSeconds));
    }
  } finally {
    painter.close();
  }
  return { role: 'result', fileName, mimeType: `video/${container}`, blob: await writer.finish() };
};
