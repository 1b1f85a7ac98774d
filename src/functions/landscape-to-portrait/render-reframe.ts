import { MediaError } from '../../core/errors';
import { outputName } from '../../core/file-name';
import type { RgbaImage } from '../../core/image';
import type { OutputFile, RunContext } from '../../core/media-function';
import { poseAt, type Keyframe } from '../../core/reframe-path';
import { imageMimeType, type ImageFormat } from '../../exporters/encode-image';
import { openWithTwin } from '../../gpu/open-with-twin';
import type { DecodedFrame, MediaSource } from '../../media/media-source';
import { openMediaWriter } from '../../media/open-media-writer';
import { createCanvasReframer } from './draw-reframed';
import type { Fill } from './open-fill';
import type { SourceSize } from './plan-frame';
import { isPlainCut, isWholeOutput, planPlacement } from './plan-placement';
import { openGpuReframer, type PlacedFrame } from './reframe-on-gpu';
import { createPlaneReframer, hasReadablePlanes } from './reframe-planes';

export interface RenderJob {
  readonly source: MediaSource;
  readonly output: SourceSize;
  /** Keyframes of all shots in order; two at one time are a cut. */
  readonly path: readonly Keyframe[];
  readonly fill: Fill;
  readonly ctx: RunContext<'render'>;
}

/** The decoder's picture with another visible part. */
const cutOut = (frame: VideoFrame, x: number, y: number, { widthPx, heightPx }: SourceSize): VideoFrame => {
  const rect = frame.visibleRect!;
  return new VideoFrame(frame, {
    visibleRect: { x: rect.x + x, y: rect.y + y, width: widthPx, height: heightPx },
    displayWidth: widthPx,
    displayHeight: heightPx,
  });
};

/** Frames that are not plain 4:2:0 are drawn as RGB: on a graphics device where there is a real one, else on a canvas. */
const openRgbReframer = ({ source, output, fill, ctx }: RenderJob) => {
  const { widthPx, heightPx } = source.video!;
  const input = { widthPx, heightPx };
  const { backend, signal, log } = ctx;
  return openWithTwin<PlacedFrame, VideoFrame | RgbaImage>({
    backend,
    signal,
    log,
    onGpu: (gpu) => openGpuReframer(gpu, { input, output, fill: fill.forCanvas() }),
    twin: () => {
      const draw = createCanvasReframer(output, fill.forCanvas());
      return {
        run: async ({ frame, placement }) =>
          new VideoFrame(draw(frame.videoFrame, { width: widthPx, height: heightPx }, placement), {
            timestamp: frame.videoFrame.timestamp,
          }),
        close: () => undefined,
      };
    },
  });
};

/** Turns a frame into the output's; the caller closes it. */
const createReframer = (job: RenderJob) => {
  const { source, output, path, fill } = job;
  const { widthPx, heightPx } = source.video!;
  let byPlanes: ReturnType<typeof createPlaneReframer> | null = null;
  let byRgb: Awaited<ReturnType<typeof openRgbReframer>> | null = null;
  const reframe = async (frame: DecodedFrame): Promise<VideoFrame | RgbaImage> => {
    const { videoFrame, timeSeconds } = frame;
    const placement = planPlacement(poseAt(path, timeSeconds), { widthPx, heightPx }, output);
    if (hasReadablePlanes(videoFrame)) {
      if (isWholeOutput(placement, output) && isPlainCut(placement))
        return cutOut(videoFrame, placement.from.x, placement.from.y, output);
      byPlanes ??= createPlaneReframer(output, fill.forPlanes(videoFrame.colorSpace));
      return byPlanes(videoFrame, placement);
    }
    byRgb ??= await openRgbReframer(job);
    return byRgb.run({ frame, placement });
  };
  return { reframe, [Symbol.dispose]: () => byRgb?.close() };
};

/** All frames in the new shape; times and sound are the source's. */
export const renderVideo = async (job: RenderJob): Promise<OutputFile> => {
  const { source, output, ctx } = job;
  const { signal, log, scratch } = ctx;
  const video = source.video!;
  const fileName = outputName(source.file.name, 'portrait', 'mp4');
  await using writer = await openMediaWriter({
    target: await scratch.createFile(fileName),
    container: 'mp4',
    video: { ...output, frameRate: video.frameRate, source: video },
    ...(source.audio ? { audio: { kind: 'copy', from: source } } : {}),
    signal,
    log,
  });
  using reframer = createReframer(job);
  for await (using frame of source.frames()) {
    signal.throwIfAborted();
    const picture = await reframer.reframe(frame);
    const written = writer.addFrame(picture, frame.timeSeconds, frame.durationSeconds);
    await written.finally(() => 'close' in picture && picture.close());
    ctx.progress('render', frame.timeSeconds / Math.max(0.001, source.durationSeconds));
  }
  return { role: 'result', fileName, mimeType: 'video/mp4', blob: await writer.finish() };
};

/** A photo stays a photo, everything else becomes PNG. */
const formatFor = ({ name, type }: File): ImageFormat =>
  /\.jpe?g$/i.test(name) || type === 'image/jpeg' ? 'jpg' : 'png';

/** A still in the new shape. */
export const renderImage = async ({ source, output, path, fill, ctx }: RenderJob): Promise<OutputFile> => {
  for await (const { image } of source.imagesAt([0])) {
    const { widthPx, heightPx } = image;
    const own = new OffscreenCanvas(widthPx, heightPx);
    own.getContext('2d')?.putImageData(new ImageData(image.data, widthPx, heightPx), 0, 0);
    const placement = planPlacement(poseAt(path, 0), image, output);
    const reframe = createCanvasReframer(output, fill.forCanvas());
    const canvas = reframe(own, { width: widthPx, height: heightPx }, placement);
    const format = formatFor(source.file);
    const mimeType = imageMimeType(format);
    const blob = await canvas.convertToBlob({ type: mimeType, quality: 0.95 });
    if (blob.type !== mimeType) throw new MediaError('encode-failed', `No encoder for ${mimeType}`);
    ctx.progress('render', 1);
    return { role: 'result', fileName: outputName(source.file.name, 'portrait', format), mimeType, blob };
  }
  throw new MediaError('decode-failed', 'The picture does not decode');
};
