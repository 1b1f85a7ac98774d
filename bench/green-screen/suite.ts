import { join } from 'node:path';
import type { BenchBar, BenchContext, BenchReport, BenchSuite, BenchTable } from '../bench-suite';
import { decodeFrames } from '../native-ffmpeg';
import { writeCase, type CaseSpec, type ScreenSpec } from './composite-cases';
import { loadSubjects } from './load-subjects';
import { bestOfFfmpeg } from './peers';
import { createMatteScorer, type MatteScore } from '../matte-cases/score-matte';
import { requireSuccess } from '../require-success';

const SIZE = { widthPx: 960, heightPx: 540, frames: 20 } as const;
const PLAIN_GREEN: ScreenSpec = {
  name: 'green',
  rgb: [38, 178, 72],
  unevenness: 0,
  wrinkles: 0,
  markers: 'none',
  noise: 2,
  spill: 0,
};

const casesOf = (subjects: Awaited<ReturnType<typeof loadSubjects>>): readonly CaseSpec[] => {
  const { camel, horse, girl } = subjects;
  const rough = { unevenness: 0.5, wrinkles: 0.12, noise: 4, spill: 0.12 };
  const blue = { ...rough, name: 'blue', rgb: [40, 70, 200], markers: 'tape' } as const;
  return [
    { ...SIZE, name: 'even-green', subject: camel, screen: PLAIN_GREEN, blurSamples: 1, travelPx: 40 },
    {
      ...SIZE,
      name: 'uneven-wrinkled-spill',
      subject: horse,
      screen: { ...PLAIN_GREEN, ...rough, rgb: [60, 190, 90] },
      blurSamples: 1,
      travelPx: 60,
    },
    {
      ...SIZE,
      name: 'markers-motion-blur',
      subject: girl,
      screen: { ...PLAIN_GREEN, unevenness: 0.3, noise: 5, spill: 0.1, markers: 'darker' },
      blurSamples: 8,
      travelPx: 90,
    },
    { ...SIZE, name: 'blue-tape-blur', subject: horse, screen: blue, blurSamples: 4, travelPx: 60 },
    {
      ...SIZE,
      name: 'noisy-yellow-green',
      subject: girl,
      screen: { ...PLAIN_GREEN, rgb: [120, 190, 50], unevenness: 0.35, noise: 6, spill: 0.08 },
      blurSamples: 1,
      travelPx: 50,
    },
  ];
};

const COLUMNS = ['case', 'method', 'MAD x1e3', 'MSE x1e3', 'dtSSD x1e2', 'edge colour', 'over grey dB'];
const rowOf = (name: string, method: string, score: MatteScore): readonly (string | number)[] => [
  name,
  method,
  ...[score.mad, score.mse, score.dtSsd, score.colour, score.compositeDb].map((value) => value.toFixed(2)),
];

const meanOf = (scores: readonly MatteScore[]): MatteScore => {
  const mean = (key: keyof MatteScore) => scores.reduce((sum, score) => sum + score[key], 0) / scores.length;
  return {
    mad: mean('mad'),
    mse: mean('mse'),
    dtSsd: mean('dtSsd'),
    colour: mean('colour'),
    compositeDb: mean('compositeDb'),
  };
};

const barsOf = (mean: MatteScore): readonly BenchBar[] => [
  { name: 'mean MAD x1e3', value: mean.mad, op: '<=', limit: 5 },
  { name: 'mean dtSSD x1e2', value: mean.dtSsd, op: '<=', limit: 3.2 },
  { name: 'mean edge colour error', value: mean.colour, op: '<=', limit: 12 },
  { name: 'mean composite over grey, dB', value: mean.compositeDb, op: '>=', limit: 36 },
];

const run = async ({ mediaRoot, ffmpeg, workDir, runJobs, log }: BenchContext): Promise<BenchReport> => {
  if (!mediaRoot || !ffmpeg) {
    const missing = 'Needs the stills with true alpha of the media folder, and native ffmpeg.';
    return { tables: [{ title: 'Green screen', columns: ['note'], rows: [[missing]] }], bars: [] };
  }
  const specs = casesOf(await loadSubjects(ffmpeg, mediaRoot));
  const cases = specs.map((spec) => ({ spec, ...writeCase(ffmpeg, spec, workDir) }));
  const reports = await runJobs(
    cases.map(({ spec, path }) => ({
      Name: spec.name,
      FunctionName: 'VideoGreenScreenMatting',
      Input: { source: [path] },
    })),
  );
  const scores = { ours: [] as MatteScore[], chromakey: [] as MatteScore[], colorkey: [] as MatteScore[] };
  const rows: (readonly (string | number)[])[] = [];
  for (const [index, { spec, path, truth }] of cases.entries()) {
    const report = requireSuccess(reports[index]);
    const scorer = createMatteScorer();
    const keyed = join(report.folder, report.OutputFiles[0]!.Name);
    const { widthPx, heightPx } = spec;
    const raw = { widthPx, heightPx, pixelFormat: 'rgba', decoder: 'libvpx-vp9' } as const;
    let frame = 0;
    for await (const block of decodeFrames(ffmpeg, keyed, raw)) {
      scorer.add({ widthPx, heightPx, data: new Uint8ClampedArray(block) }, truth[frame++]!);
    }
    if (frame !== truth.length) throw new Error(`${spec.name}: ${frame} frames instead of ${truth.length}`);
    scores.ours.push(scorer.finish());
    rows.push(rowOf(spec.name, 'cutroom (through VP9)', scores.ours.at(-1)!));
    for (const filter of ['chromakey', 'colorkey'] as const) {
      log(`${spec.name}: searching ${filter}`);
      scores[filter].push(await bestOfFfmpeg(ffmpeg, filter, { path, truth, screenRgb: spec.screen.rgb }));
      rows.push(rowOf(spec.name, `ffmpeg ${filter}+despill, best`, scores[filter].at(-1)!));
    }
  }
  const mean = meanOf(scores.ours);
  rows.push(rowOf('mean', 'cutroom (through VP9)', mean));
  rows.push(rowOf('mean', 'ffmpeg chromakey+despill, best', meanOf(scores.chromakey)));
  rows.push(rowOf('mean', 'ffmpeg colorkey+despill, best', meanOf(scores.colorkey)));
  const table: BenchTable = { title: 'Composites with exact alpha, fully automatic', columns: COLUMNS, rows };
  return { tables: [table], bars: barsOf(mean) };
};

export const suite: BenchSuite = { id: 'green-screen', title: 'Green-screen keying', run };
