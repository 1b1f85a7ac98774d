import { join } from 'node:path';
import type { Pace } from '../../src/functions/portrait-matting/matte-frames';
import type { BenchContext, BenchTable, JobReport } from '../bench-suite';
import { runFfmpeg } from '../native-ffmpeg';
import { requireSuccess } from '../require-success';
import type { MatteCase } from './cases';
import type { RawMatte } from './node-networks';
import { scoreOf } from './score-case';
import { uncoded } from './uncoded';

/** Seconds of the 720p clip each setting is timed on. */
const CLIP_SECONDS = { standard: 4, fine: 2 } as const;
/** The clip of the presenter: 1280 x 720, 25 frames a second. */
const CLIP = ['green-screen', 'panditajay_GreenScreen.mp4'] as const;
const CLIP_FRAME_RATE = 25;
/** What the function says at the end of a video. */
const NETWORK_LINE = /Network: (\d+) looks in ([\d.]+) s/;

const PACES: readonly Pace[] = [
  { step: { least: 1, most: 1 }, shortSidePx: 288 },
  { step: { least: 2, most: 2 }, shortSidePx: 288 },
  { step: { least: 4, most: 4 }, shortSidePx: 288 },
  { step: { least: 2, most: 4 }, shortSidePx: 288 },
  { step: { least: 1, most: 1 }, shortSidePx: 384 },
  { step: { least: 2, most: 2 }, shortSidePx: 384 },
];

const rowOf = (detail: string, frames: number, report: JobReport): readonly (string | number)[] => {
  const [, looks, seconds] =
    requireSuccess(report)
      .Log.map((line) => NETWORK_LINE.exec(line))
      .find(Boolean) ?? [];
  return [
    detail,
    frames,
    report.WallSeconds.toFixed(1),
    (frames / report.WallSeconds).toFixed(2),
    looks ?? '',
    seconds ? `${((100 * Number(seconds)) / report.WallSeconds).toFixed(0)} %` : '',
    report.Backend,
  ];
};

/** Whole jobs through the app: decoding, finding people, mattes, VP9 with alpha. */
export const timeJobs = async (context: BenchContext): Promise<BenchTable> => {
  const rows: (readonly (string | number)[])[] = [];
  for (const detail of ['standard', 'fine'] as const) {
    const seconds = CLIP_SECONDS[detail];
    const path = join(context.workDir, `speed-${detail}.mp4`);
    const from = ['-ss', '1', '-t', `${seconds}`, '-i', join(context.mediaRoot!, ...CLIP)];
    await runFfmpeg(context.ffmpeg!, [...from, '-an', '-c:v', 'libx264', '-crf', '18', path]);
    const [report] = await context.runJobs([
      {
        Name: `speed-${detail}`,
        FunctionName: 'PortraitMatting',
        Input: { source: [path] },
        JobParams: { EdgeDetail: detail },
      },
    ]);
    rows.push(rowOf(detail, seconds * CLIP_FRAME_RATE, report!));
  }
  return {
    title: 'Speed: 720p video to WebM with alpha',
    columns: ['edge detail', 'frames', 'job s', 'fps', 'looks', 'network’s share', 'backend'],
    rows,
    notes: ['The job starts with loading the networks and looking through the clip for shots and people.'],
  };
};

const lookName = ({ least, most }: Pace['step']): string =>
  most === 1 ? 'every frame' : `1 frame in ${least === most ? least : `${least} to ${most}`}`;

/** How often and how closely the network looks, against what that brings; in Node, one thread. */
const tradeOff = async (raw: RawMatte, cases: readonly MatteCase[]): Promise<BenchTable> => {
  const rows: (readonly (string | number)[])[] = [];
  for (const item of cases) {
    for (const pace of PACES) {
      let networkSeconds = 0;
      const startMs = performance.now();
      const results = await uncoded(raw, item, {
        pace,
        onLook: ({ seconds }) => {
          networkSeconds += seconds;
        },
      });
      const allMs = performance.now() - startMs;
      const { mad, gradient, dtSsd } = scoreOf(results, item.truth);
      const perFrame = (ms: number) => (ms / results.length).toFixed(0);
      rows.push([
        item.name,
        lookName(pace.step),
        pace.shortSidePx,
        ...[mad, gradient, dtSsd].map((value) => value.toFixed(2)),
        perFrame(networkSeconds * 1000),
        perFrame(allMs - networkSeconds * 1000),
      ]);
    }
  }
  return {
    title: 'Trade-off in video: looks of the network against following the motion',
    columns: [
      'case',
      'network looks at',
      'short side px',
      'MAD x1e3',
      'gradient x1e5',
      'dtSSD x1e2',
      'network ms a frame',
      'rest ms a frame',
    ],
    rows,
    notes: [
      'Uncoded mattes, in Node. Standard: 1 frame in 2 to 4 at 288, as following holds; fine: every frame at 384.',
    ],
  };
};

/** What the speed part measures. Cases: the videos of people. */
export const runSpeed = async (
  context: BenchContext,
  raw: RawMatte,
  cases: readonly MatteCase[],
): Promise<readonly BenchTable[]> => [await timeJobs(context), await tradeOff(raw, cases)];
