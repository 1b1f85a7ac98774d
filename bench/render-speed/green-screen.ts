import { join } from 'node:path';
import type { BatchJob, BenchBar, BenchContext, BenchTable } from '../bench-suite';
import { runFfmpeg } from '../native-ffmpeg';

const SECONDS = 10;
/** Issue: keying reaches this share of the speed of decoding and encoding alone. */
const MIN_RATIO = 0.6;

/** 1080p: a moving picture before a noisy, unevenly lit green screen. */
const makeClip = async ({ ffmpeg, fallbackClip, workDir }: BenchContext): Promise<string> => {
  const path = join(workDir, 'speed-green.mp4');
  const screen = `color=c=0x18b048:s=1920x1080:r=30:d=${SECONDS},vignette=PI/7,noise=alls=6:allf=t`;
  const layers =
    `${screen}[screen];[0:v]fps=30,scale=800:450[subject];` +
    "[screen][subject]overlay=x='560+200*sin(t)':y=420:shortest=1,format=yuv420p[out]";
  const h264 = ['-map', '[out]', '-an', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20'];
  const input = ['-v', 'error', '-t', `${SECONDS}`, '-i', fallbackClip];
  await runFfmpeg(ffmpeg!, [...input, '-filter_complex', layers, ...h264, path]);
  return path;
};

/** A mark that is never due: every frame is decoded and encoded as it is. */
const PLAIN = { Marks: [{ box: [0.1, 0.1, 0.1, 0.1], start: 90_000, end: 90_001 }] };

/** Keying over a picture against decoding and encoding the same frames, in the same browser. */
export const measureKeying = async (
  context: BenchContext,
): Promise<{ readonly table: BenchTable; readonly bars: readonly BenchBar[] }> => {
  const source = [await makeClip(context)];
  const background = [join(context.workDir, 'speed-background.png')];
  const still = ['-v', 'error', '-f', 'lavfi', '-i', 'mandelbrot=s=1920x1080', '-frames:v', '1'];
  await runFfmpeg(context.ffmpeg!, [...still, background[0]!]);
  const key = (Name: string): BatchJob => ({
    Name,
    FunctionName: 'VideoGreenScreenMatting',
    Input: { source, background },
  });
  const [, plain, keyed] = await context.runJobs([
    key('key-warm-up'),
    { Name: 'decode and encode alone', FunctionName: 'VideoDelogo', Input: { source }, JobParams: PLAIN },
    key('keyed over a picture'),
  ]);
  const ratio = plain!.WallSeconds / Math.max(0.001, keyed!.WallSeconds);
  return {
    table: {
      title: `Green screen, ${SECONDS} s of 1080p H.264 in and out, finding the screen included`,
      columns: ['what', 'status', 'seconds', 'beside decoding and encoding', 'peak MB'],
      rows: [plain!, keyed!].map(({ Name, Status, WallSeconds, PeakMemoryMB }) => [
        Name,
        Status,
        WallSeconds.toFixed(1),
        (plain!.WallSeconds / WallSeconds).toFixed(2),
        Math.round(PeakMemoryMB),
      ]),
    },
    bars: [{ name: 'green screen 1080p beside the bound', value: ratio, op: '>=', limit: MIN_RATIO }],
  };
};
