import {
  AudioSample,
  AudioSampleSource,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  Quality,
  type AudioCodec,
  type AudioSource,
  type InputAudioTrack,
} from 'mediabunny';
import { prepareAudioEncoder } from './audio-encoders';
import { chooseAudioBitrate } from './choose-bitrate';
import { encoderDelaySeconds } from './encoder-delay';
import type { MediaSource, PcmBlock } from './media-source';
import type { VideoContainer, WriterAudioOptions } from './media-writer';

/** Codecs that players accept in the container; anything else is re-encoded. */
export const COPIED_AUDIO: Readonly<Record<VideoContainer, readonly AudioCodec[]>> = {
  mp4: ['aac', 'mp3', 'ac3', 'eac3', 'opus', 'flac'],
  webm: ['opus', 'vorbis'],
};

/** Encoders of both codecs work at these rates and up to two channels everywhere. */
const ENCODED_SAMPLE_RATES = [48000, 44100, 32000, 24000, 16000];

/** A track of the output that is fed from outside (`addPcm`) or feeds itself (`pumpTo`). */
export interface AudioTrackWriter {
  readonly source: AudioSource;
  addPcm(block: PcmBlock): Promise<void>;
  /** Writes the source's audio up to this time, so that audio and video interleave in the file. */
  pumpTo(timeSeconds: number): Promise<void>;
  /** End of what was written, seconds. */
  endSeconds(): number;
  close(): Promise<void>;
}

const createPcmWriter = async (
  container: VideoContainer,
  format: { readonly sampleRateHz: number; readonly channels: number; readonly bitsPerSecond?: number },
): Promise<Omit<AudioTrackWriter, 'pumpTo'>> => {
  const codec = container === 'mp4' ? 'aac' : 'opus';
  await prepareAudioEncoder(codec);
  const delaySeconds = await encoderDelaySeconds(codec, format.sampleRateHz);
  const bitrate = format.bitsPerSecond ?? chooseAudioBitrate(codec, format.channels);
  const source = new AudioSampleSource({ codec, quality: new Quality({ bitrate }) });
  let end = 0;
  const addPcm = async (block: PcmBlock): Promise<void> => {
    if (block.frameCount === 0) return;
    const data = new Float32Array(block.frameCount * format.channels);
    for (let channel = 0; channel < format.channels; channel++) {
      const plane = block.channels[channel] ?? block.channels[0];
      if (plane) data.set(plane.subarray(0, block.frameCount), channel * block.frameCount);
    }
    using sample = new AudioSample({
      data,
      format: 'f32-planar',
      numberOfChannels: format.channels,
      sampleRate: block.sampleRateHz,
      timestamp: block.timeSeconds - delaySeconds,
    });
    await source.add(sample);
    end = block.timeSeconds + block.frameCount / block.sampleRateHz;
  };
  return { source, addPcm, endSeconds: () => end, close: () => Promise.resolve() };
};

/** Verbatim packets, times shifted onto the source's timeline. */
const createCopyWriter = async (track: InputAudioTrack, codec: AudioCodec, offsetSeconds: number) => {
  const source = new EncodedAudioPacketSource(codec);
  const decoderConfig = await track.getDecoderConfig();
  const packets = new EncodedPacketSink(track).packets();
  let next = await packets.next();
  let end = 0;
  const pumpTo = async (timeSeconds: number): Promise<void> => {
    while (!next.done && next.value.timestamp - offsetSeconds <= timeSeconds) {
      const packet = next.value.clone({ timestamp: next.value.timestamp - offsetSeconds });
      await source.add(packet, decoderConfig ? { decoderConfig } : undefined);
      end = packet.timestamp + packet.duration;
      next = await packets.next();
    }
  };
  const close = async () => void (await packets.return?.());
  return { source, addPcm: () => Promise.resolve(), pumpTo, endSeconds: () => end, close };
};

/** Decoded and encoded again, because the container does not take the codec. */
const createTranscodeWriter = async (
  from: MediaSource,
  container: VideoContainer,
): Promise<AudioTrackWriter> => {
  const known = from.audio?.sampleRateHz ?? 48000;
  const sampleRateHz = ENCODED_SAMPLE_RATES.includes(known) ? known : 48000;
  const channels = Math.min(2, from.audio?.channels ?? 2);
  const writer = await createPcmWriter(container, { sampleRateHz, channels });
  const blocks = from.pcm({ sampleRateHz, channels })[Symbol.asyncIterator]();
  let next = await blocks.next();
  const pumpTo = async (timeSeconds: number): Promise<void> => {
    while (!next.done && next.value.timeSeconds <= timeSeconds) {
      await writer.addPcm(next.value);
      next = await blocks.next();
    }
  };
  const close = async () => void (await blocks.return?.());
  return { ...writer, pumpTo, close };
};

/** Null when the source has no audio to copy. */
export const createAudioTrackWriter = async (
  options: WriterAudioOptions,
  container: VideoContainer,
  log: (message: string) => void,
): Promise<AudioTrackWriter | null> => {
  if (options.kind === 'pcm')
    return { ...(await createPcmWriter(container, options)), pumpTo: () => Promise.resolve() };
  const { from } = options;
  if (!from.audio) return null;
  const track = from.encoded?.audio ?? null;
  const codec = track && (await track.getCodec());
  if (track && codec && COPIED_AUDIO[container].includes(codec)) {
    log(`audio: ${codec} copied packet for packet`);
    return createCopyWriter(track, codec, from.encoded?.offsetSeconds ?? 0);
  }
  log(`audio: ${from.audio.codec} re-encoded, ${container} does not take it`);
  return createTranscodeWriter(from, container);
};
