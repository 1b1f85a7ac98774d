import { ALL_FORMATS, BlobSource, Input, MpegTsInputFormat } from 'mediabunny';
import { MediaError } from '../core/errors';
import { createContainerSource, type ContainerTracks } from './container-source';
import { asMediaError } from './media-failure';
import type { MediaSource, OpenMedia, OpenMediaOptions } from './media-source';
import { canReallyDecodeVideo } from './probe-decode';

/** A stream cut from a broadcast or a live recording starts at a clock time; no real leading gap is this long. */
const LONGEST_LEADING_GAP_SECONDS = 10;

/** Where the source's timeline starts on the container's clock. */
const timelineOffset = async (input: Input): Promise<number> => {
  const first = await input.getFirstTimestamp();
  if ((await input.getFormat()) instanceof MpegTsInputFormat) return first;
  return first > LONGEST_LEADING_GAP_SECONDS ? first : 0;
};

const chooseTracks = async (input: Input): Promise<ContainerTracks> => {
  const video = await input.getPrimaryVideoTrack();
  return { input, video, audio: await input.getPrimaryAudioTrack() };
};

const requireTracks = (tracks: ContainerTracks, need: OpenMediaOptions['need']): void => {
  if (need === 'video' && !tracks.video)
    throw new MediaError('no-video-track', 'The file has no video track');
  if (need === 'audio' && !tracks.audio)
    throw new MediaError('no-audio-track', 'The file has no audio track');
  if (!tracks.video && !tracks.audio) throw new MediaError('unsupported-input', 'The file has no track');
};

const openContainer = async (file: File, options: OpenMediaOptions): Promise<MediaSource> => {
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  try {
    if (!(await input.canRead()))
      throw new MediaError('unsupported-input', 'Not a container that can be read');
    const tracks = await chooseTracks(input);
    requireTracks(tracks, options.need);
    if (tracks.video && options.need !== 'audio' && !(await canReallyDecodeVideo(tracks.video)))
      throw new MediaError('unsupported-input', 'The video can not be decoded');
    const offsetSeconds = await timelineOffset(input);
    return await createContainerSource(tracks, offsetSeconds, {
      file,
      engine: 'webcodecs',
      signal: options.signal,
    });
  } catch (error) {
    input.dispose();
    options.signal.throwIfAborted();
    throw asMediaError(error, 'unsupported-input');
  }
};

/** Opens a media file. See `MediaSource` for what it gives and `OpenMediaOptions` for what may be asked. */
export const openMedia: OpenMedia = async (file, options) => {
  options.signal.throwIfAborted();
  if (file.size === 0)
    throw new MediaError('input-unreadable', 'The file is empty', { details: { bytes: 0 } });
  return openContainer(file, options);
};
