import type { Input, InputAudioTrack, InputVideoTrack } from 'mediabunny';
import { MediaError } from '../core/errors';
import { describeAudioTrack, describeVideoTrack } from './describe-tracks';
import { guardStream } from './media-failure';
import type { AudioTrackInfo, MediaSource } from './media-source';
import type { DecodedAudioFormat } from './probe-decode';
import { readPcm } from './read-pcm';
import { readFrameTimes, readKeyframeTimes, type VideoReadContext } from './read-times';
import { readFrames, readFramesAt, readImages, readImagesAt } from './read-video';

/** An open container and the tracks chosen from it. */
export interface ContainerTracks {
  readonly input: Input;
  readonly video: InputVideoTrack | null;
  readonly audio: InputAudioTrack | null;
}

export interface SourceFacts {
  readonly file: File;
  /** Where the source's timeline starts on the container's clock. */
  readonly offsetSeconds: number;
  readonly audioFormat: DecodedAudioFormat | null;
  readonly signal: AbortSignal;
  readonly log: (message: string) => void;
}

const missing = (kind: 'video' | 'audio') =>
  new MediaError(kind === 'video' ? 'no-video-track' : 'no-audio-track', `The file has no ${kind} track`);

const videoMethods = (context: VideoReadContext | null, signal: AbortSignal) => {
  const need = (): VideoReadContext => {
    if (!context) throw missing('video');
    return context;
  };
  return {
    keyframeTimes: async () => (signal.throwIfAborted(), readKeyframeTimes(need())),
    frameTimes: async () => (signal.throwIfAborted(), readFrameTimes(need())),
    imagesAt: (times, size) => guardStream(readImagesAt(need(), times, size), signal),
    framesAt: (times) => guardStream(readFramesAt(need(), times), signal),
    images: (options) => guardStream(readImages(need(), options), signal),
    frames: (options) => guardStream(readFrames(need(), options), signal),
  } satisfies Partial<MediaSource>;
};

const describe = async ({ video, audio }: ContainerTracks, { offsetSeconds, audioFormat }: SourceFacts) => {
  const videoInfo = video && (await describeVideoTrack(video, offsetSeconds));
  // The decoder's word on rate and channels goes before the container's (HE-AAC states half its rate).
  const audioInfo: AudioTrackInfo | null = audio && {
    ...(await describeAudioTrack(audio, offsetSeconds)),
    ...audioFormat,
  };
  const ends = [videoInfo, audioInfo].map((info) => (info ? info.startSeconds + info.durationSeconds : 0));
  return { videoInfo, audioInfo, durationSeconds: Math.max(...ends) };
};

/** Builds the source over mediabunny's tracks. Disposing it closes the container and every decoder on it. */
export const createContainerSource = async (
  tracks: ContainerTracks,
  facts: SourceFacts,
): Promise<MediaSource> => {
  const { file, offsetSeconds, signal, log } = facts;
  const { videoInfo, audioInfo, durationSeconds } = await describe(tracks, facts);
  const videoContext =
    tracks.video && videoInfo ? { track: tracks.video, info: videoInfo, offsetSeconds, signal, log } : null;
  return {
    file,
    kind: videoInfo ? 'video' : 'audio',
    container: (await tracks.input.getFormat()).name,
    engine: 'webcodecs',
    durationSeconds,
    video: videoInfo,
    audio: audioInfo,
    encoded: { video: tracks.video, audio: tracks.audio, offsetSeconds },
    ...videoMethods(videoContext, signal),
    pcm: (options) => {
      if (!tracks.audio || !audioInfo) throw missing('audio');
      return guardStream(readPcm({ track: tracks.audio, info: audioInfo, offsetSeconds }, options), signal);
    },
    [Symbol.dispose]: () => tracks.input.dispose(),
  };
};
