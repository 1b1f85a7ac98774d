import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchBar, BenchContext, BenchReport, BenchSuite, BenchTable, JobReport } from '../bench-suite';
import {
  boundaryHitRate,
  type LabelledSegment,
  pairwiseFrames,
  type Span,
  spanF1,
} from '../music-scoring/segments';
import { measureFile, timeLagChoruses } from './baseline';
import { findSoundfonts, renderSong } from './render-songs';
import { songPlans } from './song-plans';

const START_WINDOW_SECONDS = 3;
const SPEED_LIMIT_SECONDS = 15;
/** A seed whose songs the choice was not fitted on. */
const MADE_SEED = 4711;

interface Case {
  readonly name: string;
  readonly path: string;
  readonly isReal: boolean;
  readonly choruses: readonly Span[];
  readonly sections: readonly LabelledSegment[];
}

const realCases = async (root: string): Promise<Case[]> => {
  const text = await readFile(join(root, 'chorus', 'choruses.json'), 'utf8');
  const truth = JSON.parse(text) as Readonly<Record<string, readonly (readonly [number, number])[]>>;
  return Object.entries(truth)
    .filter(([name]) => !name.startsWith('_'))
    .map(([name, spans], i) => ({
      name: `real-${i + 1} ${name.split('/')[0]!}`,
      path: join(root, 'chorus', name),
      isReal: true,
      choruses: spans.map(([start, end]) => ({ start, end })),
      sections: [],
    }));
};

const madeCases = (context: BenchContext): Case[] => {
  const fonts = findSoundfonts();
  if (!fonts) return [];
  return songPlans(1, MADE_SEED).map((plan) => {
    context.log(`rendering ${plan.name}`);
    const { name, path, choruses, sections } = renderSong(plan, join(context.workDir, 'songs'), fonts);
    return {
      name,
      path,
      isReal: false,
      choruses: choruses.map(([start, end]) => ({ start, end })),
      sections,
    };
  });
};

type FoundSection = Span & { readonly title: string };

const startsHit = (truth: readonly Span[], found: readonly Span[]): number =>
  truth.filter(({ start }) => found.some((span) => Math.abs(span.start - start) <= START_WINDOW_SECONDS))
    .length;

const overlaps = (a: Span, b: Span): boolean => Math.min(a.end, b.end) - Math.max(a.start, b.start) > 1;

const scoreCase = async (ffmpeg: string, song: Case, report: JobReport) => {
  const found = (report.Result ?? []) as readonly FoundSection[];
  const choruses = found.filter(({ title }) => title === 'Chorus');
  const measures = await measureFile(ffmpeg, song.path);
  const none = song.choruses.length === 0;
  const f1 = (spans: readonly Span[]): number =>
    none ? (spans.length === 0 ? 1 : 0) : spanF1(song.choruses, spans).f;
  const labelled = found.map(({ start, end, title }) => ({ start, end, label: title }));
  const hasSections = song.sections.length > 0 && labelled.length > 0;
  return {
    song,
    seconds: measures.durationSeconds,
    wall: report.WallSeconds,
    f1: f1(choruses),
    lagF1: f1(timeLagChoruses(measures)),
    wholeF1: f1([{ start: 0, end: measures.durationSeconds }]),
    count: choruses.length,
    starts: startsHit(song.choruses, choruses),
    missed: song.choruses.filter((truth) => !choruses.some((span) => overlaps(truth, span))).length,
    hit3: hasSections ? boundaryHitRate(song.sections, labelled, 3).f : null,
    hit05: hasSections ? boundaryHitRate(song.sections, labelled, 0.5).f : null,
    pairs: hasSections ? pairwiseFrames(song.sections, labelled, measures.durationSeconds).f : null,
  };
};
type Score = Awaited<ReturnType<typeof scoreCase>>;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const shown = (value: number | null): string => (value === null ? '' : value.toFixed(2));

const tableOf = (scores: readonly Score[]): BenchTable => ({
  title: 'Choruses: frame F1, and sections where all are known (rendered songs)',
  columns: [
    'song',
    'F1',
    'time lag F1',
    'whole song F1',
    'found / true',
    'starts within 3 s',
    'missed',
    'edges 3 s',
    'edges 0.5 s',
    'pairs',
    'wall s',
  ],
  rows: scores.map((s) => [
    s.song.name,
    s.f1.toFixed(2),
    s.lagF1.toFixed(2),
    s.wholeF1.toFixed(2),
    `${s.count} / ${s.song.choruses.length}`,
    `${s.starts} / ${s.song.choruses.length}`,
    s.missed,
    shown(s.hit3),
    shown(s.hit05),
    shown(s.pairs),
    s.wall.toFixed(1),
  ]),
  notes: ['A piece without a chorus scores 1 when none is found.'],
});

const barsOf = (name: string, scores: readonly Score[]): BenchBar[] => {
  if (scores.length === 0) return [];
  const truths = scores.reduce((sum, { song }) => sum + song.choruses.length, 0);
  const starts = scores.reduce((sum, score) => sum + score.starts, 0);
  const lag = mean(scores.map(({ lagF1 }) => lagF1));
  return [
    { name: `${name}: mean frame F1`, value: mean(scores.map(({ f1 }) => f1)), op: '>=', limit: 0.75 },
    {
      name: `${name}: mean frame F1 of a time lag, to beat`,
      value: mean(scores.map(({ f1 }) => f1)) - lag,
      op: '>=',
      limit: 0,
    },
    {
      name: `${name}: share of starts within 3 s`,
      value: starts / Math.max(1, truths),
      op: '>=',
      limit: 0.7,
    },
    {
      name: `${name}: choruses missed`,
      value: scores.reduce((sum, { missed }) => sum + missed, 0) / Math.max(1, truths),
      op: '<=',
      limit: name === 'real' ? 0 : 0.1,
    },
    {
      name: `${name}: largest error of the count`,
      value: mean(scores.map(({ count, song }) => Math.abs(count - song.choruses.length))),
      op: '<=',
      limit: 1,
    },
  ];
};

const jobOf = ({ name, path, isReal }: Case) => ({
  Name: name.replace(/\W+/g, '-'),
  FunctionName: 'MusicSegmentDetect',
  Input: { source: [path] },
  JobParams: { Highlights: 0, Sections: isReal ? 'chorus' : 'all' },
});

const run = async (context: BenchContext): Promise<BenchReport> => {
  const { ffmpeg, mediaRoot } = context;
  if (!ffmpeg) {
    const notes = ['Needs native ffmpeg.'];
    return { tables: [{ title: 'Chorus detection', columns: ['note'], rows: [], notes }], bars: [] };
  }
  const cases = [...(mediaRoot ? await realCases(mediaRoot) : []), ...madeCases(context)];
  const reports = await context.runJobs(cases.map(jobOf));
  const scores: Score[] = [];
  for (const [i, song] of cases.entries()) scores.push(await scoreCase(ffmpeg, song, reports[i]!));
  return {
    tables: [tableOf(scores)],
    bars: [
      ...barsOf(
        'real',
        scores.filter(({ song }) => song.isReal),
      ),
      ...barsOf(
        'rendered',
        scores.filter(({ song }) => !song.isReal),
      ),
    ],
  };
};

const speed = async (context: BenchContext): Promise<BenchReport> => {
  const { ffmpeg, mediaRoot } = context;
  if (!ffmpeg || !mediaRoot) throw new Error('This suite needs native ffmpeg and CUTROOM_MEDIA');
  const songs = await realCases(mediaRoot);
  const reports = await context.runJobs(songs.map(jobOf));
  const scores = await Promise.all(songs.map((song, i) => scoreCase(ffmpeg, song, reports[i]!)));
  const slowest = Math.max(...scores.map(({ wall, seconds }) => (wall / seconds) * 240));
  const limit = SPEED_LIMIT_SECONDS;
  return { tables: [], bars: [{ name: 'seconds for a 4-minute song', value: slowest, op: '<=', limit }] };
};

export const suite: BenchSuite = { id: 'chorus-detection', title: 'Chorus detection', run, speed };
