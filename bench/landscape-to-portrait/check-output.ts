import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ReframeResult } from '../../src/core/reframe-path';
import { decodeFrames, probe } from '../native-ffmpeg';
import { placesOf } from './score-path';
import type { ReframeCase } from './truth';

const run = promisify(execFile);
const MAX_BYTES = 1 << 28;

/** Hash of the encoded sound as it lies in the file. */
const soundHash = async (ffmpeg: string, path: string): Promise<string> => {
  const args = ['-v', 'error', '-i', path, '-map', '0:a:0', '-c', 'copy', '-f', 'adts', '-'];
  const { stdout } = await run(ffmpeg, args, { encoding: 'buffer', maxBuffer: MAX_BYTES });
  return createHash('sha256').update(stdout).digest('hex');
};

const CHECKED_FRAMES = 6;
const SEARCH_PX = 8;

const readGray = async (
  ffmpeg: string,
  path: string,
  size: readonly [number, number],
  wanted: readonly number[],
) => {
  const frames: Buffer[] = [];
  const filter = `select='${wanted.map((n) => `eq(n,${n})`).join('+')}'`;
  const [widthPx, heightPx] = size;
  for await (const frame of decodeFrames(ffmpeg, path, { widthPx, heightPx, pixelFormat: 'gray', filter }))
    frames.push(Buffer.from(frame));
  return frames;
};

/** How far (px) the output's picture lies from where the Result says it was cut, at worst over some frames. */
const pathError = async (ffmpeg: string, truth: ReframeCase, result: ReframeResult, path: string) => {
  const step = Math.max(1, Math.floor(truth.boxes.length / CHECKED_FRAMES));
  const wanted = Array.from({ length: CHECKED_FRAMES }, (_, i) => i * step + (step >> 1)).filter(
    (n) => n < truth.boxes.length,
  );
  const source = await readGray(ffmpeg, truth.path, [truth.widthPx, truth.heightPx], wanted);
  const output = await readGray(ffmpeg, path, [result.Width, result.Height], wanted);
  const places = placesOf(truth, result);
  const errors = wanted.map((n, i) => {
    const exact = places[n]!.centerPx - result.Width / 2;
    let best = { cost: Number.POSITIVE_INFINITY, at: 0 };
    for (let at = Math.floor(exact) - SEARCH_PX; at <= Math.ceil(exact) + SEARCH_PX; at++) {
      if (at < 0 || at + result.Width > truth.widthPx) continue;
      let cost = 0;
      for (let y = 0; y < result.Height; y += 4)
        for (let x = 0; x < result.Width; x += 2)
          cost += Math.abs(output[i]![y * result.Width + x]! - source[i]![y * truth.widthPx + x + at]!);
      if (cost < best.cost) best = { cost, at };
    }
    return Math.abs(best.at - exact);
  });
  return Math.max(...errors);
};

export interface OutputCheck {
  /** Output height is that of the source. */
  readonly isFullHeight: boolean;
  /** Width is the even number nearest to the exact one. */
  readonly isAspect: boolean;
  /** Sound is there, byte for byte, when the source has it. */
  readonly keepsSound: boolean;
  readonly pathErrorPx: number;
}

export const checkOutput = async (
  ffmpeg: string,
  truth: ReframeCase,
  result: ReframeResult,
  path: string,
): Promise<OutputCheck> => {
  const [source, output] = [await probe(ffmpeg, truth.path), await probe(ffmpeg, path)];
  const video = output.streams.find(({ codec_type }) => codec_type === 'video');
  const hasSound = source.streams.some(({ codec_type }) => codec_type === 'audio');
  const keepsSound = !hasSound || (await soundHash(ffmpeg, truth.path)) === (await soundHash(ffmpeg, path));
  return {
    isFullHeight: video?.height === truth.heightPx,
    isAspect: Math.abs((video?.width ?? 0) - (truth.heightPx * 9) / 16) <= 1,
    keepsSound,
    pathErrorPx: await pathError(ffmpeg, truth, result, path),
  };
};
