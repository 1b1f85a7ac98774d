import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BatchJob, BenchContext, BenchSuite, JobReport } from '../bench-suite';
import { decodeFrames, probe } from '../native-ffmpeg';

const MAX_SECONDS = 30;
/** A refusal must say what is wrong with the file; these say only that something of ours went wrong. */
const OUR_FAULT: ReadonlySet<string> = new Set([
  'internal',
  'worker-crashed',
  'page-crashed',
  'out-of-memory',
]);

const toJob = (folder: string, file: string): BatchJob => ({
  Name: file.replace(/[^\w.-]/g, '_'),
  FunctionName: 'Cover',
  Input: { source: [join(folder, file)] },
});

/** Does native ffmpeg get one video frame out of the file? */
const ffmpegReads = async (context: BenchContext, path: string): Promise<string> => {
  if (!context.ffmpeg) return 'not here';
  const probed = await probe(context.ffmpeg, path).catch(() => null);
  if (!probed?.streams.some(({ codec_type }) => codec_type === 'video')) return 'no video track';
  const frames = decodeFrames(context.ffmpeg, path, { widthPx: 16, heightPx: 16, pixelFormat: 'gray' });
  for await (const _ of frames) return 'yes';
  return 'no frame';
};

const toRow = (file: string, report: JobReport, ffmpeg: string) => [
  file,
  report.Status,
  report.Code,
  Array.isArray(report.Result) ? report.Result.length : 0,
  Number(report.WallSeconds.toFixed(1)),
  ffmpeg,
];

/** Odd, broken and hostile files as the input of a cover: each ends in a right result or in a code with a remedy. */
export const suite: BenchSuite = {
  id: 'robustness',
  title: 'Robustness: odd and broken files as the input of a cover',
  run: async (context) => {
    const folder = context.mediaRoot && join(context.mediaRoot, 'robustness');
    const files = folder ? (await readdir(folder)).toSorted() : [];
    if (!folder || files.length === 0)
      throw new Error('This suite needs the folder robustness of CUTROOM_MEDIA');
    const reports = await context.runJobs(files.map((file) => toJob(folder, file)));
    const readable = await Promise.all(files.map((file) => ffmpegReads(context, join(folder, file))));
    const rows = files.map((file, index) => toRow(file, reports[index]!, readable[index]!));
    const refused = rows.filter(([, status, , , , ffmpeg]) => status !== 'Success' && ffmpeg === 'yes');
    const notes = [
      `Refused although native ffmpeg reads a video frame: ${refused.map(([file]) => String(file)).join(', ') || 'none'}.`,
    ];
    const columns = ['file', 'status', 'code', 'covers', 'seconds', 'ffmpeg reads it'];
    return {
      tables: [{ title: 'Outcomes', columns, rows, notes }],
      bars: [
        {
          name: 'longest job, seconds',
          value: Math.max(...reports.map(({ WallSeconds }) => WallSeconds)),
          op: '<=',
          limit: MAX_SECONDS,
        },
        {
          name: 'jobs that ended in a fault of ours',
          value: reports.filter(({ Code }) => OUR_FAULT.has(Code)).length,
          op: '<=',
          limit: 0,
        },
      ],
    };
  },
};
