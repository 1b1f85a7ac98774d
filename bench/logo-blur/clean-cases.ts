import { join } from 'node:path';
import { runFfmpeg } from '../native-ffmpeg';
import type { MarkCase } from './make-cases';

interface CleanPlan {
  readonly name: string;
  readonly file: string;
  readonly from: number;
  readonly seconds: number;
  readonly filter: string;
}

/** A line of light blocks as wide as words, at the bottom, another one every two seconds. */
const subtitle = (height: number): string =>
  Array.from({ length: 3 }, (_, i) => {
    const words = ['We should go shopping tonight', 'One quart or two', 'See you in the morning then'][i]!;
    const time = `enable='between(t,${i * 2 + 0.3},${i * 2 + 1.9})'`;
    return `drawtext=text='${words}':fontcolor=white:borderw=2:fontsize=${Math.round(height / 18)}:x=(w-tw)/2:y=h*0.86:${time}`;
  }).join(',');

const BLURRED_SIDES =
  'split[a][b];[a]scale=854:480:force_original_aspect_ratio=increase,crop=854:480,gblur=20[back];[b]crop=270:480:292:0[front];[back][front]overlay=292:0';

const PLANS: readonly CleanPlan[] = [
  { name: 'clean-tripod', file: 'logos/multi-delogo_sample.mp4', from: 0, seconds: 2.9, filter: 'null' },
  {
    name: 'clean-talking-head',
    file: 'portraits/liveportrait_d10.mp4',
    from: 0,
    seconds: 10,
    filter: 'null',
  },
  {
    name: 'clean-presenter',
    file: 'green-screen/panditajay_GreenScreen.mp4',
    from: 2,
    seconds: 8,
    filter: 'scale=960:-2',
  },
  {
    name: 'clean-letterbox',
    file: 'general/bbb_480p_30s.mp4',
    from: 5,
    seconds: 7,
    filter: 'crop=854:360,pad=854:480:0:60',
  },
  {
    name: 'clean-pillarbox',
    file: 'general/bikes.mp4',
    from: 0,
    seconds: 9,
    filter: 'crop=362:272,pad=484:272:61:0',
  },
  {
    name: 'clean-blurred-sides',
    file: 'general/bbb_480p_30s.mp4',
    from: 17,
    seconds: 8,
    filter: BLURRED_SIDES,
  },
  {
    name: 'clean-subtitles',
    file: 'general/bbb_480p_30s.mp4',
    from: 18,
    seconds: 6.5,
    filter: subtitle(480),
  },
  { name: 'clean-subtitles-film', file: 'general/bikes.mp4', from: 0, seconds: 6.5, filter: subtitle(272) },
  { name: 'clean-film', file: 'general/bikes.mp4', from: 0, seconds: 10, filter: 'null' },
  { name: 'clean-faces', file: 'general/opencv_Megamind.avi', from: 0, seconds: 11, filter: 'null' },
  { name: 'clean-cartoon', file: 'general/bbb_480p_30s.mp4', from: 0, seconds: 30, filter: 'null' },
  { name: 'clean-dance', file: 'portraits/dance-twirl.mp4', from: 0, seconds: 3.7, filter: 'null' },
  { name: 'clean-breakdance', file: 'portraits/breakdance.mp4', from: 0, seconds: 3.4, filter: 'null' },
  { name: 'clean-dark-film', file: 'general/katna_pos_video.mp4', from: 0, seconds: 16, filter: 'null' },
];

/** Clips on which nothing may be found. */
export const makeCleanCases = async (
  ffmpeg: string,
  root: string,
  folder: string,
): Promise<readonly MarkCase[]> => {
  const cases: MarkCase[] = [];
  for (const { name, file, from, seconds, filter } of PLANS) {
    const path = join(folder, `${name}.mp4`);
    const span = ['-ss', String(from), '-t', String(seconds)];
    const h264 = ['-an', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18', '-pix_fmt', 'yuv420p'];
    const input = ['-v', 'error', ...span, '-i', join(root, file)];
    await runFfmpeg(ffmpeg, [...input, '-filter_complex', `fps=25,${filter}`, ...h264, path]);
    cases.push({ name, kind: 'clean', path, marks: [] });
  }
  return cases;
};
