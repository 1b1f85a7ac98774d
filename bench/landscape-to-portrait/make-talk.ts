import { join } from 'node:path';
import { runFfmpeg } from '../native-ffmpeg';
import type { PixelBox, ReframeCase } from './truth';

const FRAME_RATE = 30;
const TURN_SECONDS = 4;
const LEFT: PixelBox = [60, 208, 460, 720];
const RIGHT: PixelBox = [820, 208, 1220, 720];

/** Two talking heads far apart: the left one speaks while the right one is frozen, then the other way round. */
export const makeTalk = async (ffmpeg: string, mediaRoot: string, workDir: string): Promise<ReframeCase> => {
  const head = join(mediaRoot, 'portraits', 'liveportrait_d10.mp4');
  const path = join(workDir, 'two-speakers.mp4');
  const span = (from: number) => `trim=${from}:${from + TURN_SECONDS},setpts=PTS-STARTPTS`;
  const filters = [
    `[0:v]${span(0)},tpad=stop_mode=clone:stop_duration=${TURN_SECONDS},crop=400:512[l]`,
    `[1:v]${span(TURN_SECONDS)},tpad=start_mode=clone:start_duration=${TURN_SECONDS},hflip,crop=400:512[r]`,
    `color=0x445566:s=1280x720:r=${FRAME_RATE}:d=${2 * TURN_SECONDS}[b]`,
    `[b][l]overlay=${LEFT[0]}:${LEFT[1]}[c]`,
    `[c][r]overlay=${RIGHT[0]}:${RIGHT[1]},trim=0:${2 * TURN_SECONDS}[v]`,
  ];
  const output = [
    '-c:v',
    'libx264',
    '-crf',
    '18',
    '-preset',
    'veryfast',
    '-pix_fmt',
    'yuv420p',
    '-c:a',
    'aac',
  ];
  const input = ['-v', 'error', '-i', head, '-i', head, '-filter_complex', filters.join(';')];
  const maps = ['-map', '[v]', '-map', '0:a', '-t', `${2 * TURN_SECONDS}`];
  await runFfmpeg(ffmpeg, [...input, ...maps, ...output, path]);
  const frames = 2 * TURN_SECONDS * FRAME_RATE;
  const boxes = Array.from({ length: frames }, (_, i) => (i < frames / 2 ? LEFT : RIGHT));
  return {
    name: 'two-speakers',
    kind: 'speakers',
    path,
    widthPx: 1280,
    heightPx: 720,
    frameRate: FRAME_RATE,
    boxes,
  };
};
