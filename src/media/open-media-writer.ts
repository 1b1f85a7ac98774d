import { Mp4OutputFormat, Output, StreamTarget, WebMOutputFormat } from 'mediabunny';
import { MediaError } from '../core/errors';
import { asMediaError } from './media-failure';
import type { MediaWriter, MediaWriterOptions, OpenMediaWriter } from './media-writer';
import { verifyOutput } from './verify-output';
import { canReallyEncodeAvc } from './probe-encode';
import { createAudioTrackWriter, type AudioTrackWriter } from './write-audio-track';
import { createWebCodecsWriter, planEncodedSize, type VideoTrackWriter } from './write-video';
import { createX264Writer } from './write-x264';

/** Frames a second where the source does not tell. */
const USUAL_RATE = 25;
/** Audio runs this far ahead of the picture, so that players find both in one read. */
const INTERLEAVE_SECONDS = 0.5;
/** Muxers write small pieces; they reach the disk in these. */
const DISK_CHUNK_BYTES = 4 << 20;

interface Tracks {
  readonly video: VideoTrackWriter | null;
  readonly audio: AudioTrackWriter | null;
}

const openVideo = async (options: MediaWriterOptions): Promise<VideoTrackWriter | null> => {
  const { video, container, log, engine = 'auto' } = options;
  if (!video) return null;
  const size = planEncodedSize(video, container);
  if (size.widthPx !== video.widthPx || size.heightPx !== video.heightPx)
    log(
      `video: ${video.widthPx}x${video.heightPx} cut to ${size.widthPx}x${size.heightPx}, H.264 needs even sides`,
    );
  const usesFfmpeg = container === 'mp4' && (engine === 'ffmpeg' || !(await canReallyEncodeAvc(size)));
  log(`video: encoded by ${usesFfmpeg ? 'ffmpeg (x264), WebCodecs can not' : 'WebCodecs'}`);
  return usesFfmpeg ? createX264Writer(video, size, options) : createWebCodecsWriter(video, container, size);
};

const createOutput = async ({ container, target }: MediaWriterOptions): Promise<Output> => {
  const format = container === 'mp4' ? new Mp4OutputFormat({ fastStart: false }) : new WebMOutputFormat();
  const writable = await target.openWritable();
  return new Output({
    format,
    target: new StreamTarget(writable, { chunked: true, chunkSize: DISK_CHUNK_BYTES }),
  });
};

const verify = async (options: MediaWriterOptions, { audio }: Tracks, videoEnd: number): Promise<File> => {
  const file = await options.target.getFile();
  const size = options.video && planEncodedSize(options.video, options.container);
  await verifyOutput(file, {
    ...size,
    hasVideo: options.video !== undefined,
    hasAudio: audio !== null && audio.endSeconds() > 0,
    endSeconds: Math.max(videoEnd, audio?.endSeconds() ?? 0),
  });
  return file;
};

const createWriter = (options: MediaWriterOptions, output: Output, tracks: Tracks): MediaWriter => {
  const { signal } = options;
  let [videoEnd, isDone] = [0, false];
  let finishing: Promise<unknown> = Promise.resolve();
  /** Every step checks the signal and gives its failure a code. */
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      throw asMediaError(error, 'encode-failed');
    }
  };
  return {
    addFrame: (frame, timeSeconds, durationSeconds) =>
      step(async () => {
        if (!tracks.video) throw new MediaError('internal', 'The writer has no video track');
        await tracks.audio?.pumpTo(timeSeconds + INTERLEAVE_SECONDS);
        // Recordings of browsers state no durations; a last frame without one would not be played.
        const lasting = durationSeconds > 0 ? durationSeconds : 1 / (options.video?.frameRate || USUAL_RATE);
        await tracks.video.add(frame, { timeSeconds, durationSeconds: lasting });
        videoEnd = Math.max(videoEnd, timeSeconds + lasting);
      }),
    addPcm: (block) => step(async () => tracks.audio?.addPcm(block)),
    finish: () => {
      const result = step(async () => {
        await tracks.video?.finish();
        await tracks.audio?.pumpTo(Infinity);
        await output.finalize();
        const file = await verify(options, tracks, videoEnd);
        isDone = true;
        return file;
      });
      finishing = result.catch(() => undefined);
      return result;
    },
    [Symbol.asyncDispose]: async () => {
      // `return writer.finish()` leaves the scope of an `await using` before the file is done.
      await finishing;
      tracks.video?.close();
      await tracks.audio?.close();
      if (isDone) return;
      await output.cancel().catch(() => undefined);
      await options.target.remove().catch(() => undefined);
    },
  };
};

/** Opens a file to write. Throws `encode-failed`, `storage-full`; `finish` also `verify-failed`. */
export const openMediaWriter: OpenMediaWriter = async (options) => {
  options.signal.throwIfAborted();
  const output = await createOutput(options);
  try {
    const audio = options.audio
      ? await createAudioTrackWriter(options.audio, options.container, options.log)
      : null;
    const tracks = { video: await openVideo(options), audio };
    if (tracks.video) output.addVideoTrack(tracks.video.source);
    if (audio) output.addAudioTrack(audio.source);
    await output.start();
    return createWriter(options, output, tracks);
  } catch (error) {
    await output.cancel().catch(() => undefined);
    await options.target.remove().catch(() => undefined);
    options.signal.throwIfAborted();
    throw asMediaError(error, 'encode-failed');
  }
};
