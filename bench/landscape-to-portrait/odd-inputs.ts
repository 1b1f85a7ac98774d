import { join } from 'node:path';
import { reframeResultSchema } from '../../src/core/reframe-path';
import type { BenchBar, BenchContext, BenchTable } from '../bench-suite';
import { runFfmpeg } from '../native-ffmpeg';

interface OddInput {
  readonly name: string;
  /** ffmpeg arguments that make the clip. */
  readonly args: readonly string[];
  /** Size that must come out. */
  readonly size: readonly [number, number];
  readonly strategy: string;
}

const encode = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-pix_fmt', 'yuv420p'];

const oddInputs = (mediaRoot: string): readonly OddInput[] => {
  const dancer = ['-t', '2', '-i', join(mediaRoot, 'portraits', 'dance-twirl.mp4')];
  const black = ['-f', 'lavfi', '-t', '2', '-i', 'color=black:s=640x360:r=25'];
  const grey = ['-f', 'lavfi', '-t', '2', '-i', 'color=0x557788:s=640x360:r=25'];
  return [
    {
      name: 'upright already',
      args: [...dancer, '-vf', 'crop=270:480', ...encode],
      size: [270, 480],
      strategy: 'still',
    },
    { name: 'square', args: [...dancer, '-vf', 'crop=480:480', ...encode], size: [270, 480], strategy: '' },
    {
      name: 'letterbox bars',
      args: [...dancer, '-vf', 'pad=854:640:0:80:black', ...encode],
      size: [270, 480],
      strategy: '',
    },
    {
      name: 'odd sides',
      args: [...dancer, '-vf', 'scale=853:479', '-c:v', 'libx264', '-pix_fmt', 'yuv444p'],
      size: [268, 478],
      strategy: '',
    },
    {
      name: 'one frame',
      args: [...dancer, '-frames:v', '1', ...encode],
      size: [270, 480],
      strategy: 'still',
    },
    { name: 'black', args: [...black, ...encode], size: [202, 360], strategy: 'still' },
    { name: 'nobody in it', args: [...grey, ...encode], size: [202, 360], strategy: 'still' },
    {
      name: 'tripod, nothing moves',
      args: [...dancer, '-vf', "select='eq(n,0)',loop=50:1,setpts=N/25/TB", '-r', '25', ...encode],
      size: [270, 480],
      strategy: 'still',
    },
  ];
};

/** Inputs that need no reframing, or give nothing to follow: each must come out right. */
export const checkOddInputs = async ({
  ffmpeg,
  mediaRoot,
  workDir,
  runJobs,
}: BenchContext): Promise<{ readonly table: BenchTable; readonly bars: readonly BenchBar[] }> => {
  const inputs = oddInputs(mediaRoot!);
  const paths = inputs.map((_, i) => join(workDir, `odd-${i}.mp4`));
  for (const [i, { args }] of inputs.entries())
    await runFfmpeg(ffmpeg!, ['-v', 'error', ...args, '-an', paths[i]!]);
  const reports = await runJobs(
    paths.map((path, i) => ({ Name: `odd-${i}`, FunctionName: 'VideoH2V', Input: { source: [path] } })),
  );
  const rows = inputs.map(({ name, size, strategy }, i) => {
    const report = reports[i]!;
    const result = reframeResultSchema.safeParse(report.Result).data;
    const strategies = result?.Shots.map((shot) => shot.strategy) ?? [];
    const isSize = Math.abs((result?.Width ?? 0) - size[0]) <= 2 && result?.Height === size[1];
    const isStill = strategy === '' || strategies.every((one) => one === strategy);
    return {
      isRight: report.Status === 'Success' && isSize && isStill,
      row: [
        name,
        report.Status,
        `${result?.Width}x${result?.Height}`,
        strategies.join(', '),
        result?.reason ?? '',
      ],
    };
  });
  return {
    table: {
      title: 'Inputs out of the ordinary',
      columns: ['input', 'status', 'size', 'strategy', 'said'],
      rows: rows.map(({ row }) => row),
    },
    bars: [
      {
        name: 'odd inputs that came out wrong',
        value: rows.filter(({ isRight }) => !isRight).length,
        op: '<=',
        limit: 0,
      },
    ],
  };
};
