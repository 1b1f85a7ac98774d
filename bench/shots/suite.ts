import type { BenchContext, BenchReport, BenchSuite } from '../bench-suite';
import { frameTimes } from '../native-ffmpeg';
import { ours, scdet, sceneFilter, type Detector } from './detectors';
import { makeShotCases } from './make-cases';
import { readRealClips, type RealClip } from './real-clips';
import { addScores, f1, scoreShots, type ShotScore } from './score-shots';

const TOLERANCE_FRAMES = 2;
const DETECTORS: Readonly<Record<string, Detector>> = {
  ours,
  'ffmpeg scdet': scdet,
  'ffmpeg scene > 0.3': sceneFilter,
};

const toleranceOf = async (ffmpeg: string, path: string): Promise<number> => {
  const times = await frameTimes(ffmpeg, path);
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  return (TOLERANCE_FRAMES * span) / Math.max(1, times.length - 1) + 1e-3;
};

const scoreClip = async (ffmpeg: string, clip: RealClip): Promise<readonly ShotScore[]> => {
  const tolerance = await toleranceOf(ffmpeg, clip.path);
  const scores: ShotScore[] = [];
  for (const detect of Object.values(DETECTORS)) {
    scores.push(scoreShots(clip.truth, await detect(ffmpeg, clip.path), tolerance, clip.ignored));
  }
  return scores;
};

const cells = (score: ShotScore): string => `${score.hits} / ${score.missed} / ${score.false}`;

const runClips = async (ffmpeg: string, clips: readonly RealClip[], context: BenchContext) => {
  const all: (readonly ShotScore[])[] = [];
  for (const clip of clips) {
    context.log(`shots: ${clip.name}`);
    all.push(await scoreClip(ffmpeg, clip));
  }
  const names = Object.keys(DETECTORS);
  const totals = names.map((_, i) => addScores(all.map((scores) => scores[i]!)));
  const rows = clips.map((clip, i) => [clip.name, clip.truth.length, ...all[i]!.map(cells)]);
  rows.push(['F1', '', ...totals.map((total) => f1(total).toFixed(3))]);
  return { rows, totals, columns: ['clip', 'true', ...names] };
};

const falseOnSingles = (
  clips: readonly RealClip[],
  rows: readonly (readonly (string | number)[])[],
): number =>
  clips.reduce(
    (sum, clip, i) => (clip.truth.length === 0 ? sum + Number(String(rows[i]![2]).split(' / ')[2]) : sum),
    0,
  );

/** The detector's kernels on frames decoded by native ffmpeg, against ffmpeg's own detectors. */
const run = async (context: BenchContext): Promise<BenchReport> => {
  const { ffmpeg, mediaRoot, workDir } = context;
  if (!ffmpeg || !mediaRoot) throw new Error('This suite needs native ffmpeg and CUTROOM_MEDIA');
  const clips = await readRealClips(mediaRoot);
  const real = await runClips(ffmpeg, clips, context);
  const made = (await makeShotCases(ffmpeg, mediaRoot, workDir)).map((one) => ({ ...one, ignored: [] }));
  const generated = await runClips(ffmpeg, made, context);
  const notes = ['Cells: hits / missed / false, at a tolerance of 2 frames.'];
  return {
    tables: [
      { title: 'Real clips', columns: real.columns, rows: real.rows, notes },
      { title: 'Made from real clips, exact truth', columns: generated.columns, rows: generated.rows, notes },
    ],
    bars: [
      { name: 'F1 on real clips', value: f1(real.totals[0]!), op: '>=', limit: 0.95 },
      { name: 'F1 on made clips', value: f1(generated.totals[0]!), op: '>=', limit: 0.95 },
      {
        name: 'false cuts on clips of one shot',
        value: falseOnSingles(clips, real.rows),
        op: '<=',
        limit: 0,
      },
    ],
  };
};

export const suite: BenchSuite = { id: 'shots', title: 'Shots: cuts, dissolves and fades', run };
