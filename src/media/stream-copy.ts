import {
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  Output,
  StreamTarget,
  type EncodedPacket,
  type VideoCodec,
} from 'mediabunny';
import type { TimeRange } from '../core/geometry';
import type { ScratchFile } from '../core/scratch';
import { MediaError } from '../core/errors';
import { asMediaError } from './media-failure';
import type { MediaSource } from './media-source';
import type { ClipCut } from './plan-clip-cut';
import { verifyOutput } from './verify-output';
import { COPIED_AUDIO, createAudioTrackWriter } from './write-audio-track';

/** Codecs that players accept in MP4. */
const COPIED_VIDEO: readonly VideoCodec[] = ['avc', 'hevc', 'vp9', 'av1'];
const DISK_CHUNK_BYTES = 4 << 20;
/** Sound runs this far ahead of the picture, so that players find both in one read. */
const INTERLEAVE_SECONDS = 0.5;

export interface CopyOptions {
  readonly target: ScratchFile;
  readonly signal: AbortSignal;
  readonly log: (message: string) => void;
}

/** One track of a clip, fed in step with the others. */
interface ClipTrack {
  readonly add: (output: Output) => void;
  /** Writes what is shown before this time of the clip. */
  pumpTo(clipSeconds: number): Promise<void>;
  /** End of what was written on the clip's clock. */
  endSeconds(): number;
  close(): Promise<void>;
}

/** Packets up to a time, one ahead. */
const createFeed = (
  packets: AsyncGenerator<EncodedPacket, void>,
  shiftSeconds: number,
  add: (packet: EncodedPacket) => Promise<void>,
) => {
  let next: IteratorResult<EncodedPacket, void> | null = null;
  let end = 0;
  return {
    pumpTo: async (clipSeconds: number): Promise<void> => {
      next ??= await packets.next();
      while (!next.done && next.value.timestamp - shiftSeconds < clipSeconds) {
        const packet = next.value.clone({ timestamp: next.value.timestamp - shiftSeconds });
        await add(packet);
        end = Math.max(end, packet.timestamp + packet.duration);
        next = await packets.next();
      }
    },
    endSeconds: () => end,
    close: async () => void (await packets.return()),
  };
};

/**
 * Packets from the keyframe on, in the order of decoding. The first one at or after the end closes the clip: what
 * follows it in that order but is shown before (up to three frames) leans on it and is left out as well.
 */
const openVideo = async (source: MediaSource, cut: ClipCut & { kind: 'copy' }): Promise<ClipTrack> => {
  const track = source.encoded?.video;
  const codec = await track?.getCodec();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !codec || !decoderConfig)
    throw new MediaError('no-video-track', 'There is no picture to copy');
  const offset = source.encoded?.offsetSeconds ?? 0;
  const sink = new EncodedPacketSink(track);
  const first = await sink.getKeyPacket(cut.keySeconds + offset + 1e-6);
  if (!first) throw new MediaError('encode-failed', 'There is no keyframe to begin with');
  const target = new EncodedVideoPacketSource(codec);
  const rotation = await track.getRotation();
  const feed = createFeed(sink.packets(first), offset + cut.startSeconds, (packet) =>
    target.add(packet, { decoderConfig }),
  );
  return { ...feed, add: (output) => output.addVideoTrack(target, { rotation }) };
};

const openCopiedSound = async (source: MediaSource, startSeconds: number): Promise<ClipTrack | null> => {
  const track = source.encoded?.audio;
  const codec = await track?.getCodec();
  if (!track || !codec || !COPIED_AUDIO.mp4.includes(codec)) return null;
  const decoderConfig = await track.getDecoderConfig();
  const offset = source.encoded?.offsetSeconds ?? 0;
  const sink = new EncodedPacketSink(track);
  const first = (await sink.getPacket(startSeconds + offset)) ?? (await sink.getFirstPacket());
  if (!first) return null;
  const target = new EncodedAudioPacketSource(codec);
  const feed = createFeed(sink.packets(first), offset + startSeconds, (packet) =>
    target.add(packet, decoderConfig ? { decoderConfig } : undefined),
  );
  return { ...feed, add: (output) => output.addAudioTrack(target) };
};

/** Sound that MP4 does not take is encoded; it is cheap beside the picture. */
const openEncodedSound = async (
  source: MediaSource,
  { startSeconds, endSeconds }: TimeRange,
  log: CopyOptions['log'],
): Promise<ClipTrack | null> => {
  if (!source.audio) return null;
  const format = { kind: 'pcm', sampleRateHz: 48_000, channels: Math.min(2, source.audio.channels) } as const;
  const writer = await createAudioTrackWriter(format, 'mp4', log);
  if (!writer) return null;
  const blocks = source.pcm({ ...format, startSeconds, endSeconds })[Symbol.asyncIterator]();
  let next = await blocks.next();
  return {
    add: (output) => output.addAudioTrack(writer.source),
    pumpTo: async (clipSeconds) => {
      while (!next.done && next.value.timeSeconds - startSeconds < clipSeconds) {
        await writer.addPcm({ ...next.value, timeSeconds: next.value.timeSeconds - startSeconds });
        next = await blocks.next();
      }
    },
    endSeconds: () => writer.endSeconds(),
    close: async () => {
      await blocks.return?.();
      await writer.close();
    },
  };
};

/** Whether the picture of this source can be put into an MP4 as it is. */
export const canCopyPicture = async (source: MediaSource): Promise<boolean> => {
  const codec = await source.encoded?.video?.getCodec();
  return codec !== undefined && codec !== null && COPIED_VIDEO.includes(codec);
};

const pumpAll = async (tracks: readonly ClipTrack[], seconds: number, signal: AbortSignal): Promise<void> => {
  for (let at = INTERLEAVE_SECONDS; ; at += INTERLEAVE_SECONDS) {
    for (const track of tracks) {
      signal.throwIfAborted();
      await track.pumpTo(Math.min(at, seconds));
    }
    if (at >= seconds) return;
  }
};

const openTracks = async (
  source: MediaSource,
  cut: ClipCut & { kind: 'copy' },
  endSeconds: number,
  log: CopyOptions['log'],
): Promise<readonly ClipTrack[]> => {
  const { startSeconds } = cut;
  const video = await openVideo(source, cut);
  const sound =
    (await openCopiedSound(source, startSeconds)) ??
    (await openEncodedSound(source, { startSeconds, endSeconds }, log));
  return sound ? [video, sound] : [video];
};

/**
 * Cuts a stretch out of a video into an MP4 without touching its picture. Sound is copied where MP4 takes it. Check
 * `canCopyPicture` first. Throws `encode-failed`, `storage-full`, `verify-failed`.
 */
export const copyClip = async (
  source: MediaSource,
  cut: ClipCut & { kind: 'copy' },
  endSeconds: number,
  { target, signal, log }: CopyOptions,
): Promise<File> => {
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: false }),
    target: new StreamTarget(await target.openWritable(), { chunked: true, chunkSize: DISK_CHUNK_BYTES }),
  });
  let tracks: readonly ClipTrack[] = [];
  try {
    tracks = await openTracks(source, cut, endSeconds, log);
    for (const track of tracks) track.add(output);
    await output.start();
    await pumpAll(tracks, endSeconds - cut.startSeconds, signal);
    await output.finalize();
    const file = await target.getFile();
    const ends = tracks.map((track) => track.endSeconds());
    await verifyOutput(file, {
      hasVideo: true,
      hasAudio: ends.length > 1 && ends[1]! > 0,
      endSeconds: Math.max(...ends),
    });
    return file;
  } catch (error) {
    await output.cancel().catch(() => undefined);
    await target.remove().catch(() => undefined);
    signal.throwIfAborted();
    throw asMediaError(error, 'encode-failed');
  } finally {
    for (const track of tracks) await track.close();
  }
};
