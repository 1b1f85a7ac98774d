import { MediaError } from '../core/errors';
import type { MediaSource, OpenMedia, OpenMediaOptions } from './media-source';
import { decodeImage } from './decode-image';
import { createImageSource } from './image-source';
import { sniffImageType, SNIFFED_BYTES, type ImageType } from './media-file-kind';
import { openContainer, type Insufficient } from './open-container';
import { openConverted } from './open-converted';

/** When only the audio is beyond both engines, the picture is still worth having. */
const openWithoutAudio = async (file: File, options: OpenMediaOptions): Promise<MediaSource | null> => {
  const outcome = await openContainer(file, file, { ...options, need: 'video' });
  if (!outcome.source) return null;
  options.log('The audio track can not be decoded by any engine and is left out');
  return { ...outcome.source, audio: null };
};

/** Neither a track nor a format: what begins like a known container and is nothing to ffmpeg is damaged. */
const isUnknownToFfmpeg = (error: unknown): boolean =>
  error instanceof MediaError &&
  error.code === 'unsupported-input' &&
  error.details['container'] === 'unknown';

const openWithFfmpeg = async (
  file: File,
  { findings, why, isKnownContainer }: Insufficient,
  options: OpenMediaOptions,
): Promise<MediaSource> => {
  options.log(`WebCodecs can not read the file (${why}): ffmpeg converts it first`);
  try {
    return await openConverted(file, findings, options);
  } catch (error) {
    options.signal.throwIfAborted();
    const isAudioAlone = findings.videoDecodes === true && options.need !== 'audio';
    const source = isAudioAlone ? await openWithoutAudio(file, options) : null;
    if (source) return source;
    if (isKnownContainer && isUnknownToFfmpeg(error))
      throw new MediaError('input-unreadable', `The file is damaged: ${why}`, {
        cause: error,
        details: { why },
      });
    throw error;
  }
};

const openImage = async (file: File, type: ImageType, options: OpenMediaOptions): Promise<MediaSource> => {
  if (options.need === 'audio') throw new MediaError('no-audio-track', 'A picture has no audio');
  return createImageSource(file, type, await decodeImage(file, type), options);
};

const readHead = async (file: File): Promise<ArrayBuffer> => {
  try {
    return await file.slice(0, SNIFFED_BYTES).arrayBuffer();
  } catch (error) {
    throw new MediaError('input-unreadable', 'The file can not be read from the disk', { cause: error });
  }
};

/**
 * Opens a media file. Throws `MediaError`: `input-unreadable` (empty, damaged, gone from the disk), `unsupported-input`
 * (no engine knows it), `no-video-track` / `no-audio-track` (see `need`), `decode-failed` (known, but nothing decodes),
 * `storage-full` (no room for a mezzanine).
 */
export const openMedia: OpenMedia = async (file, options) => {
  options.signal.throwIfAborted();
  if (file.size === 0)
    throw new MediaError('input-unreadable', 'The file is empty', { details: { bytes: 0 } });
  const imageType = sniffImageType(new Uint8Array(await readHead(file)));
  if (imageType) return openImage(file, imageType, options);
  const outcome = await openContainer(file, file, options);
  return outcome.source ?? openWithFfmpeg(file, outcome, options);
};
