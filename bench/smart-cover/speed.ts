import { basename } from 'node:path';
import type { BatchJob, BenchBar, BenchContext, BenchTable } from '../bench-suite';
import { makeHugeFile, makeTenMinutes, timePlainDecoding } from '../long-media';

const MAX_LONG_SECONDS = 60;
const HUGE_BYTES = 4.2 * 1024 ** 3;
const MAX_PEAK_MB = 1500;

const coverJob = (path: string): BatchJob => ({
  Name: basename(path).replace(/[^\w.-]/g, '_'),
  FunctionName: 'Cover',
  Input: { source: [path] },
});

/** Ten minutes of 1080p against the clock and plain decoding, and a file of over 4 GB against the memory meter. */
export const measureSpeed = async (
  context: BenchContext,
): Promise<{ readonly table: BenchTable; readonly bars: readonly BenchBar[] }> => {
  const { ffmpeg, fallbackClip, workDir } = context;
  if (!ffmpeg) throw new Error('The speed part makes its media with native ffmpeg');
  const long = await makeTenMinutes(ffmpeg, fallbackClip, workDir);
  const decodeSeconds = await timePlainDecoding(ffmpeg, long);
  const [longReport] = await context.runJobs([coverJob(long)]);
  const huge = await makeHugeFile(ffmpeg, long, { workDir, bytes: HUGE_BYTES });
  const [hugeReport] = await context.runJobs([coverJob(huge)]);
  const failed = [longReport!, hugeReport!].filter(({ Status }) => Status !== 'Success').length;
  const row = (name: string, report: typeof longReport) => [
    name,
    report!.Status,
    report!.WallSeconds.toFixed(1),
    (report!.WallSeconds / decodeSeconds).toFixed(2),
    Math.round(report!.PeakMemoryMB),
  ];
  return {
    table: {
      title: 'Long and large files',
      columns: [
        'file',
        'status',
        'seconds',
        'of plain decoding of the ten minutes',
        'peak MB, all browser processes',
      ],
      rows: [row('10 min 1080p H.264', longReport), row('over 4 GB', hugeReport)],
      notes: [`Native ffmpeg decodes the ten minutes in ${decodeSeconds.toFixed(1)} s on all cores.`],
    },
    bars: [
      {
        name: 'ten minutes of 1080p, seconds',
        value: longReport!.WallSeconds,
        op: '<=',
        limit: MAX_LONG_SECONDS,
      },
      { name: 'file over 4 GB, peak MB', value: hugeReport!.PeakMemoryMB, op: '<=', limit: MAX_PEAK_MB },
      { name: 'long files that failed', value: failed, op: '<=', limit: 0 },
    ],
  };
};
