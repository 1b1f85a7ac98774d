import { MediaError } from '../../core/errors';
import { outputName } from '../../core/file-name';
import type { RgbaImage } from '../../core/image';
import type { OutputFile, RunContext } from '../../core/media-function';
import { encodeImage } from '../../exporters/encode-image';
import type { Gpu } from '../../gpu/open-gpu';
import { openWithTwin, type FrameWork } from '../../gpu/open-with-twin';
import type { DecodedFrame, MediaSource } from '../../media/media-source';
import { openMediaWriter } from '../../media/open-media-writer';
import { createI420Reader, toVideoFrame } from '../../media/i420-frame';
import type { EditPlane } from '../../vision/marks/edit-plane';
import { openGpuHider } from './hide-on-gpu';
import { isDue, type HideMode, type Patcher } from './patcher';
import type { Patch } from './plan-patches';
import { planesOf } from './planes-of';

const LABEL = 'no-logo';

export interface RenderMarksJob {
  readonly source: MediaSource;
  readonly patches: readonly Patch[];
  readonly patcher: Patcher;
  readonly mode: HideMode | 'restore';
  readonly ctx: RunContext<'render'>;
}

type Picture = VideoFrame | RgbaImage;

/** Changes frames on their planes. */
const createPlaneEditor = ({ patcher }: RenderMarksJob): FrameWork<DecodedFrame, Picture> => {
  const reader = createI420Reader();
  return {
    run: async ({ videoFrame, timeSeconds }) => {
      const planes = await reader.read(videoFrame);
      await patcher.patch(planesOf(planes), timeSeconds);
      return toVideoFrame(planes, timeSeconds);
    },
    close: () => undefined,
  };
};

const PLAIN_FORMATS: ReadonlySet<string | null> = new Set(['I420', 'NV12']);

/** Planes for plain frames; those given out as RGB are blurred by a graphics device where there is a real one. */
const createEditor = (job: RenderMarksJob) => {
  const { source, patches, mode, ctx } = job;
  const { widthPx, heightPx } = source.video!;
  const { backend, signal, log } = ctx;
  const byPlanes = createPlaneEditor(job);
  let byRgb: FrameWork<DecodedFrame, Picture> | null = null;
  return {
    edit: async (frame: DecodedFrame): Promise<Picture> => {
      if (mode === 'restore' || PLAIN_FORMATS.has(frame.videoFrame.format)) return byPlanes.run(frame);
      const options = { size: { widthPx, heightPx }, patches, mode };
      const onGpu = (gpu: Gpu) => openGpuHider(gpu, options);
      byRgb ??= await openWithTwin({ backend, signal, log, onGpu, twin: () => byPlanes });
      return byRgb.run(frame);
    },
    close: async (): Promise<void> => {
      byRgb?.close();
      await job.patcher.close?.();
    },
  };
};

/** All frames, changed only inside the patches; times and audio are the source's. */
export const renderVideo = async (job: RenderMarksJob): Promise<OutputFile> => {
  const { source, patches, ctx } = job;
  const { signal, log, scratch } = ctx;
  const video = source.video!;
  const fileName = outputName(source.file.name, LABEL, 'mp4');
  const { widthPx, heightPx, frameRate } = video;
  await using writer = await openMediaWriter({
    target: await scratch.createFile(fileName),
    container: 'mp4',
    video: { widthPx, heightPx, frameRate, source: video },
    ...(source.audio ? { audio: { kind: 'copy', from: source } } : {}),
    signal,
    log,
  });
  const editor = createEditor(job);
  try {
    for await (using frame of source.frames()) {
      signal.throwIfAborted();
      const { timeSeconds, durationSeconds } = frame;
      if (patches.some((patch) => isDue(patch, timeSeconds))) {
        const changed = await editor.edit(frame);
        const written = writer.addFrame(changed, timeSeconds, durationSeconds);
        await written.finally(() => 'close' in changed && changed.close());
      } else {
        await writer.addFrame(frame.videoFrame, timeSeconds, durationSeconds);
      }
      ctx.progress('render', timeSeconds / Math.max(0.001, source.durationSeconds));
    }
  } finally {
    await editor.close();
  }
  return { role: 'result', fileName, mimeType: 'video/mp4', blob: await writer.finish() };
};

/** Red, green and blue as planes of their own, and back. */
const splitImage = ({ data, widthPx, heightPx }: RgbaImage): readonly EditPlane[] =>
  [0, 1, 2].map((channel) => ({
    data: Uint8Array.from({ length: widthPx * heightPx }, (_, i) => data[i * 4 + channel]!),
    widthPx,
    heightPx,
    scale: 1,
  }));

const joinImage = (image: RgbaImage, planes: readonly EditPlane[]): RgbaImage => {
  const data = image.data.slice();
  planes.forEach((plane, channel) => plane.data.forEach((value, i) => (data[i * 4 + channel] = value)));
  return { ...image, data };
};

export const readStill = async (source: MediaSource): Promise<RgbaImage> => {
  for await (const { image } of source.imagesAt([0])) return image;
  throw new MediaError('decode-failed', 'The picture does not decode');
};

/** The still with its patches changed, as PNG. */
export const renderImage = async (
  source: MediaSource,
  image: RgbaImage,
  edit: (image: RgbaImage) => Promise<RgbaImage>,
): Promise<OutputFile> => {
  const fileName = outputName(source.file.name, LABEL, 'png');
  const blob = await encodeImage(await edit(image), 'png');
  return { role: 'result', fileName, mimeType: 'image/png', blob };
};

export const editByPlanes =
  (patcher: Patcher) =>
  async (image: RgbaImage): Promise<RgbaImage> => {
    const planes = splitImage(image);
    await patcher.patch(planes, 0);
    return joinImage(image, planes);
  };
