import {
  type AudioCodec,
  AudioSample,
  AudioSampleSource,
  FlacOutputFormat,
  Mp3OutputFormat,
  Mp4OutputFormat,
  OggOutputFormat,
  Output,
  type OutputFormat,
  StreamTarget,
  WavOutputFormat,
} from 'mediabunny';
import { MediaError } from '../core/errors';
import type { ScratchFile } from '../core/scratch';
import { prepareAudioEncoder } from './audio-encoders';
import { copyVideoPackets, type PacketCopier } from './copy-video-packets';
import { encoderDelaySeconds } from './encoder-delay';
import { asMediaError } from './media-failure';
import type { MediaSource } from './media-source';

/** `mp4` holds the copied picture of a video with the new sound; the others are audio alone. */
export type AudioFormat = 'wav' | 'mp3' | 'm4a' | 'opus' | 'flac' | 'mp4';

interface FormatFacts {
  readonly codec: AudioCodec;
  readonly extension: string;
  readonly mimeType: string;
  /** Integer formats are given dithered samples; the others take float. */
  readonly integer: boolean;
  readonly bitsPerSecond?: number;
}

export const AUDIO_FORMATS: Readonly<Record<AudioFormat, FormatFacts>> = {
  wav: { codec: 'pcm-s16', extension: 'wav', mimeType: 'audio/wav', integer: true },
  flac: { codec: 'flac', extension: 'flac', mimeType: 'audio/flac', integer: true },
  mp3: { codec: 'mp3', extension: 'mp3', mimeType: 'audio/mpeg', integer: false, bitsPerSecond: 256_000 },
  m4a: { codec: 'aac', extension: 'm4a', mimeType: 'audio/mp4', integer: false, bitsPerSecond: 192_000 },
  opus: { codec: 'opus', extension: 'opus', mimeType: 'audio/ogg', integer: false, bitsPerSecond: 160_000 },
  mp4: { codec: 'aac', extension: 'mp4', mimeType: 'video/mp4', integer: false, bitsPerSecond: 192_000 },
};

/** Larger WAV files than this need the RF64 layout. */
const WAV_LIMIT_BYTES = 4e9;

const containerOf = (format: AudioFormat, expectedBytes: number): OutputFormat => {
  switch (format) {
    case 'wav':
      return new WavOutputFormat({ large: expectedBytes > WAV_LIMIT_BYTES });
    case 'flac':
      return new FlacOutputFormat();
    case 'mp3':
      return new Mp3OutputFormat();
    case 'opus':
      return new OggOutputFormat();
    case 'm4a':
    case 'mp4':
      return new Mp4OutputFormat();
  }
};

export interface AudioWriterOptions {
  readonly target: ScratchFile;
  readonly format: AudioFormat;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly durationSeconds: number;
  /** `mp4` only: whose picture is copied, packet for packet, up to the end of the sound. */
  readonly picture?: MediaSource;
  readonly signal: AbortSignal;
}

/** Interleaved 16-bit samples for integer formats, planar float for the others. */
export type AudioBlock =
  | { readonly kind: 'integer'; readonly samples: Int16Array<ArrayBuffer> }
  | { readonly kind: 'float'; readonly channels: readonly Float32Array[] };

/** Streams to disk with backpressure. Dispose without `finish` abandons the file. */
export interface AudioWriter extends AsyncDisposable {
  readonly integer: boolean;
  /** Blocks follow each other without a gap. Throws `encode-failed`. */
  add(block: AudioBlock): Promise<void>;
  finish(): Promise<File>;
}

const planarData = (channels: readonly Float32Array[]): Float32Array<ArrayBuffer> => {
  const frames = channels[0]?.length ?? 0;
  const data = new Float32Array(frames * channels.length);
  channels.forEach((channel, c) => data.set(channel, c * frames));
  return data;
};

const framesOf = (block: AudioBlock, channels: number): number =>
  block.kind === 'integer' ? block.samples.length / channels : (block.channels[0]?.length ?? 0);

const toSample = (block: AudioBlock, timestamp: number, options: AudioWriterOptions): AudioSample =>
  new AudioSample({
    data: block.kind === 'integer' ? block.samples : planarData(block.channels),
    format: block.kind === 'integer' ? 's16' : 'f32-planar',
    numberOfChannels: options.channels,
    sampleRate: options.sampleRateHz,
    timestamp,
  });

const startOutput = async (options: AudioWriterOptions) => {
  const facts = AUDIO_FORMATS[options.format];
  await prepareAudioEncoder(facts.codec);
  const expectedBytes = options.durationSeconds * options.sampleRateHz * options.channels * 2;
  const output = new Output({
    format: containerOf(options.format, expectedBytes),
    target: new StreamTarget(await options.target.openWritable(), { chunked: true, chunkSize: 1 << 22 }),
  });
  const sound = new AudioSampleSource({
    codec: facts.codec,
    ...(facts.bitsPerSecond ? { bitrate: facts.bitsPerSecond } : {}),
  });
  const picture: PacketCopier | null = options.picture
    ? await copyVideoPackets(options.picture, output)
    : null;
  output.addAudioTrack(sound);
  await output.start();
  const delaySeconds = await encoderDelaySeconds(facts.codec, options.sampleRateHz);
  return { output, sound, picture, delaySeconds };
};

/** Throws `encode-failed` when the codec can not be encoded here. */
export const openAudioWriter = async (options: AudioWriterOptions): Promise<AudioWriter> => {
  const { output, sound, picture, delaySeconds } = await startOutput(options).catch((error: unknown) => {
    throw asMediaError(error, 'encode-failed');
  });
  let frames = 0;
  let open = true;
  const add = async (block: AudioBlock): Promise<void> => {
    options.signal.throwIfAborted();
    using sample = toSample(block, frames / options.sampleRateHz - delaySeconds, options);
    frames += framesOf(block, options.channels);
    await sound.add(sample);
    await picture?.copyUntil(frames / options.sampleRateHz);
  };
  return {
    integer: AUDIO_FORMATS[options.format].integer,
    add: (block) =>
      add(block).catch((error: unknown) => {
        throw asMediaError(error, 'encode-failed');
      }),
    finish: async () => {
      open = false;
      await output.finalize().catch((error: unknown) => {
        throw asMediaError(error, 'encode-failed');
      });
      const file = await options.target.getFile();
      if (file.size === 0) throw new MediaError('encode-failed', 'The encoder wrote nothing');
      return file;
    },
    [Symbol.asyncDispose]: async () => {
      if (open) await output.cancel().catch(() => undefined);
    },
  };
};
