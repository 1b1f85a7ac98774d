import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchBar, BenchContext, BenchTable, JobReport } from '../bench-suite';
import { SENTENCES } from '../burned-text/sentences';
import { STYLES } from '../burned-text/subtitle-styles';
import { writeAssScript } from '../burned-text/write-ass-script';
import { runFfmpeg } from '../native-ffmpeg';

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

const repeat = async (ffmpeg: string, block: string, path: string, seconds: number): Promise<string> => {
  const copied = ['-t', String(seconds), '-c', 'copy', path];
  await runFfmpeg(ffmpeg, ['-stream_loop', '-1', '-i', block, ...copied]);
  return path;
};

const rowOf = (name: string, seconds: number, report: JobReport): (string | number)[] => [
  name,
  report.Status,
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
    const [report] = await context.runJobs([job]);
    rows.push(rowOf(name, seconds, report!));
    const speed = seconds / report!.WallSeconds;
    bars.push(
      { name: `${name}: times real time`, value: speed, op: '>=', limit: MIN_TIMES_REAL_TIME },
      { name: `${name}: peak MB`, value: report!.PeakMemoryMB, op: '<=', limit: MAX_PEAK_MB },
    );
  }
  const columns = ['length', 'status', 'seconds', 'times real time', 'peak MB, all browser processes'];
  return { table: { title: 'Speed, 1080p30, a bilingual caption every 2.5 s', columns, rows }, bars };
};
