import { join } from 'node:path';
import { logoResultSchema } from '../../src/core/logo-result';
import type { BenchBar, BenchContext, BenchReport, BenchSuite, JobReport } from '../bench-suite';
import { probe } from '../native-ffmpeg';
import { requireSuccess } from '../require-success';
import { makeCleanCases } from './clean-cases';
import { makeMarkedCases, type MarkCase, type MarkKind, type TrueMark } from './make-cases';
import { delogo, medianEdges } from './peers';
import { readRealCases } from './real-cases';
import { addMarkScores, meanOverlap, precisionOf, recallOf, scoreMarks, type MarkScore } from './score-marks';
import { scorePixels } from './score-pixels';
import { measureSpeed } from './speed';

interface Clip {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly seconds: number;
}

const clipOf = async (ffmpeg: string, path: string): Promise<Clip> => {
  const { streams, format } = await probe(ffmpeg, path);
  const video = streams.find(({ codec_type }) => codec_type === 'video')!;
  return { widthPx: video.width!, heightPx: video.height!, seconds: Number(format.duration) };
};

const foundMarks = (report: JobReport, { widthPx, heightPx }: Clip): readonly TrueMark[] =>
  logoResultSchema.parse(report.Result).logos.map(({ box, start, end }) => ({
    xPx: box[0] * widthPx,
    yPx: box[1] * heightPx,
    widthPx: box[2] * widthPx,
    heightPx: box[3] * heightPx,
    startSeconds: start,
    endSeconds: end,
  }));

interface CaseScore {
  readonly one: MarkCase;
  readonly ours: MarkScore;
  readonly edges: MarkScore;
  readonly falseMarks: readonly [ours: number, edges: number];
  readonly restoredDb: number;
  readonly delogoDb: number;
  /** PSNR outside the marks against the input, and that of a plain encode. */
  readonly outsideDb: number;
  readonly plainDb: number;
}

/** Clips that are encoded once more without a change, to tell what the encoder alone loses. */
const PLAIN_CASES: ReadonlySet<string> = new Set(['opaque-bug-cartoon', 'semi-word-cartoon', 'tiled-film']);

const NO_MARK = { Marks: [{ box: [0.1, 0.1, 0.1, 0.1], start: 90000, end: 90001 }] };

const outputOf = (report: JobReport): string | null => {
  const [file] = report.OutputFiles;
  return file ? join(report.folder, file.Name) : null;
};

const scoreRestored = async (
  { ffmpeg, workDir }: BenchContext,
  one: MarkCase,
  reports: readonly JobReport[],
) => {
  const none = { restoredDb: Number.NaN, delogoDb: Number.NaN, outsideDb: Number.NaN, plainDb: Number.NaN };
  if (!one.cleanPath) return none;
  const peer = join(workDir, `${one.name}.delogo.mp4`);
  await delogo(ffmpeg!, one, peer);
  const ours = outputOf(reports[0]!) ?? one.path;
  const plain = reports[1] ? outputOf(reports[1]) : null;
  const score = (path: string, truth: string) => scorePixels(ffmpeg!, path, truth, one.marks);
  return {
    restoredDb: (await score(ours, one.cleanPath)).insideDb,
    delogoDb: (await score(peer, one.cleanPath)).insideDb,
    outsideDb: (await score(ours, one.path)).outsideDb,
    plainDb: plain ? (await score(plain, one.path)).outsideDb : Number.NaN,
  };
};

const runCase = async (context: BenchContext, one: MarkCase): Promise<CaseScore> => {
  const job = { FunctionName: 'VideoDelogo', Input: { source: [one.path] } };
  const restore = { ...job, Name: one.name, JobParams: { Mode: 'restore' } };
  const jobs = !one.cleanPath
    ? [{ ...job, Name: one.name, JobParams: {} }]
    : PLAIN_CASES.has(one.name)
      ? [restore, { ...job, Name: `${one.name}-plain`, JobParams: NO_MARK }]
      : [restore];
  const reports = await context.runJobs(jobs);
  reports.forEach(requireSuccess);
  const clip = await clipOf(context.ffmpeg!, one.path);
  const found = foundMarks(reports[0]!, clip);
  const edges = await medianEdges(context.ffmpeg!, one);
  return {
    one,
    ours: scoreMarks(one.marks, found, clip.seconds),
    edges: scoreMarks(one.marks, edges, clip.seconds),
    falseMarks: [found.length, edges.length],
    ...(await scoreRestored(context, one, reports)),
  };
};

const db = (value: number): string => (Number.isNaN(value) ? '' : value.toFixed(1));
const meanDb = (scores: readonly CaseScore[], kinds: readonly MarkKind[], key: 'restoredDb' | 'delogoDb') => {
  const values = scores.filter(({ one }) => kinds.includes(one.kind)).map((score) => score[key]);
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
};

const markRow = ({ one, ours, edges }: CaseScore) => [
  one.name,
  ...[recallOf(ours), precisionOf(ours), meanOverlap(ours), recallOf(edges), precisionOf(edges)].map(
    (value) => value.toFixed(3),
  ),
];

const restoreRow = ({ one, restoredDb, delogoDb, outsideDb, plainDb }: CaseScore) => [
  one.name,
  db(restoredDb),
  db(delogoDb),
  db(outsideDb),
  db(plainDb),
];

const SEE_THROUGH: readonly MarkKind[] = ['semi', 'fading', 'tiled'];

const barsOf = (marked: readonly CaseScore[], clean: readonly CaseScore[]): readonly BenchBar[] => {
  const total = addMarkScores(marked.map(({ ours }) => ours));
  const restored = marked.filter(({ one }) => one.cleanPath);
  const outsideLoss = Math.max(
    ...restored
      .filter(({ plainDb }) => !Number.isNaN(plainDb))
      .map(({ plainDb, outsideDb }) => plainDb - outsideDb),
  );
  return [
    { name: 'recall at IoU 0.4 per 0.2 s', value: recallOf(total), op: '>=', limit: 0.95 },
    { name: 'precision at IoU 0.4 per 0.2 s', value: precisionOf(total), op: '>=', limit: 0.95 },
    { name: 'mean IoU of hits', value: meanOverlap(total), op: '>=', limit: 0.8 },
    {
      name: 'false marks on clean clips',
      value: clean.reduce((sum, { falseMarks }) => sum + falseMarks[0], 0),
      op: '<=',
      limit: 0,
    },
    {
      name: 'restored inside semi-transparent, fading and tiled marks, dB',
      value: meanDb(restored, SEE_THROUGH, 'restoredDb'),
      op: '>=',
      limit: 31,
    },
    {
      name: 'restored inside opaque marks, dB',
      value: meanDb(restored, ['opaque', 'hopping'], 'restoredDb'),
      op: '>=',
      limit: 27,
    },
    { name: 'lost outside the marks against a plain encode, dB', value: outsideLoss, op: '<=', limit: 0.5 },
  ];
};

const restoreNote = (marked: readonly CaseScore[]): string =>
  `Means: see-through ${db(meanDb(marked, SEE_THROUGH, 'restoredDb'))} dB (delogo ${db(meanDb(marked, SEE_THROUGH, 'delogoDb'))}), ` +
  `opaque and hopping ${db(meanDb(marked, ['opaque', 'hopping'], 'restoredDb'))} dB (delogo ${db(meanDb(marked, ['opaque', 'hopping'], 'delogoDb'))}). ` +
  'Ours is found, studied and encoded by the app; delogo is given the true boxes and times, x264 crf 17. All files are read with one colour matrix (BT.709).';

const run = async (context: BenchContext): Promise<BenchReport> => {
  const { ffmpeg, mediaRoot, workDir, log } = context;
  if (!ffmpeg || !mediaRoot) {
    const missing = 'Needs the clips of the media folder, and native ffmpeg.';
    return { tables: [{ title: 'Logo blur', columns: ['note'], rows: [[missing]] }], bars: [] };
  }
  const cases = [
    ...(await makeMarkedCases(ffmpeg, mediaRoot, workDir)),
    ...(await readRealCases(mediaRoot)),
    ...(await makeCleanCases(ffmpeg, mediaRoot, workDir)),
  ];
  const scores: CaseScore[] = [];
  for (const one of cases) {
    log(`logo-blur: ${one.name}`);
    scores.push(await runCase(context, one));
  }
  const marked = scores.filter(({ one }) => one.kind !== 'clean');
  const clean = scores.filter(({ one }) => one.kind === 'clean');
  const total = (key: 'ours' | 'edges') => addMarkScores(marked.map((score) => score[key]));
  const sum = [total('ours'), total('edges')] as const;
  const restored = marked.filter(({ one }) => one.cleanPath);
  return {
    tables: [
      {
        title: 'Marks found, at IoU 0.4 per 0.2 s',
        columns: ['clip', 'recall', 'precision', 'mean IoU', 'median edges: recall', 'precision'],
        rows: [
          ...marked.map(markRow),
          [
            'all',
            recallOf(sum[0]).toFixed(3),
            precisionOf(sum[0]).toFixed(3),
            meanOverlap(sum[0]).toFixed(3),
            recallOf(sum[1]).toFixed(3),
            precisionOf(sum[1]).toFixed(3),
          ],
        ],
      },
      {
        title: 'False marks on clips without one',
        columns: ['clip', 'ours', 'median edges'],
        rows: clean.map(({ one, falseMarks }) => [one.name, ...falseMarks]),
      },
      {
        title: 'Restored, PSNR against the clip without the mark',
        columns: ['clip', 'inside', 'ffmpeg delogo', 'outside, against the input', 'plain encode'],
        rows: restored.map(restoreRow),
        notes: [restoreNote(restored)],
      },
    ],
    bars: [...barsOf(marked, clean)],
  };
};

const speed = async (context: BenchContext): Promise<BenchReport> => {
  const { table, bars } = await measureSpeed(context);
  return { tables: [table], bars };
};

export const suite: BenchSuite = { id: 'logo-blur', title: 'Logo blur', run, speed };
