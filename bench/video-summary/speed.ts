import type { BatchJob, BenchBar, BenchContext, BenchTable } from '../bench-suite';
import { makeTenMinutes, timePlainDecoding } from '../long-media';

const MAX_SECONDS = 90;

const job = (path: string, Duration: number): BatchJob => ({
  Name: `ten-minutes-${Duration}`,
  FunctionName: 'VideoClip',
  Input: { source: [path] },
  JobParams: { Duration },
});

/** Ten minutes of 1080p against the clock, and against decoding every frame of it. */
export const measureSpeed = async (
  context: BenchContext,
): Promise<{ readonly table: BenchTable; readonly bars: readonly BenchBar[] }> => {
  const { ffmpeg, fallbackClip, workDir } = context;
  if (!ffmpeg) throw new Error('The speed part makes its media with native ffmpeg');
  const path = await makeTenMinutes(ffmpeg, fallbackClip, workDir);
  const decodeSeconds = await timePlainDecoding(ffmpeg, path);
  const reports = await context.runJobs([job(path, 5), job(path, 60)]);
  const rows = reports.map(({ Name, Status, WallSeconds, PeakMemoryMB }) => [
    Name,
    Status,
    WallSeconds.toFixed(1),
    (WallSeconds / decodeSeconds).toFixed(2),
    Math.round(PeakMemoryMB),
  ]);
  const failed = reports.filter(({ Status }) => Status !== 'Success').length;
  return {
    table: {
      title: 'Ten minutes of 1080p H.264, summaries of 5 and 60 s',
      columns: ['job', 'status', 'seconds', 'of plain decoding', 'peak MB, all browser processes'],
      rows,
      notes: [`Native ffmpeg decodes the ten minutes in ${decodeSeconds.toFixed(1)} s on all cores.`],
    },
    bars: [
      {
        name: 'summary of ten minutes, seconds',
        value: reports[0]!.WallSeconds,
        op: '<=',
        limit: MAX_SECONDS,
      },
      { name: 'long summaries that failed', value: failed, op: '<=', limit: 0 },
    ],
  };
};
