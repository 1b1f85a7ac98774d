import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchBar, BenchContext, BenchReport, BenchSuite, BenchTable, JobReport } from '../bench-suite';
import { makeBurnedCases, type BurnedCase } from '../burned-text/make-burned-cases';
import { requireSuccess } from '../require-success';
import { judgeLanguages } from './other-languages';
import { measureSpeed } from './measure-speed';
import { openPlainOcr } from './plain-ocr';
import { countedText, prepareClip, REAL_CLIPS, truthOf } from './real-clips';
import { f1Of, percentile, scoreCues, type CueScore, type TimedText } from './score-cues';

type Row = readonly (string | number)[];

interface Judged {
  readonly made: BurnedCase;
  readonly ours: CueScore;
  readonly plain: CueScore;
}

const COLUMNS = ['case', 'method', 'CER %', 'cues right', 'found', 'wanted', 'worst edge ms'];

const cuesOf = (report: JobReport): TimedText[] => {
  return (requireSuccess(report).Result as { readonly cues: TimedText[] }).cues;
};

const rowOf = (name: string, method: string, score: CueScore): Row => [
  name,
  method,
  (100 * score.cer).toFixed(2),
  score.matched,
  score.found,
  score.wanted,
  Math.round(Math.max(0, ...score.edgeErrorsMs)),
];

const truthOfCase = ({ cues }: BurnedCase): TimedText[] =>
  cues.map(({ startSeconds, endSeconds, lines }) => ({
    start: startSeconds,
    end: endSeconds,
    text: lines.map(({ text }) => text).join('\n'),
  }));

const meanCer = (scores: readonly CueScore[]): number =>
  scores.length > 0 ? (100 * scores.reduce((sum, { cer }) => sum + cer, 0)) / scores.length : 0;

const judgeGenerated = async (context: BenchContext, ffmpeg: string): Promise<Judged[]> => {
  const cases = await makeBurnedCases(ffmpeg, context.mediaRoot!, context.workDir);
  const reports = await context.runJobs(
    cases.map(({ name, path }) => ({
      Name: name,
      FunctionName: 'CaptionExtraction',
      Input: { source: [path] },
      JobParams: { Formats: ['json'] },
    })),
  );
  const plain = await openPlainOcr(ffmpeg);
  const judged: Judged[] = [];
  for (const [index, made] of cases.entries()) {
    const truth = truthOfCase(made);
    const ours = scoreCues(truth, cuesOf(reports[index]!));
    context.log(`${made.name}: plain OCR`);
    judged.push({ made, ours, plain: scoreCues(truth, await plain.readVideo(made)) });
  }
  return judged;
};

const summaryRow = (method: string, judged: readonly Judged[], pick: 'ours' | 'plain'): Row => {
  const withCues = judged.filter(({ made }) => made.cues.length > 0);
  const of = (language: string): CueScore[] =>
    withCues.filter(({ made }) => made.language === language).map((one) => one[pick]);
  const all = withCues.map((one) => one[pick]);
  const edges = all.flatMap(({ edgeErrorsMs }) => edgeErrorsMs);
  const falseCues = judged
    .filter(({ made }) => made.cues.length === 0)
    .reduce((sum, one) => sum + one[pick].found, 0);
  return [
    method,
    ...[of('zh'), of('en'), of('zh+en'), all].map((scores) => meanCer(scores).toFixed(2)),
    f1Of(all).toFixed(3),
    Math.round(percentile(edges, 0.95)),
    falseCues,
  ];
};

const generatedTables = (judged: readonly Judged[]): readonly BenchTable[] => [
  {
    title: 'Burned-in subtitles with exact truth',
    columns: [
      'method',
      'CER zh %',
      'CER en %',
      'CER zh+en %',
      'CER all %',
      'F1',
      'edges p95 ms',
      'false cues',
    ],
    rows: [
      summaryRow('cutroom', judged, 'ours'),
      summaryRow('plain 5-fps OCR, bottom third', judged, 'plain'),
    ],
    notes: [
      'False cues: all cues found in the clips without subtitles (two of them with scene text, two with marks).',
      'A cue is right when its text is like the truth by 0.9 and it overlaps it by half. CER counts spaces and marks.',
    ],
  },
  {
    title: 'Case by case',
    columns: COLUMNS,
    rows: judged.flatMap(({ made, ours, plain }) => [
      rowOf(made.name, 'cutroom', ours),
      rowOf(made.name, 'plain OCR', plain),
    ]),
  },
];

const judgeReal = async (context: BenchContext, ffmpeg: string) => {
  const folder = join(context.mediaRoot!, 'subtitles');
  const rows: Row[] = [];
  const scores: CueScore[] = [];
  const plain = await openPlainOcr(ffmpeg);
  for (const clip of REAL_CLIPS) {
    const path = await prepareClip(ffmpeg, folder, clip, context.workDir);
    const job = { Name: clip.file, FunctionName: 'CaptionExtraction', Input: { source: [path] } };
    const [report] = await context.runJobs([job]);
    const truth = countedText(clip, truthOf(await readFile(join(folder, clip.truth), 'utf8'), clip));
    const score = (cues: readonly TimedText[]) => scoreCues(truth, countedText(clip, cues));
    scores.push(score(cuesOf(report!)));
    rows.push(rowOf(clip.name, 'cutroom', scores.at(-1)!));
    rows.push(rowOf(clip.name, 'plain OCR', score(await plain.readVideo({ ...clip, path }))));
  }
  const notes = [
    'Of the strip, letters alone are compared: its reference has marks and spaces that the picture has not, and the times of the tool that made it.',
  ];
  return { table: { title: 'Real clips', columns: COLUMNS, rows, notes }, scores };
};

const barsOf = (judged: readonly Judged[], real: readonly CueScore[]): readonly BenchBar[] => {
  const withCues = judged.filter(({ made }) => made.cues.length > 0);
  const cerOf = (language: string) =>
    meanCer(withCues.filter(({ made }) => made.language === language).map(({ ours }) => ours));
  const all = withCues.map(({ ours }) => ours);
  const falseCues = judged
    .filter(({ made }) => made.cues.length === 0)
    .reduce((sum, { ours }) => sum + ours.found, 0);
  const edges = all.flatMap(({ edgeErrorsMs }) => edgeErrorsMs);
  return [
    { name: 'CER zh, %', value: cerOf('zh'), op: '<=', limit: 2 },
    { name: 'CER en, %', value: cerOf('en'), op: '<=', limit: 2 },
    { name: 'CER zh+en, %', value: cerOf('zh+en'), op: '<=', limit: 2 },
    { name: 'cue F1', value: f1Of(all), op: '>=', limit: 0.97 },
    { name: 'edges, 95th percentile, ms', value: percentile(edges, 0.95), op: '<=', limit: 45 },
    { name: 'cues in clips without subtitles', value: falseCues, op: '<=', limit: 0 },
    { name: 'CER of real clips, %', value: meanCer(real), op: '<=', limit: 1.5 },
  ];
};

const run = async (context: BenchContext): Promise<BenchReport> => {
  const { mediaRoot, ffmpeg } = context;
  if (!mediaRoot || !ffmpeg) {
    const missing = 'Needs the clips of the media folder, and native ffmpeg.';
    return { tables: [{ title: 'Captions', columns: ['note'], rows: [[missing]] }], bars: [] };
  }
  const judged = await judgeGenerated(context, ffmpeg);
  const real = await judgeReal(context, ffmpeg);
  const languages = await judgeLanguages(context, ffmpeg);
  return {
    tables: [...generatedTables(judged), real.table, languages.table],
    bars: [...barsOf(judged, real.scores), ...languages.bars],
  };
};

const speed = async (context: BenchContext): Promise<BenchReport> => {
  if (!context.ffmpeg) throw new Error('This suite needs native ffmpeg');
  const { table, bars } = await measureSpeed(context, context.ffmpeg);
  return { tables: [table], bars };
};

export const suite: BenchSuite = { id: 'caption-extraction', title: 'Caption extraction', run, speed };
