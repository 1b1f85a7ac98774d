import { join } from 'node:path';
import type { BenchBar, BenchContext, BenchTable } from '../bench-suite';
import { runFfmpeg } from '../native-ffmpeg';

const SECONDS = 12;

/** 1080p with a bug in its corner. */
const makeClip = async ({ ffmpeg, fallbackClip, workDir }: BenchContext): Promise<string> => {
  const path = join(workDir, 'speed-1080p.mp4');
  const bug =
    'drawbox=x=1700:y=60:w=140:h=70:color=white@0.8:t=fill,drawbox=x=1720:y=80:w=100:h=30:color=red:t=fill';
  const h264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-c:a', 'copy'];
  const input = ['-v', 'error', '-t', String(SECONDS), '-i', fallbackClip];
  await runFfmpeg(ffmpeg!, [...input, '-vf', bug, ...h264, path]);
  return path;
};

/** Never on the picture: every frame is decoded and encoded as it is. */
const NOTHING_DUE = { Marks: [{ box: [0.1, 0.1, 0.1, 0.1], start: 90000, end: 90001 }] };
const RATIO_BAR = 0.5;

/** Share of the speed of a plain decode and encode that each mode keeps, in one run on one machine. */
export const measureSpeed = async (
  context: BenchContext,
): Promise<{ table: BenchTable; bars: readonly BenchBar[] }> => {
  const path = await makeClip(context);
  const job = (Name: string, JobParams: Readonly<Record<string, unknown>>) => ({
    Name,
    FunctionName: 'VideoDelogo',
    Input: { source: [path] },
    JobParams,
  });
  const [, plain, blur, restore] = await context.runJobs([
    job('warm-up', NOTHING_DUE),
    job('plain', NOTHING_DUE),
    job('blur', { Mode: 'blur' }),
    job('restore', { Mode: 'restore' }),
  ]);
  const ratio = (seconds: number) => plain!.WallSeconds / Math.max(0.001, seconds);
  const rows = [plain!, blur!, restore!].map((report) => [
    report.Name,
    report.WallSeconds.toFixed(1),
    ratio(report.WallSeconds).toFixed(2),
    report.PeakMemoryMB,
  ]);
  return {
    table: {
      title: `Speed: ${SECONDS} s of 1080p H.264, finding included`,
      columns: ['mode', 'seconds', 'of plain decode+encode', 'peak MB'],
      rows,
    },
    bars: [
      {
        name: 'speed of blur against decode+encode',
        value: ratio(blur!.WallSeconds),
        op: '>=',
        limit: RATIO_BAR,
      },
    ],
  };
};
