import { join } from 'node:path';
import { frameTimes, runFfmpeg } from '../native-ffmpeg';
import type { CoverClip } from './clips';

export interface PeerPicture {
  readonly timeSeconds: number;
  readonly path: string;
}

const timesIn = (text: string): readonly number[] =>
  [...text.matchAll(/pts_time:([\d.]+)/g)].map((match) => Number(match[1]));

/** ffmpeg's `thumbnail` filter, one picture for each of `count` equal batches of frames. */
export const thumbnailFilter = async (
  ffmpeg: string,
  clip: CoverClip,
  folder: string,
  count: number,
): Promise<readonly PeerPicture[]> => {
  const frames = (await frameTimes(ffmpeg, clip.path)).length;
  const batch = Math.max(2, Math.floor(frames / count));
  const pattern = join(folder, `${clip.name}.thumbnail-%d.png`);
  const filter = `thumbnail=n=${batch},showinfo`;
  const args = [
    '-i',
    clip.path,
    '-vf',
    filter,
    '-frames:v',
    String(count),
    '-fps_mode',
    'passthrough',
    pattern,
  ];
  const times = timesIn(await runFfmpeg(ffmpeg, args)).slice(0, count);
  return times.map((timeSeconds, i) => ({ timeSeconds, path: pattern.replace('%d', String(i + 1)) }));
};

/** The frame in the middle of the clip. */
export const middleFrame = async (
  ffmpeg: string,
  clip: CoverClip,
  folder: string,
): Promise<readonly PeerPicture[]> => {
  const times = await frameTimes(ffmpeg, clip.path);
  const middle = Math.floor(times.length / 2);
  const path = join(folder, `${clip.name}.middle.png`);
  const filter = `select=eq(n\\,${middle})`;
  await runFfmpeg(ffmpeg, [
    '-i',
    clip.path,
    '-vf',
    filter,
    '-frames:v',
    '1',
    '-fps_mode',
    'passthrough',
    path,
  ]);
  return [{ timeSeconds: times[middle] ?? 0, path }];
};
