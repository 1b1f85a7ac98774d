import { MediaError } from '../../core/errors';
import { outputName } from '../../core/file-name';
import type { RgbaImage } from '../../core/image';
import type { OutputFile } from '../../core/media-function';
import { encodeImage, imageMimeType } from '../../exporters/encode-image';
import type { Gpu } from '../../gpu/open-gpu';
import { openWithTwin } from '../../gpu/open-with-twin';
import type { Background } from '../../media/open-background';
import type { MediaSource } from '../../media/media-source';
import { openMediaWriter } from '../../media/open-media-writer';
import { straightColours, type Layers } from '../../vision/matting/estimate-layers';
import { createComposer, type Composer } from './compose';
import { openGpuComposer } from './compose-on-gpu';
import { findScenes } from './find-scenes';
import { hasEdits } from './hand-edits';
import { matteFrames, type LookNote } from './matte-frames';
import { matteStill } from './matte-still';
import type { MatteNetworks } from './open-networks';
import { describeLooks, describeStill, type MatteReport } from './describe-matte';
import type { Context, Params } from './subject-kind';

export interface MatteJob {
  readonly source: MediaSource;
  readonly background: Background | null;
  readonly networks: MatteNetworks;
  readonly params: Params;
  readonly ctx: Context;
}

export interface MatteOutcome {
  readonly output: OutputFile;
  readonly report: MatteReport;
}

const nobody = (): MediaError =>
  new MediaError('invalid-input', 'No person was found', { details: { reason: 'no-person' } });

const readStill = async (source: MediaSource): Promise<RgbaImage> => {
  for await (const { image } of source.imagesAt([0])) return image;
  throw new MediaError('decode-failed', 'The picture does not decode');
};

/** One photo as PNG or WebP. Throws `invalid-input` (`no-person`). */
export const renderStill = async ({
  source,
  background,
  networks,
  params,
  ctx,
}: MatteJob): Promise<MatteOutcome> => {
  const image = await readStill(source);
  ctx.progress('people', 1);
  const matte = await matteStill(image, networks, params, (fraction) => ctx.progress('matte', fraction));
  if (!matte) throw nobody();
  ctx.signal.throwIfAborted();
  const { alpha } = matte;
  const frame = {
    image,
    fullAlpha: () => alpha,
    cutOut: (layers: Layers) => straightColours(image, alpha, layers),
    timeSeconds: 0,
    small: { image, alpha },
  };
  const picture = await createComposer(params, background).run(frame);
  if (picture instanceof VideoFrame) throw new MediaError('internal', 'The CPU paints pixels');
  const type = imageMimeType(params.Format);
  const blob =
    picture instanceof OffscreenCanvas
      ? await picture.convertToBlob({ type, quality: 0.95 })
      : await encodeImage(picture, params.Format);
  const fileName = outputName(source.file.name, `matte-${params.Output}`, params.Format);
  const output = { role: 'result', fileName, mimeType: type, blob } as const;
  return { output, report: describeStill(matte) };
};

/** On the graphics device where there is one; a matte alone is not worth it. */
const openComposer = ({ source, background, params, ctx }: MatteJob): Promise<Composer> => {
  const { backend, signal, log } = ctx;
  const twin = () => createComposer(params, background);
  if (params.Output === 'alpha') return Promise.resolve(twin());
  const size = source.video!;
  const onGpu = (gpu: Gpu) => openGpuComposer(gpu, { params, background, size });
  return openWithTwin({ backend, signal, log, onGpu, twin });
};

const toFrame = (
  picture: RgbaImage | OffscreenCanvas | VideoFrame,
  timeSeconds: number,
): RgbaImage | VideoFrame =>
  picture instanceof OffscreenCanvas
    ? new VideoFrame(picture, { timestamp: Math.round(timeSeconds * 1e6) })
    : picture;

/** All frames: WebM with straight alpha, or MP4. Times and audio are the source's. Throws as `renderStill`. */
export const renderVideo = async (job: MatteJob): Promise<MatteOutcome> => {
  const { source, networks, params, ctx } = job;
  const { signal, log, scratch } = ctx;
  const scenes = await findScenes(source, {
    networks,
    anySubject: params.Subject === 'any',
    signal,
    onProgress: (fraction) => ctx.progress('people', fraction),
  });
  if (scenes.every(({ crops }) => crops.length === 0) && !hasEdits(params)) throw nobody();
  const { widthPx, heightPx, frameRate } = source.video!;
  const alpha = params.Output === 'transparent';
  const container = alpha ? 'webm' : 'mp4';
  const fileName = outputName(source.file.name, `matte-${params.Output}`, container);
  await using writer = await openMediaWriter({
    target: await scratch.createFile(fileName),
    container,
    video: { widthPx, heightPx, frameRate, alpha, source: source.video },
    ...(source.audio ? { audio: { kind: 'copy', from: source } } : {}),
    signal,
    log,
  });
  const composer = await openComposer(job);
  const looks: LookNote[] = [];
  const onLook = (note: LookNote) => looks.push(note);
  try {
    for await (const frame of matteFrames(source, { scenes, networks, params, signal, onLook })) {
      signal.throwIfAborted();
      const { timeSeconds, durationSeconds } = frame;
      const picture = toFrame(await composer.run(frame), timeSeconds);
      const close = () => (picture instanceof VideoFrame ? picture.close() : undefined);
      await writer.addFrame(picture, timeSeconds, durationSeconds).finally(close);
      ctx.progress('matte', timeSeconds / Math.max(0.001, source.durationSeconds));
    }
  } finally {
    composer.close();
  }
  const networkSeconds = looks.reduce((sum, { seconds }) => sum + seconds, 0);
  log(`Network: ${looks.length} looks in ${networkSeconds.toFixed(2)} s`);
  const blob = await writer.finish();
  const output = { role: 'result', fileName, mimeType: `video/${container}`, blob } as const;
  return { output, report: describeLooks(scenes, looks) };
};
