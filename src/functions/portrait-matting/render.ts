import { MediaError } from '../../core/errors';
import { outputName } from '../../core/file-name';
import type { RgbaImage } from '../../core/image';
import type { OutputFile } from '../../core/media-function';
import { encodeImage, imageMimeType } from '../../exporters/encode-image';
import type { Background } from '../../media/open-background';
import type { MediaSource } from '../../media/media-source';
import { openMediaWriter } from '../../media/open-media-writer';
import { createComposer } from './compose';
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
  const frame = { image, alpha, timeSeconds: 0, small: { image, alpha } };
  const picture = await createComposer(params, background)(frame);
  const type = imageMimeType(params.Format);
  const blob =
    picture instanceof OffscreenCanvas
      ? await picture.convertToBlob({ type, quality: 0.95 })
      : await encodeImage(picture, params.Format);
  const fileName = outputName(source.file.name, `matte-${params.Output}`, params.Format);
  const output = { role: 'result', fileName, mimeType: type, blob } as const;
  return { output, report: describeStill(matte) };
};

/** All frames: WebM with straight alpha, or MP4. Times and audio are the source's. Throws as `renderStill`. */
export const renderVideo = async (job: MatteJob): Promise<MatteOutcome> => {
  const { source, background, networks, params, ctx } = job;
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
  const compose = createComposer(params, background);
  const looks: LookNote[] = [];
  const onLook = (note: LookNote) => looks.push(note);
  for await (const frame of matteFrames(source, { scenes, networks, params, signal, onLook })) {
    signal.throwIfAborted();
    const { timeSeconds, durationSeconds } = frame;
    const picture = await compose(frame);
    const still =
      picture instanceof OffscreenCanvas
        ? new VideoFrame(picture, { timestamp: Math.round(timeSeconds * 1e6) })
        : null;
    await writer
      .addFrame(still ?? (picture as RgbaImage), timeSeconds, durationSeconds)
      .finally(() => still?.close());
    ctx.progress('matte', timeSeconds / Math.max(0.001, source.durationSeconds));
  }
  const networkSeconds = looks.reduce((sum, { seconds }) => sum + seconds, 0);
  log(`Network: ${looks.length} looks in ${networkSeconds.toFixed(2)} s`);
  const blob = await writer.finish();
  const output = { role: 'result', fileName, mimeType: `video/${container}`, blob } as const;
  return { output, report: describeLooks(scenes, looks) };
};
