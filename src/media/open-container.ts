import { ALL_FORMATS, BlobSource, Input, MpegTsInputFormat, type InputVideoTrack } from 'mediabunny';
import { MediaError } from '../core/errors';
import { createContainerSource, type ContainerTracks } from './container-source';
import type { EngineOneFindings } from './ffmpeg/plan-mezzanine';
import type { MediaSource, OpenMediaOptions } from './media-source';
import { canReallyDecodeVideo, probeAudio } from './probe-decode';

/** What was found out on the way, and why engine 1 is not enough. */
export interface Insufficient {
  readonly source: null;
  readonly findings: EngineOneFindings;
  readonly why: string;
  /** The file begins like a container that engine 1 knows, so a failure means damage. */
  readonly isKnownContainer: boolean;
}

export type ContainerOutcome = { readonly source: MediaSource } | Insufficient;

const UNREAD: EngineOneFindings = { videoDecodes: null, audioDecodes: null };

/** A stream cut from a broadcast or a live recording starts at a clock time; no real leading gap is this long. */
const LONGEST_LEADING_GAP_SECONDS = 10;

/** Where the source's timeline starts on the container's clock. */
const timelineOffset = async (input: Input): Promise<number> => {
  const first = await input.getFirstTimestamp();
  if ((await input.getFormat()) instanceof MpegTsInputFormat) return first;
  return first > LONGEST_LEADING_GAP_SECONDS ? first : 0;
};

const requireTracks = ({ video, audio }: ContainerTracks, need: OpenMediaOptions['need']): void => {
  if (need === 'video' && !video) throw new MediaError('no-video-track', 'The file has no video track');
  if (need === 'audio' && !audio) throw new MediaError('no-audio-track', 'The file has no audio track');
};

/** A file that begins with an index of a few frames and goes on in fragments: engine 1 sees only the beginning. */
const isPartlyIndexed = async (video: InputVideoTrack): Promise<boolean> => {
  const stated = await video.getDurationFromMetadata();
  return stated !== null && stated > 1.5 * (await video.computeDuration()) + 0.5;
};

/** Really decodes a bit of each track that the caller needs; `null` where there is no such track. */
const findDecodable = async ({ video, audio }: ContainerTracks, need: OpenMediaOptions['need']) => ({
  videoDecodes: video && need !== 'audio' ? await canReallyDecodeVideo(video) : video && true,
  audioFormat: audio && (await probeAudio(audio)),
});

const tryTracks = async (input: Input, file: File, options: OpenMediaOptions): Promise<ContainerOutcome> => {
  if (!(await input.canRead()))
    return { source: null, findings: UNREAD, why: 'the container is unknown', isKnownContainer: false };
  const tracks = {
    input,
    video: await input.getPrimaryVideoTrack(),
    audio: await input.getPrimaryAudioTrack(),
  };
  // A recording that was cut off before its index was written, not a file without a picture.
  if (!tracks.video && !tracks.audio)
    return { source: null, findings: UNREAD, why: 'the container has no tracks', isKnownContainer: true };
  requireTracks(tracks, options.need);
  const { videoDecodes, audioFormat } = await findDecodable(tracks, options.need);
  const audioDecodes = tracks.audio && audioFormat !== null;
  const findings = { videoDecodes, audioDecodes };
  const refuse = (why: string): Insufficient => ({ source: null, findings, why, isKnownContainer: true });
  if (videoDecodes === false) return refuse('the video does not decode');
  if (audioDecodes === false && options.need !== 'video') return refuse('the audio does not decode');
  if (tracks.video && (await isPartlyIndexed(tracks.video))) return refuse('the index covers only a part');
  const { signal, log } = options;
  const facts = { file, offsetSeconds: await timelineOffset(input), audioFormat, signal, log };
  return { source: await createContainerSource(tracks, facts) };
};

/**
 * Engine 1. `bytes` is what is read, `file` what the person gave (they differ for a mezzanine).
 * Throws only what no engine can help with: a missing track, an unreadable disk, a cancelled job.
 */
export const openContainer = async (
  bytes: Blob,
  file: File,
  options: OpenMediaOptions,
): Promise<ContainerOutcome> => {
  const input = new Input({ source: new BlobSource(bytes), formats: ALL_FORMATS });
  let outcome: ContainerOutcome | null = null;
  try {
    outcome = await tryTracks(input, file, options);
    return outcome;
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof MediaError) throw error;
    if (error instanceof DOMException && error.name === 'NotReadableError')
      throw new MediaError('input-unreadable', 'The file can not be read from the disk', { cause: error });
    const why = `the container is damaged: ${error instanceof Error ? error.message : String(error)}`;
    return { source: null, findings: UNREAD, why, isKnownContainer: true };
  } finally {
    if (!outcome?.source) input.dispose();
  }
};
