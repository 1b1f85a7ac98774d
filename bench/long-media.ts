import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runFfmpeg } from './native-ffmpeg';

const LONG_SECONDS = 600;

/**
 * Ten minutes of 1080p H.264 with a cut every few seconds: the clip's pieces, mirrored and re-coloured in turn so that
 * no two neighbours look alike, encoded once and joined without re-encoding.
 */
export const makeTenMinutes = async (ffmpeg: string, clip: string, workDir: string): Promise<string> => {
  const block = join(workDir, 'long-block.mp4');
  const path = join(workDir, 'ten-minutes-1080p.mp4');
  const looks = ['null', 'hflip', 'hue=h=90', 'hflip,hue=h=180', 'eq=gamma=1.3'];
  const cuts = looks.map(
    (look, at) => `[0:v]trim=${at * 5}:${at * 5 + 5},setpts=PTS-STARTPTS,${look}[v${at}]`,
  );
  const joined = `${looks.map((_, at) => `[v${at}]`).join('')}concat=n=${looks.length}:v=1:a=0[out]`;
  const picture = [
    '-filter_complex',
    [...cuts, joined].join(';'),
    '-map',
    '[out]',
    '-map',
    '0:a:0',
    '-t',
    '25',
  ];
  const codecs = '-c:v libx264 -preset veryfast -crf 21 -g 120 -pix_fmt yuv420p -c:a aac'.split(' ');
  await runFfmpeg(ffmpeg, ['-i', clip, ...picture, ...codecs, block]);
  await runFfmpeg(ffmpeg, [
    '-stream_loop',
    '-1',
    '-i',
    block,
    '-t',
    String(LONG_SECONDS),
    '-c',
    'copy',
    path,
  ]);
  return path;
};

/** A playable MP4 a little over `bytes`, made by repeating the clip's packets; quick, and real to any reader. */
export const makeHugeFile = async (
  ffmpeg: string,
  clip: string,
  target: { readonly workDir: string; readonly bytes: number },
): Promise<string> => {
  const path = join(target.workDir, 'huge.mp4');
  const repeats = Math.ceil(target.bytes / (await stat(clip)).size);
  await runFfmpeg(ffmpeg, ['-stream_loop', String(repeats), '-i', clip, '-map', '0', '-c', 'copy', path]);
  return path;
};

/** Seconds native ffmpeg takes to decode every frame of the file and drop it, on all cores. */
export const timePlainDecoding = async (ffmpeg: string, path: string): Promise<number> => {
  const startMs = performance.now();
  await runFfmpeg(ffmpeg, ['-v', 'error', '-i', path, '-map', '0:v:0', '-f', 'null', '-']);
  return (performance.now() - startMs) / 1000;
};
