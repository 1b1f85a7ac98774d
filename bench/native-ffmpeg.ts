import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const execFileAsync = promisify(execFile);
const MAX_TEXT_BYTES = 256 * 1024 * 1024;
const QUIET = ['-hide_banner', '-nostdin', '-v', 'error'];

/** `CUTROOM_FFMPEG`, else `ffmpeg` of the PATH; `null` when neither runs. */
export const findFfmpeg = async (): Promise<string | null> => {
  const path = process.env['CUTROOM_FFMPEG'] ?? 'ffmpeg';
  return execFileAsync(path, ['-version']).then(
    () => path,
    () => null,
  );
};

/** ffprobe lies beside ffmpeg. */
const ffprobeOf = (ffmpeg: string): string =>
  ffmpeg.includes('/') || ffmpeg.includes('\\') ? join(dirname(ffmpeg), 'ffprobe') : 'ffprobe';

/** Runs ffmpeg to its end. Rejects with its own words. Returns what it wrote to stderr. */
export const runFfmpeg = async (ffmpeg: string, args: readonly string[]): Promise<string> => {
  const { stderr } = await execFileAsync(ffmpeg, ['-hide_banner', '-nostdin', '-y', ...args], {
    maxBuffer: MAX_TEXT_BYTES,
  });
  return stderr;
};

export interface ProbedStream {
  readonly codec_type: string;
  readonly codec_name?: string;
  readonly width?: number;
  readonly height?: number;
  readonly pix_fmt?: string;
  readonly avg_frame_rate?: string;
  readonly sample_rate?: string;
  readonly channels?: number;
  readonly duration?: string;
}

export interface Probed {
  readonly streams: readonly ProbedStream[];
  readonly format: { readonly format_name?: string; readonly duration?: string; readonly size?: string };
}

export const probe = async (ffmpeg: string, path: string): Promise<Probed> => {
  const args = ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', path];
  const { stdout } = await execFileAsync(ffprobeOf(ffmpeg), args, { maxBuffer: MAX_TEXT_BYTES });
  return JSON.parse(stdout) as Probed;
};

/** Presentation times of all video frames in seconds, ascending, by decoding. */
export const frameTimes = async (ffmpeg: string, path: string): Promise<readonly number[]> => {
  const entries = ['-show_entries', 'frame=best_effort_timestamp_time', '-of', 'csv=p=0'];
  const args = ['-v', 'error', '-select_streams', 'v:0', ...entries, path];
  const { stdout } = await execFileAsync(ffprobeOf(ffmpeg), args, { maxBuffer: MAX_TEXT_BYTES });
  return stdout.split('\n').map(Number.parseFloat).filter(Number.isFinite);
};

export interface RawVideo {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Bytes of one pixel follow: `rgba` 4, `rgb24` 3, `gray` 1. */
  readonly pixelFormat: 'rgba' | 'rgb24' | 'gray';
  /** ffmpeg filters ahead of the scaling, e.g. `fps=2` or `select='...'`. */
  readonly filter?: string;
  readonly startSeconds?: number;
  readonly durationSeconds?: number;
  /** Forced decoder, e.g. `libvpx-vp9`: the default one drops a WebM's alpha. */
  readonly decoder?: string;
}

const BYTES_PER_PIXEL = { rgba: 4, rgb24: 3, gray: 1 } as const;

/** Cuts a stream of chunks into blocks of `size` bytes; a last short block is dropped. */
async function* inBlocks(stream: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of stream) {
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes < size) continue;
    const all = Buffer.concat(held);
    let at = 0;
    for (; at + size <= all.length; at += size) yield all.subarray(at, at + size);
    held = [all.subarray(at)];
    heldBytes = all.length - at;
  }
}

/** Every video frame in order (none doubled, none dropped), scaled to the given size. One frame alive at a time. */
export async function* decodeFrames(ffmpeg: string, path: string, video: RawVideo): AsyncGenerator<Buffer> {
  const { widthPx, heightPx, pixelFormat, filter, startSeconds, durationSeconds, decoder } = video;
  const filters = [...(filter ? [filter] : []), `scale=${widthPx}:${heightPx}:flags=area`].join(',');
  const span = [
    ...(startSeconds === undefined ? [] : ['-ss', String(startSeconds)]),
    ...(durationSeconds === undefined ? [] : ['-t', String(durationSeconds)]),
  ];
  const input = [...(decoder ? ['-c:v', decoder] : []), '-i', path];
  const output = [
    '-map',
    '0:v:0',
    '-fps_mode',
    'passthrough',
    '-f',
    'rawvideo',
    '-pix_fmt',
    pixelFormat,
    '-',
  ];
  const child = spawn(ffmpeg, [...QUIET, ...span, ...input, '-vf', filters, ...output], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    yield* inBlocks(child.stdout, widthPx * heightPx * BYTES_PER_PIXEL[pixelFormat]);
  } finally {
    child.kill();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
}

export interface RawAudio {
  readonly sampleRateHz: number;
  readonly channels: number;
}

/** The first audio track as planar float PCM, `[channels][samples]`, nominal range -1..1. */
export const decodePcm = async (
  ffmpeg: string,
  path: string,
  { sampleRateHz, channels }: RawAudio,
): Promise<readonly Float32Array[]> => {
  const format = ['-map', '0:a:0', '-ac', String(channels), '-ar', String(sampleRateHz), '-f', 'f32le', '-'];
  const { stdout } = await execFileAsync(ffmpeg, [...QUIET, '-i', path, ...format], {
    maxBuffer: 4 * 1024 * MAX_TEXT_BYTES,
    encoding: 'buffer',
  });
  const samples = new Float32Array(stdout.buffer, stdout.byteOffset, stdout.byteLength >> 2);
  return Array.from({ length: channels }, (_, channel) =>
    Float32Array.from(
      { length: samples.length / channels },
      (__, index) => samples[index * channels + channel] ?? 0,
    ),
  );
};

/**
 * Filter for comparing files: those without a word on their colours are read as the browser reads them, so that tags alone make no
 * difference.
 */
export const AS_BT709 = 'setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv';
