import { join } from 'node:path';
import type { BenchBar, BenchContext, BenchTable, JobReport } from '../bench-suite';
import { probe, runFfmpeg } from '../native-ffmpeg';
import { requireSuccess } from '../require-success';
import { splitJob } from './jobs';

const MIN_TIMES_REAL_TIME = 10;
const MAX_PEAK_MB = 1500;
/** How often the drawn lecture is repeated: ten minutes and an hour of about a minute and a half. */
const TEN_MINUTES = 600;
const HOUR = 3600;

/** The lecture at 1080p with a tone, repeated without encoding again. */
const lengthen = async (ffmpeg: string, clip: string, path: string, seconds: number): Promise<string> => {
  const block = `${path}.block.mp4`;
  const look =
    '-vf scale=1920:1080:flags=bicubic -r 30 -c:v libx264 -preset veryfast -crf 23 -pix_fmt yuv420p';
  const sound = '-f lavfi -i sine=frequency=330:sample_rate=48000';
  await runFfmpeg(ffmpeg, [
    '-i',
    clip,
    ...`${sound} -map 0:v -map 1:a -shortest ${look} -c:a aac -b:a 96k`.split(' '),
    block,
  ]);
  await runFfmpeg(ffmpeg, [
    '-v',
    'error',
    '-stream_loop',
    '-1',
    '-i',
    block,
    '-t',
    String(seconds),
    '-c',
    'copy',
    path,
  ]);
  return path;
};

const row = (name: string, seconds: number, report: JobReport): (string | number)[] => [
  name,
  report.WallSeconds.toFixed(1),
  (seconds / report.WallSeconds).toFixed(1),
  Math.round(report.PeakMemoryMB),
];

/** Ten minutes and an hour of 1080p at 30 frames/s with everything switched on. */
export const measureSpeed = async (
  context: BenchContext,
  ffmpeg: string,
  clip: string,
): Promise<{ readonly table: BenchTable; readonly bars: readonly BenchBar[] }> => {
  const rows: (string | number)[][] = [];
  const bars: BenchBar[] = [];
  for (const [name, seconds] of [
    ['ten minutes', TEN_MINUTES],
    ['one hour', HOUR],
  ] as const) {
    const path = await lengthen(
      ffmpeg,
      clip,
      join(context.workDir, `${name.replace(' ', '-')}.mp4`),
      seconds,
    );
    const { format } = await probe(ffmpeg, path);
    const [first] = await context.runJobs([splitJob(name.replace(' ', '-'), path)]);
    const report = requireSuccess(first);
    const length = Number(format.duration);
    rows.push(row(name, length, report));
    bars.push(
      {
        name: `${name}: times real time`,
        value: length / report.WallSeconds,
        op: '>=',
        limit: MIN_TIMES_REAL_TIME,
      },
      { name: `${name}: peak MB`, value: report.PeakMemoryMB, op: '<=', limit: MAX_PEAK_MB },
    );
  }
  return {
    table: {
      title: 'Long lectures, 1080p30, all outputs',
      columns: ['file', 'seconds', 'times real time', 'peak MB, all browser processes'],
      rows,
    },
    bars,
  };
};
