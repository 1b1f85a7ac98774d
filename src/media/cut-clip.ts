import type { TimeRange } from '../core/geometry';
import { openMediaWriter } from './open-media-writer';
import type { MediaSource } from './media-source';
import { planClipCut } from './plan-clip-cut';
import { canCopyPicture, copyClip, type CopyOptions } from './stream-copy';

/** Sound is encoded at this rate where it can not be copied. */
const SOUND_RATE_HZ = 48_000;

export interface CutOptions extends CopyOptions {
  /** Encode rather than hide a lead-in from the keyframe before. */
  readonly exact: boolean;
  readonly onProgress?: (fraction: number) => void;
}

export interface CutClip {
  readonly file: File;
  readonly isCopied: boolean;
}

/** Decodes the stretch and encodes it again: exact to the frame, in every player. */
const encodeClip = async (
  source: MediaSource,
  { startSeconds, endSeconds }: TimeRange,
  { target, signal, log, onProgress }: CutOptions,
): Promise<File> => {
  const video = source.video!;
  const channels = Math.min(2, source.audio?.channels ?? 0);
  const sound = { kind: 'pcm', sampleRateHz: SOUND_RATE_HZ, channels } as const;
  await using writer = await openMediaWriter({
    target,
    container: 'mp4',
    video: { widthPx: video.widthPx, heightPx: video.heightPx, frameRate: video.frameRate, source: video },
    ...(source.audio ? { audio: sound } : {}),
    signal,
    log,
  });
  const blocks = source.audio
    ? source.pcm({ ...sound, startSeconds, endSeconds })[Symbol.asyncIterator]()
    : null;
  let block = await blocks?.next();
  try {
    for await (const frame of source.frames({ startSeconds, endSeconds })) {
      using own = frame;
      const at = own.timeSeconds - startSeconds;
      for (
        ;
        block && !block.done && block.value.timeSeconds - startSeconds <= at;
        block = await blocks?.next()
      )
        await writer.addPcm({ ...block.value, timeSeconds: block.value.timeSeconds - startSeconds });
      await writer.addFrame(own.videoFrame, at, own.durationSeconds);
      onProgress?.(at / (endSeconds - startSeconds));
    }
    for (; block && !block.done; block = await blocks?.next())
      await writer.addPcm({ ...block.value, timeSeconds: block.value.timeSeconds - startSeconds });
    return await writer.finish();
  } finally {
    await blocks?.return?.();
  }
};

/**
 * Cuts a stretch out of a video into an MP4: by copying packets where that gives the right picture, else by encoding.
 * `keyframeTimes` are those of the source. Throws `encode-failed`, `storage-full`, `verify-failed`.
 */
export const cutClip = async (
  source: MediaSource,
  range: TimeRange,
  keyframeTimes: readonly number[],
  options: CutOptions,
): Promise<CutClip> => {
  const cut = planClipCut(range, keyframeTimes, options.exact);
  if (cut.kind === 'copy' && (await canCopyPicture(source)))
    return { file: await copyClip(source, cut, range.endSeconds, options), isCopied: true };
  return { file: await encodeClip(source, range, options), isCopied: false };
};
