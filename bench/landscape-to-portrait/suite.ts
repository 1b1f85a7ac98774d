import { join } from 'node:path';
import { reframeResultSchema, type ReframeResult } from '../../src/core/reframe-path';
import type { BenchBar, BenchContext, BenchReport, BenchSuite, BenchTable, JobReport } from '../bench-suite';
import { checkOutput, type OutputCheck } from './check-output';
import { makeCases } from './make-cases';
import { checkOddInputs } from './odd-inputs';
import { centerPlaces, followPlaces, placesOf, scorePath, type PathScore } from './score-path';
import { makeTalk } from './make-talk';
import { measureSpeed } from './speed';
import { loadRealCases, type ReframeCase } from './truth';

const MIN_CENTER = 0.97;
const MIN_AREA = 0.9;
const MIN_SPEAKER = 0.9;
const MAX_MEAN_ACCELERATION = 0.15;

interface Scored {
  readonly truth: ReframeCase;
  readonly result: ReframeResult;
  readonly ours: PathScore;
  readonly center: PathScore;
  readonly follow: PathScore;
  readonly check: OutputCheck;
  /** Largest acceleration inside shots that are said to stand still. */
  readonly stillAcceleration: number;
}

const resultOf = (report: JobReport): ReframeResult | null =>
  report.Status === 'Success' ? (reframeResultSchema.safeParse(report.Result).data ?? null) : null;

const stillAcceleration = (truth: ReframeCase, result: ReframeResult): number => {
  const places = placesOf(truth, result);
  const bends = result.Shots.filter(({ strategy }) => strategy === 'still').map(({ start, end }) => {
    const frames = places.filter((_, i) => i / truth.frameRate >= start && i / truth.frameRate < end - 1e-6);
    return scorePath({ ...truth, boxes: truth.boxes.slice(0, frames.length) }, frames).maxAcceleration;
  });
  return Math.max(0, ...bends);
};

const score = async (ffmpeg: string, truth: ReframeCase, report: JobReport): Promise<Scored | null> => {
  const result = resultOf(report);
  const file = report.OutputFiles[0];
  if (!result || !file) return null;
  const cuts = result.Shots.slice(1).map(({ start }) => Math.ceil(start * truth.frameRate - 1e-3));
  return {
    truth,
    result,
    ours: scorePath(truth, placesOf(truth, result), cuts),
    center: scorePath(truth, centerPlaces(truth)),
    follow: scorePath(truth, followPlaces(truth)),
    check: await checkOutput(ffmpeg, truth, result, join(report.folder, file.Name)),
    stillAcceleration: stillAcceleration(truth, result),
  };
};

const percent = (value: number | null): string => (value === null ? '-' : `${(100 * value).toFixed(0)}`);

const pathRow = (
  name: string,
  kind: string,
  { center, area, whole, meanAcceleration, maxAcceleration }: PathScore,
) => [
  name,
  kind,
  percent(center),
  percent(area),
  percent(whole),
  meanAcceleration.toFixed(3),
  maxAcceleration.toFixed(2),
];

const pathTable = (scored: readonly Scored[]): BenchTable => ({
  title: 'The true subject inside the crop, 9:16',
  columns: [
    'clip',
    'crop',
    'centre inside, % of frames',
    'area inside where it can fit, %',
    'frames with 90 % of it inside, %',
    'mean acceleration, heights/s2',
    'largest',
  ],
  rows: scored.flatMap(({ truth, result, ours, center, follow }) => [
    pathRow(
      truth.name,
      `ours (${[...new Set(result.Shots.map(({ strategy }) => strategy))].join(', ')})`,
      ours,
    ),
    pathRow('', 'centre', center),
    pathRow('', 'naive follow', follow),
  ]),
  notes: [
    'Naive follow puts the crop on the true middle of the subject in every frame, which no detector could better.',
  ],
});

const meanOf = (values: readonly (number | null)[]): number => {
  const known = values.filter((value) => value !== null);
  return known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
};

const groups = ['real', 'generated', 'speakers'] as const;
const PEERS = ['ours', 'center', 'follow'] as const;

const meanTable = (scored: readonly Scored[]): BenchTable => ({
  title: 'Means',
  columns: ['clips', 'crop', 'centre inside, %', 'area inside, %', 'mean acceleration, heights/s2'],
  rows: groups.flatMap((kind) =>
    PEERS.map((peer) => {
      const scores = scored.filter(({ truth }) => truth.kind === kind).map((one) => one[peer]);
      return [
        kind,
        peer,
        percent(meanOf(scores.map(({ center }) => center))),
        percent(meanOf(scores.map(({ area }) => area))),
        meanOf(scores.map(({ meanAcceleration }) => meanAcceleration)).toFixed(3),
      ];
    }),
  ),
});

const outputTable = (scored: readonly Scored[]): BenchTable => ({
  title: 'Output files',
  columns: [
    'clip',
    'size',
    'source height kept',
    'aspect',
    'sound kept byte for byte',
    'picture off its path, px',
  ],
  rows: scored.map(({ truth, result, check }) => [
    truth.name,
    `${result.Width}x${result.Height}`,
    check.isFullHeight ? 'yes' : 'no',
    check.isAspect ? 'yes' : 'no',
    check.keepsSound ? 'yes' : 'no',
    check.pathErrorPx.toFixed(1),
  ]),
});

const barsFor = (scored: readonly Scored[], failed: number): readonly BenchBar[] => {
  const ofKind = groups.flatMap((kind): readonly BenchBar[] => {
    const scores = scored.filter(({ truth }) => truth.kind === kind).map(({ ours }) => ours);
    const value = (read: (score: PathScore) => number | null) => meanOf(scores.map(read));
    // A turn is seen when the mouth has moved for a moment.
    if (kind === 'speakers')
      return [{ name: 'speaker shown', value: value((s) => s.center), op: '>=', limit: MIN_SPEAKER }];
    return [
      { name: `${kind}: centre inside`, value: value((s) => s.center), op: '>=', limit: MIN_CENTER },
      {
        name: `${kind}: area inside where it can fit`,
        value: value((s) => s.area),
        op: '>=',
        limit: MIN_AREA,
      },
      {
        name: `${kind}: mean acceleration, heights/s2`,
        value: value((s) => s.meanAcceleration),
        op: '<=',
        limit: MAX_MEAN_ACCELERATION,
      },
    ];
  });
  const count = (isBad: (one: Scored) => boolean) => scored.filter(isBad).length;
  const none = (name: string, value: number): BenchBar => ({ name, value, op: '<=', limit: 0 });
  return [
    ...ofKind,
    none('largest acceleration in still shots', Math.max(0, ...scored.map((one) => one.stillAcceleration))),
    none(
      'outputs of another height or aspect',
      count(({ check }) => !check.isFullHeight || !check.isAspect),
    ),
    none(
      'outputs that lost sound',
      count(({ check }) => !check.keepsSound),
    ),
    none('failed jobs', failed),
  ];
};

const run = async (context: BenchContext): Promise<BenchReport> => {
  const { ffmpeg, mediaRoot, workDir } = context;
  if (!ffmpeg || !mediaRoot) throw new Error('Needs native ffmpeg and the real clips of CUTROOM_MEDIA');
  const cases = [
    ...(await loadRealCases(mediaRoot)),
    ...(await makeCases(ffmpeg, mediaRoot, workDir)),
    await makeTalk(ffmpeg, mediaRoot, workDir),
  ];
  const reports = await context.runJobs(
    cases.map(({ name, path }) => ({ Name: name, FunctionName: 'VideoH2V', Input: { source: [path] } })),
  );
  const all: (Scored | null)[] = [];
  for (const [i, truth] of cases.entries()) all.push(await score(ffmpeg, truth, reports[i]!));
  const scored = all.filter((one) => one !== null);
  const odd = await checkOddInputs(context);
  return {
    tables: [meanTable(scored), pathTable(scored), outputTable(scored), odd.table],
    bars: [...barsFor(scored, all.length - scored.length), ...odd.bars],
  };
};

const speed = async (context: BenchContext): Promise<BenchReport> => {
  const { table, bars } = await measureSpeed(context);
  return { tables: [table], bars };
};

export const suite: BenchSuite = { id: 'landscape-to-portrait', title: 'Landscape to portrait', run, speed };
