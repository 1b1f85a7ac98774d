import type { RgbaImage } from '../core/image';
import type { PositionedChunk, Scratch } from '../core/scratch';
import type { OutputChunk } from './ffmpeg/ffmpeg-wire';
import { openFfmpeg } from './ffmpeg/open-ffmpeg';
import type { MediaSource } from './media-source';
import { openMedia } from './open-media';
import { openMediaWriter } from './open-media-writer';
import type { MediaWriterOptions } from './media-writer';

/** Real OPFS for tests; `names` lists what is left in it. */
export interface TestScratch extends Scratch, AsyncDisposable {
  names(): Promise<string[]>;
}

export const openTestScratch = async (): Promise<TestScratch> => {
  const root = await navigator.storage.getDirectory();
  const folderName = `test-${crypto.randomUUID()}`;
  const folder = await root.getDirectoryHandle(folderName, { create: true });
  return {
    createFile: async (name) => {
      const handle = await folder.getFileHandle(name, { create: true });
      return {
        name,
        openWritable: async () =>
          (await handle.createWritable()) as WritableStream as WritableStream<PositionedChunk>,
        getFile: () => handle.getFile(),
        remove: () => folder.removeEntry(name),
      };
    },
    names: async () => {
      const names: string[] = [];
      for await (const name of folder.keys()) names.push(name);
      return names;
    },
    [Symbol.asyncDispose]: async () => {
      await root.removeEntry(folderName, { recursive: true }).catch(() => undefined);
    },
  };
};

/** A picture of one colour, optionally with a second colour on its right half. */
export const solidImage = (
  widthPx: number,
  heightPx: number,
  left: readonly [number, number, number, number],
  right = left,
): RgbaImage => {
  const data = new Uint8ClampedArray(widthPx * heightPx * 4);
  for (let i = 0; i < widthPx * heightPx; i++) data.set(i % widthPx < widthPx / 2 ? left : right, i * 4);
  return { widthPx, heightPx, data };
};

export const pixelAt = (image: RgbaImage, xPx: number, yPx: number): number[] => {
  const start = (yPx * image.widthPx + xPx) * 4;
  return [...image.data.subarray(start, start + 4)];
};

export interface TestFrame {
  readonly image: RgbaImage;
  readonly timeSeconds: number;
  readonly durationSeconds: number;
}

/** Writes frames (and a tone when asked) with the product's own writer. */
export const writeTestMedia = async (
  scratch: Scratch,
  frames: readonly TestFrame[],
  options: Pick<MediaWriterOptions, 'container' | 'audio' | 'engine'> & {
    readonly alpha?: boolean;
    readonly toneHz?: number;
  },
): Promise<File> => {
  const first = frames[0]!;
  const { widthPx, heightPx } = first.image;
  const end = Math.max(...frames.map((frame) => frame.timeSeconds + frame.durationSeconds));
  await using writer = await openMediaWriter({
    target: await scratch.createFile(`made-${crypto.randomUUID()}.${options.container}`),
    container: options.container,
    video: { widthPx, heightPx, frameRate: 1 / first.durationSeconds, alpha: options.alpha ?? false },
    ...(options.toneHz ? { audio: { kind: 'pcm', sampleRateHz: 48000, channels: 2 } as const } : {}),
    ...(options.engine ? { engine: options.engine } : {}),
    ...(options.audio ? { audio: options.audio } : {}),
    signal: new AbortController().signal,
    log: () => undefined,
  });
  if (options.toneHz) await writer.addPcm({ ...tone(options.toneHz, end), timeSeconds: 0 });
  for (const frame of frames) await writer.addFrame(frame.image, frame.timeSeconds, frame.durationSeconds);
  return await writer.finish();
};

/** Stereo sine at half scale, 48 kHz. */
export const tone = (hertz: number, seconds: number) => {
  const sampleRateHz = 48000;
  const frameCount = Math.round(seconds * sampleRateHz);
  const plane = Float32Array.from(
    { length: frameCount },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / sampleRateHz),
  );
  return { sampleRateHz, frameCount, channels: [plane, plane.slice()] };
};

export const openTestMedia = (file: File, scratch: Scratch, signal?: AbortSignal): Promise<MediaSource> =>
  openMedia(file, { scratch, signal: signal ?? new AbortController().signal, log: () => undefined });

/** Runs ffmpeg.wasm over a file: `args` lie between the input and the output. */
export const convertTestMedia = async (file: File, args: readonly string[], name: string): Promise<File> => {
  using ffmpeg = await openFfmpeg({
    inputs: [{ name: 'source', blob: file }],
    signal: new AbortController().signal,
  });
  const chunks: OutputChunk[] = [];
  const onChunk = async (chunk: OutputChunk) => void chunks.push(chunk);
  const { exitCode, tail } = await ffmpeg.run('ffmpeg', ['-i', '/in/source', ...args, `/out/${name}`], {
    onChunk,
  });
  if (exitCode !== 0) throw new Error(tail);
  const bytes = new Uint8Array(Math.max(...chunks.map((chunk) => chunk.position + chunk.data.length)));
  for (const { position, data } of chunks) bytes.set(data, position);
  return new File([bytes], name);
};

export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** One channel of a source's sound, whole. */
export const readSound = async (media: MediaSource, options: Parameters<MediaSource['pcm']>[0] = {}) => {
  const blocks = await collect(media.pcm({ channels: 1, ...options }));
  return Float32Array.from(blocks.flatMap((block) => [...block.channels[0]!]));
};

export const rootMeanSquare = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
