import { ALL_FORMATS, BufferSource, EncodedPacketSink, EncodedVideoPacketSource, Input } from 'mediabunny';
import { MediaError } from '../core/errors';
import { readRgba } from './decoded-frame';
import type { OutputChunk } from './ffmpeg/ffmpeg-wire';
import { openFfmpeg, type Ffmpeg } from './ffmpeg/open-ffmpeg';
import type { MediaWriterOptions, WriterVideoOptions } from './media-writer';
import type { SizePx } from './plan-frame-size';
import { KEYFRAME_INTERVAL_SECONDS, toSample, type FrameTime, type VideoTrackWriter } from './write-video';

/** Raw frames gathered before ffmpeg runs over them: 11 of 1080p. Blobs of this size lie outside the script's heap. */
const SEGMENT_BYTES = 96 * 1024 * 1024;
const MAX_SEGMENT_FRAMES = 60;
const CRF = '20';

const joinChunks = (chunks: readonly OutputChunk[]): Uint8Array<ArrayBuffer> => {
  const size = Math.max(0, ...chunks.map(({ position, data }) => position + data.byteLength));
  const bytes = new Uint8Array(size);
  chunks.forEach(({ position, data }) => bytes.set(data, position));
  return bytes;
};

/** No B-frames, so packets come in the order of the frames. RGB becomes BT.709 in studio range. */
const planArgs = (
  { widthPx, heightPx }: SizePx,
  { frameRate, bitsPerSecond }: WriterVideoOptions,
): string[] => {
  const rate = String(frameRate > 0 ? frameRate : 30);
  const keyframes = String(Math.max(1, Math.round(KEYFRAME_INTERVAL_SECONDS * Number(rate))));
  const input = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgba',
    '-s',
    `${widthPx}x${heightPx}`,
    '-r',
    rate,
    '-i',
    '/in/frames',
  ];
  const filter = ['-vf', 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p'];
  const color = [
    '-colorspace',
    'bt709',
    '-color_primaries',
    'bt709',
    '-color_trc',
    'bt709',
    '-color_range',
    'tv',
  ];
  const quality = bitsPerSecond ? ['-b:v', String(bitsPerSecond)] : ['-crf', CRF];
  const codec = ['-c:v', 'libx264', '-preset', 'superfast', '-bf', '0', '-g', keyframes, ...quality];
  return [...input, ...filter, ...color, ...codec, '-f', 'mp4', '/out/segment'];
};

const cropRows = async (
  frame: Parameters<typeof toSample>[0],
  size: SizePx,
  time: FrameTime,
): Promise<Uint8ClampedArray<ArrayBuffer>> => {
  using sample = toSample(frame, size, time, false);
  const videoFrame = sample.toVideoFrame();
  try {
    return (await readRgba(videoFrame)).data;
  } finally {
    videoFrame.close();
  }
};

/**
 * H.264 where WebCodecs has none: x264 in WebAssembly, segment by segment. Each segment starts with a keyframe; frames
 * keep their own times.
 */
export const createX264Writer = (
  options: WriterVideoOptions,
  size: SizePx,
  { signal }: MediaWriterOptions,
): VideoTrackWriter => {
  const source = new EncodedVideoPacketSource('avc');
  const perSegment = Math.max(
    1,
    Math.min(MAX_SEGMENT_FRAMES, Math.floor(SEGMENT_BYTES / (size.widthPx * size.heightPx * 4))),
  );
  let frames: Uint8ClampedArray<ArrayBuffer>[] = [];
  let times: FrameTime[] = [];
  let ffmpeg: Ffmpeg | null = null;

  const runSegment = async (): Promise<Uint8Array<ArrayBuffer>> => {
    const inputs = [{ name: 'frames', blob: new Blob(frames) }];
    if (ffmpeg) await ffmpeg.mount(inputs);
    ffmpeg ??= await openFfmpeg({ inputs, signal });
    const chunks: OutputChunk[] = [];
    const onChunk = async (chunk: OutputChunk) => void chunks.push(chunk);
    const { exitCode, tail } = await ffmpeg.run('ffmpeg', planArgs(size, options), { onChunk });
    if (exitCode !== 0) throw new MediaError('encode-failed', `x264 failed: ${tail}`);
    return joinChunks(chunks);
  };

  const addSegment = async (): Promise<void> => {
    if (frames.length === 0) return;
    using input = new Input({ source: new BufferSource(await runSegment()), formats: ALL_FORMATS });
    const track = await input.getPrimaryVideoTrack();
    const decoderConfig = await track?.getDecoderConfig();
    if (!track || !decoderConfig) throw new MediaError('encode-failed', 'x264 wrote no picture');
    let index = 0;
    for await (const packet of new EncodedPacketSink(track).packets()) {
      const time = times[index++];
      if (!time) break;
      const timed = packet.clone({ timestamp: time.timeSeconds, duration: time.durationSeconds });
      await source.add(timed, { decoderConfig });
    }
    if (index !== times.length)
      throw new MediaError('encode-failed', `x264 wrote ${index} of ${times.length} frames`);
    [frames, times] = [[], []];
  };

  return {
    source,
    add: async (frame, time) => {
      frames.push(await cropRows(frame, size, time));
      times.push(time);
      if (frames.length >= perSegment) await addSegment();
    },
    finish: addSegment,
    close: () => ffmpeg?.[Symbol.dispose](),
  };
};
