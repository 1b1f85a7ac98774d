import {
  AudioSample,
  AudioSampleSource,
  BufferTarget,
  canEncodeAudio,
  MkvOutputFormat,
  Output,
  VideoSample,
  VideoSampleSource,
  type AudioCodec,
  type VideoCodec,
} from 'mediabunny';
import type { CodecReport } from '../core/backend-report';
import type { Scratch } from '../core/scratch';
import { prepareAudioEncoder } from './audio-encoders';
import { hevcSample } from './hevc-sample';
import type { MediaEngine } from './media-source';
import { openMedia } from './open-media';

const VIDEO_CODECS = ['avc', 'hevc', 'vp8', 'vp9', 'av1'] as const satisfies readonly VideoCodec[];
const AUDIO_CODECS = ['aac', 'opus', 'mp3', 'flac'] as const satisfies readonly AudioCodec[];

/** Hardware encoders refuse very small pictures. */
const PICTURE = { codedWidth: 320, codedHeight: 192 } as const;
const FRAMES = 3;
const FRAME_SECONDS = 0.1;
const SAMPLE_RATE_HZ = 48_000;
/** Codecs that hang (broken drivers) count as unable. */
const PROBE_TIMEOUT_MS = 10_000;

const withinTime = async <T>(work: Promise<T>): Promise<T | null> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PROBE_TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
};

const finish = async (output: Output<MkvOutputFormat, BufferTarget>, name: string): Promise<File> => {
  await output.finalize();
  return new File([output.target.buffer ?? new ArrayBuffer()], name, { type: 'video/x-matroska' });
};

const createOutput = () => new Output({ format: new MkvOutputFormat(), target: new BufferTarget() });

const encodeVideo = async (codec: VideoCodec): Promise<File> => {
  const output = createOutput();
  const source = new VideoSampleSource({ codec, bitrate: 500_000 });
  output.addVideoTrack(source);
  await output.start();
  const pixels = new Uint8Array(PICTURE.codedWidth * PICTURE.codedHeight * 4).fill(128);
  for (let frame = 0; frame < FRAMES; frame++) {
    const timing = { timestamp: frame * FRAME_SECONDS, duration: FRAME_SECONDS };
    using sample = new VideoSample(pixels, { ...PICTURE, ...timing, format: 'RGBX' });
    await source.add(sample);
  }
  return finish(output, `${codec}.mkv`);
};

const encodeAudio = async (codec: AudioCodec): Promise<File> => {
  await prepareAudioEncoder(codec);
  const output = createOutput();
  const source = new AudioSampleSource({ codec, bitrate: 128_000 });
  output.addAudioTrack(source);
  await output.start();
  const data = Float32Array.from({ length: SAMPLE_RATE_HZ / 2 }, (_, index) => Math.sin(index / 17) / 2);
  const format = { format: 'f32', numberOfChannels: 1, sampleRate: SAMPLE_RATE_HZ, timestamp: 0 } as const;
  using sample = new AudioSample({ ...format, data });
  await source.add(sample);
  return finish(output, `${codec}.mkv`);
};

/** Reads the first picture or block through the media door; the engine that did it, or `null`. */
const decode = async (file: File, scratch: Scratch): Promise<MediaEngine | null> => {
  const options = { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS), scratch, log: () => undefined };
  using source = await openMedia(file, options);
  const samples = source.video ? source.imagesAt([0]) : source.pcm();
  for await (const _sample of samples) return source.engine;
  return null;
};

const report = (
  codec: string,
  encoded: boolean,
  engine: MediaEngine | null,
  byAddOn: boolean,
): CodecReport => {
  const decoded = engine !== null;
  const isNative = (encoded || decoded) && !byAddOn && engine !== 'ffmpeg';
  const via = isNative ? 'webcodecs' : encoded || decoded ? 'wasm' : 'none';
  return { codec, encode: encoded, decode: decoded, via };
};

const probeVideo = async (codec: VideoCodec, scratch: Scratch): Promise<CodecReport> => {
  const made = await withinTime(encodeVideo(codec));
  const sample = made ?? (codec === 'hevc' ? hevcSample() : null);
  const engine = sample ? await withinTime(decode(sample, scratch)) : null;
  return report(codec, made !== null, engine, false);
};

const probeAudio = async (codec: AudioCodec, scratch: Scratch): Promise<CodecReport> => {
  const isOurs = !(await canEncodeAudio(codec).catch(() => false));
  const made = await withinTime(encodeAudio(codec));
  const engine = made ? await withinTime(decode(made, scratch)) : null;
  return report(codec, made !== null, engine, isOurs);
};

/**
 * Encodes a moment of each codec and decodes it again through the media door. `via: 'wasm'` where the browser itself
 * lacks one of the two. Never throws. `scratch` takes what engine 2 writes.
 */
export const probeCodecs = async (scratch: Scratch): Promise<readonly CodecReport[]> => {
  const reports: CodecReport[] = [];
  for (const codec of VIDEO_CODECS) reports.push(await probeVideo(codec, scratch));
  for (const codec of AUDIO_CODECS) reports.push(await probeAudio(codec, scratch));
  return reports;
};
