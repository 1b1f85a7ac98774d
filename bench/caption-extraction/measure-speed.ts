import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchBar, BenchContext, BenchTable, JobReport } from '../bench-suite';
import { SENTENCES } from '../burned-text/sentences';
import { STYLES } from '../burned-text/subtitle-styles';
import { writeAssScript } from '../burned-text/write-ass-script';
import { runFfmpeg } from '../native-ffmpeg';
import { requireSuccess } from '../require-success';

const BLOCK = { widthPx: 1920, heightPx: 1080, frameRate: 30, seconds: 30 } as const;
/** One caption of two seconds every two and a half: talk without pause. */
const CUE_FRAMES = 60;
const STEP_FRAMES = 75;
const MIN_TIMES_REAL_TIME = 1;
const MAX_PEAK_MB = 1500;

/** Thirty seconds of 1080p with a bilingual caption every 2.5 s. */
const burnBlock = async ({ fallbackClip, workDir }: BenchContext, ffmpeg: string): Promise<string> => {
  const script = join(workDir, 'speed.ass');
  const path = join(workDir, 'speed-block.mp4');
  const count = Math.floor((BLOCK.seconds * BLOCK.frameRate) / STEP_FRAMES);
  const cues = Array.from({ length: count }, (_, i) => {
    const { zh, en } = SENTENCES[i % SENTENCES.length]!;
    const firstFrame = i * STEP_FRAMES + 5;
    const lastFrame = firstFrame + CUE_FRAMES - 1;
    const times = {
      startSeconds: firstFrame / BLOCK.frameRate,
      endSeconds: (lastFrame + 1) / BLOCK.frameRate,
    };
    const lines = [
      { text: zh, language: 'zh' },
      { text: en, language: 'en' },
    ] as const;
    return { lines, firstFrame, lastFrame, ...times };
  });
  await writeFile(script, writeAssScript(cues, { ...BLOCK, place: 2, style: STYLES.outline }));
  const codecs = '-c:v libx264 -preset veryfast -crf 21 -pix_fmt yuv420p -c:a aac'.split(' ');
  const look = `fps=${BLOCK.frameRate},ass=${script}`;
  await runFfmpeg(ffmpeg, ['-i', fallbackClip, '-t', String(BLOCK.seconds), '-vf', look, ...codecs, path]);
  return path;
};

/** An hour that costs minutes: small, few frames, a still picture; what could grow with length is all there. */
const HOUR = { widthPx: 640, heightPx: 360, frameRate: 8, seconds: 60, hourSeconds: 3600 } as const;
/** A caption of two and a half seconds every five. */
const HOUR_CUE_FRAMES = 20;
const HOUR_STEP_FRAMES = 40;

const burnHourBlock = async ({ fallbackClip, workDir }: BenchContext, ffmpeg: string): Promise<string> => {
  const script = join(workDir, 'hour.ass');
  const path = join(workDir, 'hour-block.mp4');
  const { frameRate, seconds } = HOUR;
  const cues = Array.from({ length: Math.floor((seconds * frameRate) / HOUR_STEP_FRAMES) }, (_, i) => ({
    lines: [{ text: SENTENCES[i % SENTENCES.length]!.zh }],
    firstFrame: i * HOUR_STEP_FRAMES + 5,
    lastFrame: i * HOUR_STEP_FRAMES + 4 + HOUR_CUE_FRAMES,
  }));
  await writeFile(script, writeAssScript(cues, { ...HOUR, place: 2, style: STYLES.outline }));
  const still = `select=eq(n\\,0),scale=${HOUR.widthPx}:${HOUR.heightPx},setsar=1`;
  const look = `${still},loop=-1:1,setpts=N/(${frameRate}*TB),ass=${script}`;
  const codec =
    `-an -r ${frameRate} -t ${seconds} -c:v libx264 -preset veryfast -crf 23 -pix_fmt yuv420p`.split(' ');
  await runFfmpeg(ffmpeg, ['-i', fallbackClip, '-vf', look, ...codec, path]);
  return path;
};

const repeat = async (ffmpeg: string, block: string, path: string, seconds: number): Promise<string> => {
  const copied = ['-t', String(seconds), '-c', 'copy', path];
  await runFfmpeg(ffmpeg, ['-stream_loop', '-1', '-i', block, ...copied]);
  return path;
};

const rowOf = (name: string, seconds: number, report: JobReport): (string | number)[] => [
  name,
  report.WallSeconds.toFixed(1),
  (seconds / report.WallSeconds).toFixed(2),
  Math.round(report.PeakMemoryMB),
];

/** Half a minute and five minutes of 1080p at 30 frames/s, looked at five times a second. */
export const measureSpeed = async (
  context: BenchContext,
  ffmpeg: string,
): Promise<{ readonly table: BenchTable; readonly bars: readonly BenchBar[] }> => {
  const block = await burnBlock(context, ffmpeg);
  const rows: (string | number)[][] = [];
  const bars: BenchBar[] = [];
  for (const seconds of [30, 300]) {
    const name = `${seconds} s`;
    const path = await repeat(ffmpeg, block, join(context.workDir, `captions-${seconds}.mp4`), seconds);
    const job = { Name: `captions-${seconds}`, FunctionName: 'CaptionExtraction', Input: { source: [path] } };
    const report = requireSuccess((await context.runJobs([job]))[0]);
    rows.push(rowOf(name, seconds, report));
    const speed = seconds / report.WallSeconds;
    bars.push(
      { name: `${name}: times real time`, value: speed, op: '>=', limit: MIN_TIMES_REAL_TIME },
      { name: `${name}: peak MB`, value: report.PeakMemoryMB, op: '<=', limit: MAX_PEAK_MB },
    );
  }
  const hourBlock = await burnHourBlock(context, ffmpeg);
  const path = await repeat(ffmpeg, hourBlock, join(context.workDir, 'captions-hour.mp4'), HOUR.hourSeconds);
  const job = { Name: 'captions-hour', FunctionName: 'CaptionExtraction', Input: { source: [path] } };
  const hour = requireSuccess((await context.runJobs([job]))[0]);
  rows.push(rowOf('1 hour, 640x360 at 8 frames/s, still, a caption every 5 s', HOUR.hourSeconds, hour));
  bars.push({ name: '1 hour: peak MB', value: hour.PeakMemoryMB, op: '<=', limit: MAX_PEAK_MB });
  const columns = ['length', 'seconds', 'times real time', 'peak MB, all browser processes'];
  return { table: { title: 'Speed, 1080p30, a bilingual caption every 2.5 s', columns, rows }, bars };
};
