import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BatchJob, BenchContext, BenchSuite, JobReport } from '../bench-suite';
import { runFfmpeg } from '../native-ffmpeg';

/** What the three sound functions are given, as ffmpeg makes it. `music` is a beat of clicks over a chord. */
const SPEECH_FALLBACK = 'aevalsrc=0.3*sin(2*PI*140*t)*(0.5+0.5*sin(2*PI*3*t)):d=8';
const music = (extra = ''): string =>
  `aevalsrc=0.2*sin(2*PI*220*t)+0.2*sin(2*PI*277*t)+0.5*exp(-30*mod(t\\,0.5))*sin(2*PI*90*t)${extra}:d=30`;

const SOURCES: Readonly<Record<string, readonly string[]>> = {
  'silence.wav': ['-f', 'lavfi', '-i', 'anullsrc=r=44100:cl=stereo:d=20'],
  'noise.wav': ['-f', 'lavfi', '-i', 'anoisesrc=c=white:a=0.3:d=30:seed=7'],
  'two-seconds.mp3': ['-f', 'lavfi', '-i', music(), '-t', '2'],
  'mono-8khz.wav': ['-f', 'lavfi', '-i', music(), '-ac', '1', '-ar', '8000'],
  'high-192khz.wav': ['-f', 'lavfi', '-i', music(), '-ac', '2', '-ar', '192000', '-c:a', 'pcm_s24le'],
  'six-channels.flac': ['-f', 'lavfi', '-i', music(), '-ac', '6'],
  'dc-offset.wav': ['-f', 'lavfi', '-i', music('+0.3'), '-c:a', 'pcm_f32le'],
  'video-without-audio.mp4': ['-f', 'lavfi', '-i', 'testsrc=d=3:s=320x180', '-pix_fmt', 'yuv420p'],
};

const FUNCTIONS = ['AudioBeatDetection', 'MusicSegmentDetect', 'AudioMixing'] as const;

/** Codes that say what is wrong with the input; any other failure is ours. */
const HONEST: ReadonlySet<string> = new Set([
  'no-audio-track',
  'input-unreadable',
  'unsupported-input',
  'decode-failed',
]);

/** An MP3 of random bytes: the frame sync is there, the frames are not. */
const corruptMp3 = (): Uint8Array => {
  let state = 99;
  return Uint8Array.from({ length: 40_000 }, (_, n) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    if (n % 417 < 2) return n % 417 === 0 ? 0xff : 0xfb;
    return state >>> 24;
  });
};

const makeFiles = async ({ ffmpeg, mediaRoot, workDir }: BenchContext): Promise<string[]> => {
  const paths: string[] = [];
  for (const [name, args] of Object.entries(SOURCES)) {
    const path = join(workDir, name);
    await runFfmpeg(ffmpeg!, [...args, path]);
    paths.push(path);
  }
  const speech = join(workDir, 'speech.wav');
  const source = mediaRoot
    ? ['-stream_loop', '2', '-i', join(mediaRoot, 'voice-music', 'whisper_jfk.flac')]
    : ['-f', 'lavfi', '-i', SPEECH_FALLBACK];
  await runFfmpeg(ffmpeg!, [...source, speech]);
  const corrupt = join(workDir, 'corrupt.mp3');
  await writeFile(corrupt, corruptMp3());
  return [...paths, speech, corrupt];
};

const nameOf = (path: string): string => path.split(/[\\/]/).at(-1)!;

const foundBy = ({ Status, Result, FunctionName }: JobReport): string => {
  if (Status !== 'Success') return '';
  if (FunctionName === 'MusicSegmentDetect') return `${(Result as readonly unknown[]).length} choruses`;
  if (FunctionName === 'AudioBeatDetection') {
    return `${(Result as { readonly BeatList: readonly unknown[] }).BeatList.length} beats`;
  }
  const { mix } = Result as { readonly mix: { readonly lufs: number | null } };
  return `${mix.lufs?.toFixed(1) ?? 'silent'} LUFS`;
};

/** Sounds that are none, or odd ones, through every sound function: a right result, an empty one, or an honest code. */
export const suite: BenchSuite = {
  id: 'odd-sounds',
  title: 'Odd sounds: beats, choruses and mixes of what is no music, or hardly',
  run: async (context) => {
    if (!context.ffmpeg) throw new Error('This suite needs native ffmpeg');
    const paths = await makeFiles(context);
    const cases = paths.flatMap((path) => FUNCTIONS.map((name) => ({ path, name })));
    const jobs = cases.map(({ path, name }): BatchJob => ({
      Name: `${nameOf(path)}-${name}`.replace(/[^\w.-]/g, '_'),
      FunctionName: name,
      Input: { source: name === 'AudioMixing' ? [path, path] : [path] },
    }));
    const reports = await context.runJobs(jobs);
    const rows = cases.map(({ path, name }, n) => {
      const report = reports[n]!;
      return [nameOf(path), name, report.Status, report.Code, foundBy(report), report.WallSeconds.toFixed(1)];
    });
    const isFault = ({ Status, Code }: JobReport): boolean => Status !== 'Success' && !HONEST.has(Code);
    const refused = cases.filter(
      ({ path }, n) => reports[n]!.Status !== 'Success' && !/corrupt|without-audio/.test(path),
    );
    return {
      tables: [
        { title: 'Outcomes', columns: ['file', 'function', 'status', 'code', 'found', 'seconds'], rows },
      ],
      bars: [
        { name: 'faults of ours', value: reports.filter(isFault).length, op: '<=', limit: 0 },
        { name: 'sounds refused that can be heard', value: refused.length, op: '<=', limit: 0 },
      ],
    };
  },
};
