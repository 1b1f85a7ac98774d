import type { Input, InputAudioTrack, InputVideoTrack } from 'mediabunny';
import { MediaError } from '../core/errors';
import { describeAudioTrack, describeVideoTrack } from './describe-tracks';
import { guardStream } from './media-failure';
import type { AudioTrackInfo, MediaEngine, MediaSource, VideoTrackInfo } from './media-source';
import { probeAudio } from './probe-decode';
import { readPcm } from './read-pcm';
import {
  readFrames,
  readFrameTimes,
  readImages,
  readImagesAt,
  readKeyframeTimes,
  type VideoReadContext,
} from './read-video';

/** A container whose tracks have been chosen and really decode. */
export interface ContainerTracks {
  readonly input: Input;
  readonly video: InputVideoTrack | null;
  readonly audio: InputAudioTrack | null;
}

interface SourceFacts {
  readonly file: File;
  readonly engine: MediaEngine;
  readonly signal: AbortSignal;
}

/** The decoder's word on rate and channels goes before the container's. */
const describeAudio = async (track: InputAudioTrack, offsetSeconds: number): Promise<AudioTrackInfo> => {
  const stated = await describeAudioTrack(track, offsetSeconds);
  return { ...stated, ...(await probeAudio(track)) };
};

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
    images: (options) => guardStream(readImages(need(), options), signal),
    frames: (options) => guardStream(readFrames(need(), options), signal),
  } satisfies Partial<MediaSource>;
};

const describe = async (tracks: ContainerTracks, offsetSeconds: number) => {
  const video: VideoTrackInfo | null =
    tracks.video && (await describeVideoTrack(tracks.video, offsetSeconds));
  const audio: AudioTrackInfo | null = tracks.audio && (await describeAudio(tracks.audio, offsetSeconds));
  const ends = [video, audio].map((info) => (info ? info.startSeconds + info.durationSeconds : 0));
  return { video, audio, durationSeconds: Math.max(...ends) };
};

/** Builds the source over mediabunny's tracks. Disposing it closes the container and every decoder on it. */
export const createContainerSource = async (
  tracks: ContainerTracks,
  offsetSeconds: number,
  { file, engine, signal }: SourceFacts,
): Promise<MediaSource> => {
  const { video, audio, durationSeconds } = await describe(tracks, offsetSeconds);
  const videoContext =
    tracks.video && video ? { track: tracks.video, info: video, offsetSeconds, signal } : null;
  return {
    file,
    kind: video ? 'video' : 'audio',
    container: (await tracks.input.getFormat()).name,
    engine,
    durationSeconds,
    video,
    audio,
    encoded: { video: tracks.video, audio: tracks.audio, offsetSeconds },
    ...videoMethods(videoContext, signal),
    pcm: (options) => {
      if (!tracks.audio || !audio) throw missing('audio');
      return guardStream(readPcm({ track: tracks.audio, info: audio, offsetSeconds }, options), signal);
    },
    [Symbol.dispose]: () => tracks.input.dispose(),
  };
};
