import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext, BenchReport, BenchSuite, BenchTable, JobReport } from '../bench-suite';
import { segmentsOf, splitJob, startsOf } from './jobs';
import { makeLectures, type LectureCase } from './make-lectures';
import { measureSpeed } from './measure-speed';
import { boundariesAt, differenceCurve, sceneCurve, thresholdsOf, type ChangeCurve } from './peers';
import { readRealLectures } from './real-lectures';
import {
  addBoundaries,
  f1Of,
  scoreBoundaries,
  scoreRecurrence,
  scoreTitles,
  type BoundaryScore,
} from './score-slides';

/** Cutting and chapters are checked by tests; here they would only take time. */
const OUTPUTS = { Outputs: ['json'] };

interface Judged {
  readonly name: string;
  readonly truth: readonly number[];
  readonly report: JobReport;
  readonly ours: BoundaryScore;
  readonly scene: ChangeCurve;
  readonly difference: ChangeCurve;
}

const judge = async (
  context: BenchContext,
  ffmpeg: string,
  { name, path, truth }: { readonly name: string; readonly path: string; readonly truth: readonly number[] },
): Promise<Judged> => {
  context.log(`slide-splitting: ${name}`);
  const [report] = await context.runJobs([splitJob(name.replace(/\W/g, '_'), path, OUTPUTS)]);
  return {
    name,
    truth,
    report: report!,
    ours: scoreBoundaries(truth, startsOf(report!)),
    scene: await sceneCurve(ffmpeg, path),
    difference: await differenceCurve(ffmpeg, path),
  };
};

interface Best {
  readonly threshold: number;
  readonly scores: readonly BoundaryScore[];
}

/** The peer at the one threshold that suits all these clips best. */
const bestOf = (judged: readonly Judged[], curveOf: (one: Judged) => ChangeCurve): Best => {
  const at = (threshold: number) =>
    judged.map((one) => scoreBoundaries(one.truth, boundariesAt(curveOf(one), threshold)));
  const candidates = thresholdsOf(judged.map(curveOf));
  return candidates
    .map((threshold) => ({ threshold, scores: at(threshold) }))
    .reduce((best, one) => (f1Of(addBoundaries(one.scores)) > f1Of(addBoundaries(best.scores)) ? one : best));
};

const cells = (score: BoundaryScore): string => `${score.hits} / ${score.missed} / ${score.false}`;
const f1Cell = (scores: readonly BoundaryScore[]): string => f1Of(addBoundaries(scores)).toFixed(3);

const boundaryTable = (
  title: string,
  judged: readonly Judged[],
  extra: (i: number) => readonly string[],
): BenchTable => {
  const scene = bestOf(judged, (one) => one.scene);
  const difference = bestOf(judged, (one) => one.difference);
  const ours = judged.map((one) => one.ours);
  const extraNames = judged.length > 0 ? ['title errors', 'recurrences told'] : [];
  const rows = judged.map((one, i) => [
    one.name,
    one.truth.length,
    cells(one.ours),
    cells(scene.scores[i]!),
    cells(difference.scores[i]!),
    ...extra(i),
    one.report.WallSeconds.toFixed(1),
  ]);
  return {
    title,
    columns: [
      'clip',
      'true',
      'ours',
      'ffmpeg scene',
      'frame difference',
      ...(extra(0).length > 0 ? extraNames : []),
      'seconds',
    ],
    rows: [
      ...rows,
      [
        'F1',
        '',
        f1Cell(ours),
        f1Cell(scene.scores),
        f1Cell(difference.scores),
        ...extra(0).map(() => ''),
        '',
      ],
    ],
    notes: [
      'Cells: hits / missed / false, within 1 s.',
      `Peers at the threshold that suits these clips best: scene ${scene.threshold}, difference ${difference.threshold}.`,
    ],
  };
};

const readLectures = async (context: BenchContext, ffmpeg: string): Promise<readonly LectureCase[]> => {
  const folder = process.env['CUTROOM_LECTURES'] ?? join(context.workDir, 'lectures');
  await mkdir(folder, { recursive: true });
  return makeLectures(ffmpeg, context.fallbackClip, folder, context.log);
};

const runGenerated = async (context: BenchContext, ffmpeg: string) => {
  const lectures = await readLectures(context, ffmpeg);
  const judged: Judged[] = [];
  for (const { name, path, truth } of lectures)
    judged.push(
      await judge(context, ffmpeg, { name, path, truth: truth.slice(1).map((one) => one.startSeconds) }),
    );
  const titles = lectures.map(({ truth }, i) => scoreTitles(truth, segmentsOf(judged[i]!.report)));
  const recurrences = lectures.map(({ truth }, i) => scoreRecurrence(truth, segmentsOf(judged[i]!.report)));
  const table = boundaryTable('Drawn lectures, exact truth', judged, (i) => [
    `${titles[i]!.errors} of ${titles[i]!.characters}`,
    `${Math.round(100 * recurrences[i]!)} %`,
  ]);
  const characters = titles.reduce((sum, one) => sum + one.characters, 0);
  const errors = titles.reduce((sum, one) => sum + one.errors, 0);
  const inked = judged.filter(({ name }) => /ink|board|everything/.test(name));
  return {
    table,
    bars: [
      {
        name: 'F1 on drawn lectures',
        value: f1Of(addBoundaries(judged.map((one) => one.ours))),
        op: '>=',
        limit: 0.98,
      },
      { name: 'title character accuracy', value: 1 - errors / characters, op: '>=', limit: 0.95 },
      {
        name: 'recurrences told, mean',
        value: recurrences.reduce((a, b) => a + b, 0) / recurrences.length,
        op: '>=',
        limit: 0.98,
      },
      {
        name: 'false boundaries where there is handwriting',
        value: addBoundaries(inked.map((one) => one.ours)).false,
        op: '<=',
        limit: 0,
      },
    ] as const,
  };
};

const runReal = async (context: BenchContext, ffmpeg: string) => {
  const lectures = context.mediaRoot ? await readRealLectures(context.mediaRoot) : [];
  const judged: Judged[] = [];
  for (const { name, path, boundaries } of lectures)
    judged.push(await judge(context, ffmpeg, { name, path, truth: boundaries }));
  if (judged.length === 0) return null;
  return {
    table: boundaryTable('Real lectures', judged, () => []),
    bars: [
      {
        name: 'F1 on real lectures',
        value: f1Of(addBoundaries(judged.map((one) => one.ours))),
        op: '>=',
        limit: 0.98,
      },
    ] as const,
  };
};

const run = async (context: BenchContext): Promise<BenchReport> => {
  const { ffmpeg } = context;
  if (!ffmpeg) throw new Error('This suite needs native ffmpeg to draw its lectures');
  const generated = await runGenerated(context, ffmpeg);
  const real = await runReal(context, ffmpeg);
  const parts = [generated, real].filter((part) => part !== null);
  return { tables: parts.map(({ table }) => table), bars: parts.flatMap(({ bars }) => [...bars]) };
};

const speed = async (context: BenchContext): Promise<BenchReport> => {
  if (!context.ffmpeg) throw new Error('This suite needs native ffmpeg to draw its lectures');
  const [lecture] = await readLectures(context, context.ffmpeg);
  const { table, bars } = await measureSpeed(context, context.ffmpeg, lecture!.path);
  return { tables: [table], bars };
};

export const suite: BenchSuite = { id: 'slide-splitting', title: 'Slide splitting', run, speed };
