import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchBar, BenchContext, BenchTable } from '../bench-suite';
import { SENTENCES } from '../burned-text/sentences';
import { STYLES } from '../burned-text/subtitle-styles';
import { writeAssScript } from '../burned-text/write-ass-script';
import { runFfmpeg } from '../native-ffmpeg';
import { requireSuccess } from '../require-success';

const CLIP = { widthPx: 1280, heightPx: 720, frameRate: 30 } as const;
/** Length of the clip that each quality is timed on. */
const SECONDS = { fast: 20, best: 3 } as const;
/** A subtitle of two seconds every two and a half. */
const CUE_FRAMES = 60;
const STEP_FRAMES = 75;
const FROM_SECONDS = 5;

const makeClip = async (
  { fallbackClip, workDir }: BenchContext,
  ffmpeg: string,
  seconds: number,
): Promise<string> => {
  const script = join(workDir, `speed-${seconds}.ass`);
  const path = join(workDir, `speed-${seconds}.mp4`);
  const cues = Array.from({ length: Math.floor((seconds * CLIP.frameRate) / STEP_FRAMES) }, (_, i) => {
    const firstFrame = i * STEP_FRAMES + 5;
    const lastFrame = firstFrame + CUE_FRAMES - 1;
    const { en } = SENTENCES[i % SENTENCES.length]!;
    const times = { startSeconds: firstFrame / CLIP.frameRate, endSeconds: (lastFrame + 1) / CLIP.frameRate };
    return { lines: [{ text: en, language: 'en' as const }], firstFrame, lastFrame, ...times };
  });
  await writeFile(script, writeAssScript(cues, { ...CLIP, place: 2, style: STYLES.outline }));
  const look = `fps=${CLIP.frameRate},scale=${CLIP.widthPx}:${CLIP.heightPx},ass=${script}`;
  const codecs = '-c:v libx264 -preset veryfast -crf 21 -pix_fmt yuv420p -c:a aac'.split(' ');
  const span = ['-ss', String(FROM_SECONDS), '-t', String(seconds)];
  await runFfmpeg(ffmpeg, [...span, '-i', fallbackClip, '-vf', look, ...codecs, path]);
  return path;
};

const LIMITS = { fast: 0.5, best: 0 } as const;
const MAX_PEAK_MB = 1500;

/** 720p with a subtitle four fifths of the time. */
export const measureSpeed = async (
  context: BenchContext,
  ffmpeg: string,
): Promise<{ readonly tables: readonly BenchTable[]; readonly bars: readonly BenchBar[] }> => {
  const rows: (string | number)[][] = [];
  const bars: BenchBar[] = [];
  for (const quality of ['fast', 'best'] as const) {
    const seconds = SECONDS[quality];
    const path = await makeClip(context, ffmpeg, seconds);
    const job = { FunctionName: 'VideoDetext', Input: { source: [path] }, JobParams: { Quality: quality } };
    const [report] = await context.runJobs([{ ...job, Name: `speed-${quality}` }]);
    const { WallSeconds, PeakMemoryMB } = requireSuccess(report);
    const speed = seconds / WallSeconds;
    const peak = Math.round(PeakMemoryMB);
    rows.push([quality, seconds, WallSeconds.toFixed(1), speed.toFixed(2), peak]);
    if (LIMITS[quality] > 0)
      bars.push({ name: `${quality}: times real time`, value: speed, op: '>=', limit: LIMITS[quality] });
    bars.push({ name: `${quality}: peak MB`, value: peak, op: '<=', limit: MAX_PEAK_MB });
  }
  const columns = ['quality', 'length s', 'seconds', 'times real time', 'peak MB, all browser processes'];
  return {
    tables: [{ title: 'Speed, 720p30, a subtitle four fifths of the time', columns, rows }],
    bars,
  };
};
