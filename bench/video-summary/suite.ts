import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { summaryResultSchema } from '../../src/core/video-summary';
import type { BatchJob, BenchContext, BenchReport, BenchSuite, JobReport } from '../bench-suite';
import { runFfmpeg } from '../native-ffmpeg';
import { readCases, type SummaryCase } from './cases';
import { checkFile, checkSegments, type FileChecks, type SegmentChecks, type Stretch } from './check-summary';
import { evenPieces, sceneStarts } from './peers';
import { measureSpeed } from './speed';

const DEFAULT_SECONDS = 5;
const CROSSFADE_SECONDS = 0.4;
const WANTED_SHOTS = 3;
const MAX_LENGTH_ERROR_SECONDS = 0.1;

interface Judged {
  readonly one: SummaryCase;
  readonly report: JobReport;
  readonly ours: SegmentChecks;
  readonly file: FileChecks | null;
  readonly even: SegmentChecks;
  readonly scenes: SegmentChecks;
}

const secondsOf = ({ params }: SummaryCase): number => Number(params['Duration'] ?? DEFAULT_SECONDS);

const toJob = ({ name, path, params }: SummaryCase): BatchJob => ({
  Name: name.replace(/[^\w.-]/g, '_'),
  FunctionName: 'VideoClip',
  Input: { source: [path] },
  JobParams: params,
});

const stretchesOf = ({ Result }: JobReport): readonly Stretch[] =>
  (summaryResultSchema.safeParse(Result).data?.VideoSummaryList ?? []).map(({ StartTime, EndTime }) => ({
    start: Number(StartTime),
    end: Number(EndTime),
  }));

/** Five frames a second of the summary, for the eye. */
const writeSheet = (ffmpeg: string, path: string, sheet: string): Promise<string> =>
  runFfmpeg(ffmpeg, [
    '-i',
    path,
    '-vf',
    'fps=4,scale=240:-2,tile=10x3',
    '-frames:v',
    '1',
    '-q:v',
    '4',
    sheet,
  ]);

const judge = async (context: BenchContext, one: SummaryCase, sheets: string): Promise<Judged> => {
  const { ffmpeg } = context;
  context.log(`video-summary: ${one.name}`);
  const job = toJob(one);
  const [report] = await context.runJobs([job]);
  const stretches = stretchesOf(report!);
  const output = report!.OutputFiles.find(({ MimeType }) => MimeType === 'video/mp4');
  const path = output && join(report!.folder, output.Name);
  const overlap = one.params['Transition'] === 'crossfade' ? CROSSFADE_SECONDS : 0;
  if (path) await writeSheet(ffmpeg!, path, join(sheets, `${job.Name}.jpg`));
  const seconds = secondsOf(one);
  return {
    one,
    report: report!,
    ours: checkSegments(stretches, one),
    file: path ? await checkFile(ffmpeg!, path, stretches, overlap) : null,
    even: checkSegments(evenPieces(one, seconds), one),
    scenes: checkSegments(await sceneStarts(ffmpeg!, one, seconds), one),
  };
};

const cells = ({ segments, shots, nearCuts, innerCuts, onWords }: SegmentChecks): string =>
  [segments, shots, nearCuts, innerCuts, onWords].join(' / ');

const fileCells = (file: FileChecks | null): string =>
  file
    ? `${file.seconds.toFixed(2)} s, sound ${file.soundSeconds.toFixed(2)} s, ${file.badFrames} bad frames, ${file.clicks} clicks`
    : 'none';

const lengthError = ({ one, file }: Judged): number =>
  file ? Math.abs(file.seconds - Math.min(secondsOf(one), one.durationSeconds)) : Infinity;

const wantedShots = ({ one }: Judged): number =>
  one.cuts.length + 1 >= WANTED_SHOTS && secondsOf(one) >= DEFAULT_SECONDS - 1 ? WANTED_SHOTS : 1;

const barsOf = (judged: readonly Judged[]): BenchReport['bars'] => {
  const total = (part: (one: Judged) => number): number => judged.reduce((sum, one) => sum + part(one), 0);
  const zero = (name: string, value: number) => ({ name, value, op: '<=', limit: 0 }) as const;
  return [
    zero('summaries that failed', judged.filter(({ file }) => !file).length),
    {
      name: 'largest error of length, seconds',
      value: Math.max(...judged.map(lengthError)),
      op: '<=',
      limit: MAX_LENGTH_ERROR_SECONDS,
    },
    zero(
      'clips of three or more shots with fewer than three shown',
      judged.filter((one) => one.ours.shots < wantedShots(one)).length,
    ),
    zero(
      'starts and ends within 2 frames of a listed cut',
      total(({ ours }) => ours.nearCuts),
    ),
    zero(
      'listed cuts inside a segment',
      total(({ ours }) => ours.innerCuts),
    ),
    zero(
      'starts and ends on the beginning of a word',
      total(({ ours }) => ours.onWords),
    ),
    zero(
      'black, white or faded frames',
      total(({ file }) => file?.badFrames ?? 0),
    ),
    zero(
      'clicks',
      total(({ file }) => file?.clicks ?? 0),
    ),
  ];
};

const run = async (context: BenchContext): Promise<BenchReport> => {
  if (!context.ffmpeg) throw new Error('This suite needs native ffmpeg for its peers and checks');
  const sheets = process.env['CUTROOM_SHEETS'] ?? join(context.workDir, 'sheets');
  await mkdir(sheets, { recursive: true });
  const judged: Judged[] = [];
  for (const one of await readCases(context)) judged.push(await judge(context, one, sheets));
  const table = {
    title: 'Summaries (of 5 s where no length is named)',
    columns: ['clip', 'ours', 'equal pieces', 'after each scene change', 'file', 'seconds'],
    rows: judged.map(({ one, report, ours, even, scenes, file }) => [
      one.name,
      cells(ours),
      cells(even),
      cells(scenes),
      fileCells(file),
      report.WallSeconds.toFixed(1),
    ]),
    notes: [
      'Cells: segments / listed shots shown / ends within 2 frames of a listed cut / listed cuts inside a segment / ends on the beginning of a word.',
      'Words: a conversation under pictures; a word begins where ffmpeg `silencedetect` hears a silence end.',
      'Peers: equal pieces at equal distances, and a piece after each scene change that ffmpeg finds (`select=gt(scene,0.3)`).',
      'CUTROOM_SHEETS=folder keeps a contact sheet of each summary, four frames a second.',
    ],
  };
  return {
    tables: [table],
    bars: [...barsOf(judged)],
  };
};

const speed = async (context: BenchContext): Promise<BenchReport> => {
  const { table, bars } = await measureSpeed(context);
  return { tables: [table], bars };
};

export const suite: BenchSuite = { id: 'video-summary', title: 'Video summary', run, speed };
