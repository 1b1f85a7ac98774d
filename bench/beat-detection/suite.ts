import { join } from 'node:path';
import type { BenchBar, BenchContext, BenchReport, BenchSuite, BenchTable, JobReport } from '../bench-suite';
import { runFfmpeg } from '../native-ffmpeg';
import { decodeMono, musicTempo, openGuessPage, uniformBeats, type PeerBeats } from './peers';
import { readTruth, scoreSong, type SongScore, type SongTruth } from './score-song';

const SONGS = [
  { name: 'armygeddon', sound: 'beats/armygeddon.mix.ogg', truth: 'beats/armygeddon.aligned.beats' },
  { name: 'country', sound: 'beats/gtzan_country_00000.wav', truth: 'beats/gtzan_country_00000.beats' },
  { name: 'goin-under', sound: 'beats/stepmania_Goin_Under.ogg', truth: 'beats/stepmania_Goin_Under.beats' },
  { name: 'circles', sound: 'chorus/osu_circles.ogg', truth: 'chorus/osu_circles.aligned.beats' },
] as const;
/** No pulse here: any beat is false. */
const BEATLESS = ['voice-music/whisper_jfk.flac', 'voice-music/speechbrain_noise1.wav'] as const;

const LEAST_MEAN_F = 0.93;
const LEAST_MEAN_CMLT = 0.9;
const LEAST_DOWNBEAT_F = 0.75;
const SPEED_SONG_SECONDS = 240;
const SPEED_LIMIT_SECONDS = 8;

interface BeatResultJson {
  readonly BeatList: readonly number[];
  readonly DownBeatList: readonly number[];
  readonly Bpm: number;
  readonly reason: string | null;
}

interface SongCase {
  readonly name: string;
  readonly truth: SongTruth;
  readonly report: JobReport;
  readonly score: SongScore;
  readonly peers: readonly (PeerBeats & { readonly score: SongScore })[];
  readonly durationSeconds: number;
}

const resultOf = (report: JobReport): BeatResultJson => report.Result as BeatResultJson;

const runSongs = async (context: BenchContext, root: string): Promise<SongCase[]> => {
  const reports = await context.runJobs(
    SONGS.map((song) => ({
      Name: song.name,
      FunctionName: 'AudioBeatDetection',
      Input: { source: [join(root, song.sound)] },
      JobParams: { ClickTrack: false },
    })),
  );
  const page = await openGuessPage();
  try {
    const cases: SongCase[] = [];
    for (const [n, song] of SONGS.entries()) {
      context.log(`scoring ${song.name}`);
      const truth = await readTruth(join(root, song.truth));
      const report = reports[n]!;
      const { BeatList, DownBeatList, Bpm } = resultOf(report);
      const samples = await decodeMono(context.ffmpeg ?? 'ffmpeg', join(root, song.sound));
      const durationSeconds = samples.length / 44_100;
      const found = [
        musicTempo(samples),
        await page.guess(join(root, song.sound), durationSeconds),
        { name: 'uniform 120', beats: uniformBeats(durationSeconds, 120), bpm: 120 },
      ];
      const peers = found.map((peer) => ({ ...peer, score: scoreSong(truth, { ...peer, downbeats: [] }) }));
      const score = scoreSong(truth, { beats: BeatList, downbeats: DownBeatList, bpm: Bpm });
      cases.push({ name: song.name, truth, report, score, peers, durationSeconds });
    }
    return cases;
  } finally {
    await page.close();
  }
};

const rowOf = (song: string, method: string, bpm: number, score: SongScore): (string | number)[] => [
  song,
  method,
  ...[score.f, score.cmlC, score.cmlT, score.amlT, score.downbeatF].map((value) => value.toFixed(3)),
  bpm.toFixed(1),
  score.tempoOne ? 'yes' : score.tempoTwo ? 'octave' : 'no',
  score.signedMs.toFixed(1),
  score.absoluteMs.toFixed(1),
];

const qualityTable = (cases: readonly SongCase[]): BenchTable => ({
  title: 'Beats (70 ms, first 5 s dropped as mir_eval does; downbeats too)',
  columns: [
    'song',
    'method',
    'F',
    'CMLc',
    'CMLt',
    'AMLt',
    'downbeat F',
    'BPM',
    'tempo',
    'signed ms',
    'absolute ms',
  ],
  rows: cases.flatMap(({ name, report, score, peers }) => [
    rowOf(name, 'Cutroom', resultOf(report).Bpm, score),
    ...peers.map((peer) => rowOf(name, peer.name, peer.bpm, peer.score)),
  ]),
});

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const qualityBars = (cases: readonly SongCase[]): BenchBar[] => [
  { name: 'mean F', value: mean(cases.map(({ score }) => score.f)), op: '>=', limit: LEAST_MEAN_F },
  { name: 'mean CMLt', value: mean(cases.map(({ score }) => score.cmlT)), op: '>=', limit: LEAST_MEAN_CMLT },
  {
    name: 'share of songs with the right tempo (4 %)',
    value: mean(cases.map(({ score }) => (score.tempoOne ? 1 : 0))),
    op: '>=',
    limit: 1,
  },
  {
    name: 'mean downbeat F',
    value: mean(cases.map(({ score }) => score.downbeatF)),
    op: '>=',
    limit: LEAST_DOWNBEAT_F,
  },
  {
    name: 'least lead in F over the best peer of a song',
    value: Math.min(
      ...cases.map(({ score, peers }) => score.f - Math.max(...peers.map((peer) => peer.score.f))),
    ),
    op: '>=',
    limit: 0,
  },
];

const runBeatless = async (
  context: BenchContext,
  root: string,
): Promise<{ table: BenchTable; bar: BenchBar }> => {
  const reports = await context.runJobs(
    BEATLESS.map((path) => ({
      Name: path.replaceAll(/\W/g, '-'),
      FunctionName: 'AudioBeatDetection',
      Input: { source: [join(root, path)] },
    })),
  );
  const falseBeats = reports.reduce((sum, report) => sum + resultOf(report).BeatList.length, 0);
  return {
    table: {
      title: 'Sounds without a pulse',
      columns: ['file', 'beats', 'reason'],
      rows: reports.map((report, n) => [
        BEATLESS[n]!,
        resultOf(report).BeatList.length,
        resultOf(report).reason ?? '',
      ]),
    },
    bar: { name: 'beats found in speech and noise', value: falseBeats, op: '<=', limit: 0 },
  };
};

/** A song of four minutes, by looping a real one. */
const runSpeed = async (
  context: BenchContext,
  root: string,
): Promise<{ table: BenchTable; bar: BenchBar }> => {
  const song = join(context.workDir, 'four-minutes.wav');
  const input = ['-stream_loop', '-1', '-i', join(root, SONGS[3].sound), '-t', String(SPEED_SONG_SECONDS)];
  await runFfmpeg(context.ffmpeg ?? 'ffmpeg', [...input, song]);
  const jobs = [false, true].map((ClickTrack) => ({
    Name: ClickTrack ? 'four-minutes-with-clicks' : 'four-minutes',
    FunctionName: 'AudioBeatDetection',
    Input: { source: [song] },
    JobParams: { ClickTrack },
  }));
  const reports = await context.runJobs(jobs);
  return {
    table: {
      title: 'Speed: a song of four minutes through the app',
      columns: ['job', 'seconds', 'times real time', 'peak memory MB'],
      rows: reports.map((report, n) => [
        jobs[n]!.Name,
        report.WallSeconds.toFixed(1),
        (SPEED_SONG_SECONDS / report.WallSeconds).toFixed(0),
        Math.round(report.PeakMemoryMB),
      ]),
    },
    bar: {
      name: 'seconds for the beats of four minutes',
      value: reports[0]!.WallSeconds,
      op: '<=',
      limit: SPEED_LIMIT_SECONDS,
    },
  };
};

export const suite: BenchSuite = {
  id: 'beat-detection',
  title: 'Beat detection',
  run: async (context: BenchContext): Promise<BenchReport> => {
    if (!context.mediaRoot || !context.ffmpeg) {
      const why = 'Needs the folder of real music (CUTROOM_MEDIA) and native ffmpeg; nothing was measured.';
      return { tables: [{ title: 'Beats', columns: ['song'], rows: [], notes: [why] }], bars: [] };
    }
    const cases = await runSongs(context, context.mediaRoot);
    const beatless = await runBeatless(context, context.mediaRoot);
    return { tables: [qualityTable(cases), beatless.table], bars: [...qualityBars(cases), beatless.bar] };
  },
  speed: async (context) => {
    if (!context.mediaRoot) throw new Error('This suite needs CUTROOM_MEDIA');
    const { table, bar } = await runSpeed(context, context.mediaRoot);
    return { tables: [table], bars: [bar] };
  },
};
