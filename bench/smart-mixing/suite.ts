import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchBar, BenchContext, BenchReport, BenchSuite, BenchTable, JobReport } from '../bench-suite';
import { runFfmpeg } from '../native-ffmpeg';
import {
  decodeMono,
  explainMix,
  hashOf,
  lagOf,
  largestJump,
  RATE_HZ,
  readMeter,
  recoverySeconds,
  voiceOverMusic,
} from './measure';

interface MixResult {
  readonly tracks: readonly { readonly role: string; readonly lufs: number }[];
  readonly mix: Readonly<Record<'lufs' | 'truePeakDb' | 'lra' | 'duckedSeconds', number>>;
}

const TARGET_LUFS = -16;
const CEILING_DB = -1;
/** ffmpeg prints one digit. */
const METER_STEP_DB = 0.05;
const SPEED_SECONDS = 240;
const SPEED_LIMIT_SECONDS = 15;
/** Bridges over the gaps between turns: music has no time to come back in them. */
const JOIN_SECONDS = 1;

const resultOf = (report: JobReport): MixResult => report.Result as MixResult;

const readSpeech = async (path: string): Promise<[number, number][]> => {
  const spans: [number, number][] = [];
  for (const line of (await readFile(path, 'utf8')).trim().split('\n')) {
    const [, , , start, length] = line.split(/\s+/);
    const from = Number(start);
    const to = from + Number(length);
    const last = spans.at(-1);
    if (last && from - last[1] < JOIN_SECONDS) last[1] = Math.max(last[1], to);
    else spans.push([from, to]);
  }
  return spans;
};

interface Mixed {
  readonly method: string;
  readonly path: string;
}

const FORMATS = ['wav', 'flac', 'mp3', 'm4a', 'opus'] as const;

const runPeers = async (ffmpeg: string, context: BenchContext, [voice, music]: readonly [string, string]) => {
  const amix = join(context.workDir, 'amix.wav');
  const duck = join(context.workDir, 'sidechain.wav');
  await runFfmpeg(ffmpeg, [
    '-i',
    voice,
    '-i',
    music,
    '-filter_complex',
    'amix=inputs=2:duration=longest',
    '-ac',
    '2',
    '-ar',
    '48000',
    amix,
  ]);
  const graph =
    '[0:a]aresample=48000,apad=whole_dur=75,asplit=2[v][k];[1:a]aresample=48000[m];' +
    '[m][k]sidechaincompress=threshold=0.01:ratio=12:attack=20:release=600[d];' +
    '[v][d]amix=inputs=2:duration=longest:normalize=0,loudnorm=I=-16:TP=-1';
  await runFfmpeg(ffmpeg, [
    '-i',
    voice,
    '-i',
    music,
    '-filter_complex',
    graph,
    '-ac',
    '2',
    '-ar',
    '48000',
    duck,
  ]);
  return [
    { method: 'ffmpeg amix', path: amix },
    { method: 'ffmpeg sidechaincompress + loudnorm', path: duck },
  ];
};

const scoreMix = async (ffmpeg: string, mixed: Mixed, inputs: readonly [string, string], rttm: string) => {
  const [mix, voice, music] = await Promise.all(
    [mixed.path, ...inputs].map((path) => decodeMono(ffmpeg, path)),
  );
  const speech = await readSpeech(rttm);
  const lag = lagOf(mix!, music!, 2 * RATE_HZ);
  const windows = explainMix(mix!.subarray(lag), voice!, music!);
  return {
    ...mixed,
    meter: await readMeter(ffmpeg, mixed.path),
    ratioDb: voiceOverMusic(windows, speech),
    backSeconds: recoverySeconds(windows, speech.at(-1)![1]),
    lagMs: (1000 * lag) / RATE_HZ,
    jump: largestJump(mix!),
    inputJump: Math.max(largestJump(voice!), largestJump(music!)),
    seconds: mix!.length / RATE_HZ,
    longest: Math.max(voice!.length, music!.length) / RATE_HZ,
  };
};
type Score = Awaited<ReturnType<typeof scoreMix>>;

const tableOf = (scores: readonly Score[]): BenchTable => ({
  title:
    'Two people talking over a loud instrumental, by native ffmpeg (ebur128) and least squares on the inputs',
  columns: [
    'method',
    'LUFS',
    'dBTP',
    'voice over music dB',
    'music back after s',
    'starts late ms',
    'largest jump',
    'inputs jump',
    'seconds',
  ],
  rows: scores.map((s) => [
    s.method,
    s.meter.lufs.toFixed(1),
    s.meter.truePeakDb.toFixed(1),
    s.ratioDb.toFixed(1),
    s.backSeconds.toFixed(1),
    s.lagMs.toFixed(1),
    s.jump.toFixed(3),
    s.inputJump.toFixed(3),
    s.seconds.toFixed(2),
  ]),
});

const barsOf = (score: Score): BenchBar[] => [
  {
    name: `${score.method}: distance from the target, LU`,
    value: Math.abs(score.meter.lufs - TARGET_LUFS),
    op: '<=',
    limit: 0.3 + METER_STEP_DB,
  },
  { name: `${score.method}: true peak, dB`, value: score.meter.truePeakDb, op: '<=', limit: CEILING_DB },
  { name: `${score.method}: voice over music, dB`, value: score.ratioDb, op: '>=', limit: 10 },
  { name: `${score.method}: music back after, s`, value: score.backSeconds, op: '<=', limit: 1.5 },
  {
    name: `${score.method}: largest jump over the inputs' own`,
    value: score.jump / score.inputJump,
    op: '<=',
    limit: 1,
  },
  {
    name: `${score.method}: difference from the longest input, s`,
    value: Math.abs(score.seconds - score.longest),
    op: '<=',
    limit: 0.1,
  },
];

const runSpeed = async (
  context: BenchContext,
  ffmpeg: string,
  voice: string,
  music: string,
): Promise<BenchBar[]> => {
  const loop = async (source: string, name: string): Promise<string> => {
    const path = join(context.workDir, name);
    await runFfmpeg(ffmpeg, [
      '-stream_loop',
      '-1',
      '-i',
      source,
      '-vn',
      '-t',
      `${SPEED_SECONDS}`,
      '-b:a',
      '160k',
      path,
    ]);
    return path;
  };
  const source = [await loop(voice, 'long-voice.mp3'), await loop(music, 'long-music.mp3')];
  const [report] = await context.runJobs([{ Name: 'speed', FunctionName: 'AudioMixing', Input: { source } }]);
  return [
    { name: 'two 4-minute tracks, s', value: report!.WallSeconds, op: '<=', limit: SPEED_LIMIT_SECONDS },
    {
      name: 'two 4-minute tracks, times real time',
      value: SPEED_SECONDS / report!.WallSeconds,
      op: '>=',
      limit: 16,
    },
  ];
};

/** A conversation and a song of the media folder. */
const readInputs = async (
  { workDir }: BenchContext,
  ffmpeg: string,
  mediaRoot: string,
): Promise<readonly [voice: string, music: string]> => {
  const folder = join(mediaRoot, 'voice-music');
  // As WAV: decoders disagree about the padding at an MP3's start, and the comparison is sample by sample.
  const music = join(workDir, 'music.wav');
  await runFfmpeg(ffmpeg, [
    '-i',
    join(folder, 'space_invaders_instrumental.mp3'),
    '-vn',
    '-ar',
    '48000',
    music,
  ]);
  return [join(folder, 'pyannote_sample.wav'), music];
};

const run = async (context: BenchContext): Promise<BenchReport> => {
  const { mediaRoot, ffmpeg } = context;
  if (!mediaRoot || !ffmpeg) {
    const notes = ['Needs the folder of real media and native ffmpeg.'];
    return { tables: [{ title: 'Smart mixing', columns: ['note'], rows: [], notes }], bars: [] };
  }
  const folder = join(mediaRoot, 'voice-music');
  const inputs = await readInputs(context, ffmpeg, mediaRoot);
  const job = (
    Name: string,
    JobParams: Readonly<Record<string, unknown>>,
    source: readonly string[] = inputs,
  ) => ({
    Name,
    FunctionName: 'AudioMixing',
    Input: { source },
    JobParams,
  });
  const signals = ['ebur128_seq-3341-1.flac', 'ebur128_1kHz_-20LUFS.flac'].map((name) => join(folder, name));
  const reports = await context.runJobs([
    ...FORMATS.map((Format) => job(Format, { Format })),
    job('again', { Format: 'wav' }),
    job('signals', {}, signals),
  ]);
  const fileOf = (report: JobReport): string =>
    join(report.folder, report.OutputFiles.find(({ Name }) => Name.includes('.mix.'))?.Name ?? 'missing');
  const ours = FORMATS.map((format, i) => ({ method: `Cutroom ${format}`, path: fileOf(reports[i]!) }));
  const rttm = join(folder, 'pyannote_sample.rttm');
  const scores: Score[] = [];
  for (const mixed of [...ours, ...(await runPeers(ffmpeg, context, inputs))]) {
    context.log(`measuring ${mixed.method}`);
    scores.push(await scoreMix(ffmpeg, mixed, inputs, rttm));
  }
  const same = (await hashOf(ours[0]!.path)) === (await hashOf(fileOf(reports[FORMATS.length]!)));
  const [sequence, sine] = resultOf(reports.at(-1)!).tracks;
  const bars: BenchBar[] = [
    ...scores.slice(0, FORMATS.length).flatMap(barsOf),
    { name: 'same bytes twice', value: same ? 1 : 0, op: '>=', limit: 1 },
    {
      name: 'EBU seq-3341-1: distance from -23.0 LUFS',
      value: Math.abs(sequence!.lufs + 23),
      op: '<=',
      limit: 0.1,
    },
    { name: 'EBU sine: distance from -20.0 LUFS', value: Math.abs(sine!.lufs + 20), op: '<=', limit: 0.1 },
  ];
  return { tables: [tableOf(scores)], bars };
};

const speed = async (context: BenchContext): Promise<BenchReport> => {
  const { mediaRoot, ffmpeg } = context;
  if (!mediaRoot || !ffmpeg) throw new Error('This suite needs native ffmpeg and CUTROOM_MEDIA');
  const bars = await runSpeed(context, ffmpeg, ...(await readInputs(context, ffmpeg, mediaRoot)));
  return { tables: [], bars };
};

export const suite: BenchSuite = { id: 'smart-mixing', title: 'Smart mixing', run, speed };
