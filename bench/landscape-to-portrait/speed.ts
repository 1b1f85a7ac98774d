import type { Keyframe } from '../../src/core/reframe-path';
import type { BatchJob, BenchBar, BenchContext, BenchTable, JobReport } from '../bench-suite';
import { runFfmpeg } from '../native-ffmpeg';
import { join } from 'node:path';

const SECONDS = 20;
/** Issue: the render reaches this share of the speed of decoding and encoding alone. */
const MIN_RATIO = 0.6;

const job = (name: string, path: string, params: Readonly<Record<string, unknown>>): BatchJob => ({
  Name: name,
  FunctionName: 'VideoH2V',
  Input: { source: [path] },
  JobParams: params,
});

/** A crop that glides to and fro all the time, so that every frame is moved by a part of a pixel. */
const GLIDE: readonly Keyframe[] = Array.from({ length: SECONDS * 10 + 1 }, (_, i) => [
  i / 10,
  0.5 + 0.25 * Math.sin(i / 12),
  0.5,
  1,
]);
const REST: readonly Keyframe[] = [[0, 0.5, 0.5, 1]];

const secondsOf = (reports: readonly JobReport[], name: string): number =>
  reports.find(({ Name }) => Name === name)?.WallSeconds ?? Number.NaN;

/** Rendering and the whole job on 1080p H.264 against decoding and encoding the same frames in the same browser. */
export const measureSpeed = async (
  context: BenchContext,
): Promise<{ readonly table: BenchTable; readonly bars: readonly BenchBar[] }> => {
  const { ffmpeg, fallbackClip, workDir } = context;
  if (!ffmpeg) throw new Error('The speed part makes its clip with native ffmpeg');
  const path = join(workDir, 'speed-1080p.mp4');
  await runFfmpeg(ffmpeg, [
    '-v',
    'error',
    '-stream_loop',
    '1',
    '-i',
    fallbackClip,
    '-t',
    `${SECONDS}`,
    '-c',
    'copy',
    path,
  ]);
  const wide = { AspectRatio: 'custom', CustomWidth: 16, CustomHeight: 9, Keyframes: REST };
  const jobs = [
    job('warm-up', path, { Keyframes: REST }),
    job('bound', path, wide),
    job('rest', path, { Keyframes: REST }),
    job('glide', path, { Keyframes: GLIDE }),
    job('fill', path, { Keyframes: [[0, 0.5, 0.5, 3.1605]] }),
    job('auto', path, {}),
  ];
  const reports = await context.runJobs(jobs);
  const bound = secondsOf(reports, 'bound');
  const row = (name: string, words: string) => {
    const seconds = secondsOf(reports, name);
    return [words, seconds.toFixed(1), (bound / seconds).toFixed(2)];
  };
  const beside = (words: string, name: string): BenchBar => ({
    name: words,
    value: bound / secondsOf(reports, name),
    op: '>=',
    limit: MIN_RATIO,
  });
  return {
    table: {
      title: `Speed, ${SECONDS} s of 1080p H.264`,
      columns: ['what', 'seconds', 'speed beside decoding and encoding'],
      rows: [
        row('bound', 'decode and encode 1920 x 1080, nothing else'),
        row('rest', 'render, still crop'),
        row('glide', 'render, crop that moves in every frame'),
        row('fill', 'render, whole picture over blurred fill'),
        row('auto', 'analysis and render'),
      ],
      notes: ['All through the app in one browser, one after the other.'],
    },
    bars: [
      beside('render with a moving crop beside the bound', 'glide'),
      beside('render of the whole picture over blurred fill beside the bound', 'fill'),
    ],
  };
};
