import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { RgbaImage } from '../../src/core/image';
import { resizePlane } from '../../src/vision/resize';
import type { BenchBar, BenchContext, BenchReport, BenchSuite, BenchTable, JobReport } from '../bench-suite';
import { requireSuccess } from '../require-success';
import { loadAnimals, loadPeople, readClip, type MatteCase } from './cases';
import { openRawMatte, type RawMatte } from './node-networks';
import { scoreOf, type Score } from './score-case';
import { runSpeed } from './speed';
import { FRAME_RATE, uncoded, withAlpha } from './uncoded';

/** MODNet's own size: the peer. */
const RAW_SIDE_PX = 512;

const rawResults = async (raw: RawMatte, { frames }: MatteCase): Promise<readonly RgbaImage[]> => {
  const out: RgbaImage[] = [];
  for (const frame of frames) {
    const alpha = await raw(frame, RAW_SIDE_PX);
    out.push(withAlpha(frame, resizePlane(alpha, frame.widthPx, frame.heightPx, 'bilinear')));
  }
  return out;
};

const encode = (ffmpeg: string, { frames }: MatteCase, path: string, codec: readonly string[]): void => {
  const { widthPx, heightPx } = frames[0]!;
  const input = ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', `${widthPx}x${heightPx}`];
  const run = spawnSync(
    ffmpeg,
    ['-v', 'error', '-y', ...input, '-r', `${FRAME_RATE}`, '-i', '-', ...codec, path],
    {
      input: Buffer.concat(frames.map(({ data }) => new Uint8Array(data.buffer))),
      maxBuffer: 1 << 28,
    },
  );
  if (run.status !== 0) throw new Error(run.stderr.toString());
};

const BT709 = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];
const H264 = ['-vf', 'scale=out_color_matrix=bt709:out_range=tv', ...BT709, '-c:v', 'libx264', '-crf', '16'];
const toH264 = [...H264, '-preset', 'fast', '-pix_fmt', 'yuv420p'];

const outputOf = (report: JobReport): string => {
  const { folder, OutputFiles } = requireSuccess(report);
  return join(folder, OutputFiles[0]!.Name);
};

/** Native ffmpeg's reading of a WebM: the alpha and the straight colours that arrive elsewhere. */
const decodeWebm = async (ffmpeg: string, path: string): Promise<readonly RgbaImage[]> => {
  const [first] = await readClip(ffmpeg, { path, startSeconds: 0, frames: 1 });
  const { widthPx, heightPx } = first!;
  const size = `${widthPx}x${heightPx}`;
  const read = [
    '-v',
    'error',
    '-c:v',
    'libvpx-vp9',
    '-i',
    path,
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgba',
    '-s',
    size,
    '-',
  ];
  const { stdout } = spawnSync(ffmpeg, read, { maxBuffer: 1 << 30 });
  const bytes = widthPx * heightPx * 4;
  return Array.from({ length: Math.floor(stdout.length / bytes) }, (_, i) => ({
    widthPx,
    heightPx,
    data: new Uint8ClampedArray(stdout.subarray(i * bytes, (i + 1) * bytes)),
  }));
};

const COLUMNS = [
  'case',
  'method',
  'MAD x1e3',
  'MSE x1e3',
  'gradient x1e5',
  'dtSSD x1e2',
  'edge colour',
  'over grey dB',
];
const rowOf = (name: string, method: string, score: Score): readonly (string | number)[] => [
  name,
  method,
  ...[score.mad, score.mse, score.gradient, score.dtSsd, score.colour, score.compositeDb].map((v) =>
    v.toFixed(2),
  ),
];

const meanOf = (scores: readonly Score[]): Score => {
  const mean = (key: keyof Score) => scores.reduce((sum, score) => sum + score[key], 0) / scores.length;
  return {
    mad: mean('mad'),
    mse: mean('mse'),
    gradient: mean('gradient'),
    dtSsd: mean('dtSsd'),
    colour: mean('colour'),
    compositeDb: mean('compositeDb'),
  };
};

/** Rows of a table and means by method. */
const createTable = (title: string, notes: readonly string[] = []) => {
  const rows: (readonly (string | number)[])[] = [];
  const byMethod = new Map<string, Score[]>();
  const add = (name: string, method: string, score: Score) => {
    rows.push(rowOf(name, method, score));
    byMethod.set(method, [...(byMethod.get(method) ?? []), score]);
  };
  const mean = (method: string) => meanOf(byMethod.get(method)!);
  const table = (): BenchTable => ({
    title,
    columns: COLUMNS,
    rows: [...rows, ...[...byMethod.keys()].map((method) => rowOf('mean', method, mean(method)))],
    notes,
  });
  return { add, mean, table };
};

const RAW = 'raw network at 512';
const OURS = 'cutroom';

const runStills = async (
  context: BenchContext,
  raw: RawMatte,
  ffmpeg: string,
  cases: readonly MatteCase[],
) => {
  const table = createTable('People in stills', [
    'Truth: people filmed before a green screen, keyed by the bench itself off the known screen, over other pictures.',
  ]);
  for (const [index, item] of cases.entries()) {
    const path = join(context.workDir, `still-${index}.png`);
    encode(ffmpeg, item, path, []);
    const [report] = await context.runJobs([
      { Name: `still-${index}`, FunctionName: 'PortraitMatting', Input: { source: [path] } },
    ]);
    const result = await readClip(ffmpeg, { path: outputOf(report!), startSeconds: 0, frames: 1 });
    table.add(item.name, RAW, scoreOf(await rawResults(raw, item), item.truth));
    table.add(item.name, OURS, scoreOf(result, item.truth));
  }
  return table;
};

const runVideos = async (
  context: BenchContext,
  raw: RawMatte,
  ffmpeg: string,
  cases: readonly MatteCase[],
) => {
  const table = createTable('People in video', [
    '`cutroom, VP9`: as native ffmpeg (libvpx-vp9) decodes the WebM.',
  ]);
  for (const [index, item] of cases.entries()) {
    const path = join(context.workDir, `video-${index}.mp4`);
    encode(ffmpeg, item, path, toH264);
    const frames = await readClip(ffmpeg, { path, startSeconds: 0, frames: item.frames.length });
    const seen = { ...item, frames };
    const [report] = await context.runJobs([
      { Name: `video-${index}`, FunctionName: 'PortraitMatting', Input: { source: [path] } },
    ]);
    context.log(`${item.name}: ${report!.WallSeconds} s for ${item.frames.length} frames`);
    table.add(item.name, RAW, scoreOf(await rawResults(raw, seen), item.truth));
    table.add(item.name, `${OURS}, uncoded`, scoreOf(await uncoded(raw, seen), item.truth));
    table.add(item.name, `${OURS}, VP9`, scoreOf(await decodeWebm(ffmpeg, outputOf(report!)), item.truth));
  }
  return table;
};

const runAnimals = async (context: BenchContext, raw: RawMatte, ffmpeg: string) => {
  const table = createTable('Furry animals, Subject: any (AM-2k)');
  for (const item of await loadAnimals(ffmpeg, context.mediaRoot!)) {
    const [report] = await context.runJobs([
      {
        Name: item.name,
        FunctionName: 'PortraitMatting',
        Input: { source: [item.path] },
        JobParams: { Subject: 'any' },
      },
    ]);
    const result = await readClip(ffmpeg, { path: outputOf(report!), startSeconds: 0, frames: 1 });
    table.add(item.name, RAW, scoreOf(await rawResults(raw, item), item.truth));
    table.add(item.name, OURS, scoreOf(result, item.truth));
  }
  return table;
};

/** Close-ups of hair and glass that fill the frame: a right matte, or a word that it is unsure. */
const runCloseUps = async (context: BenchContext, ffmpeg: string): Promise<BenchTable> => {
  const rows: (readonly (string | number)[])[] = [];
  for (const number of [1, 2]) {
    const path = join(context.mediaRoot!, 'portraits', 'foamliu', `${number}_image.png`);
    const [report] = await context.runJobs([
      {
        Name: `close-up-${number}`,
        FunctionName: 'PortraitMatting',
        Input: { source: [path] },
        JobParams: { Subject: 'any' },
      },
    ]);
    const said = report!.Result as {
      readonly confidence?: number;
      readonly reasons?: readonly string[];
    } | null;
    const [truth] = await readClip(ffmpeg, {
      path: path.replace('image', 'alpha'),
      startSeconds: 0,
      frames: 1,
    });
    const [result] = await readClip(ffmpeg, { path: outputOf(report!), startSeconds: 0, frames: 1 });
    let wrong = 0;
    for (let i = 0; i < truth!.data.length; i += 4) wrong += Math.abs(result!.data[i + 3]! - truth!.data[i]!);
    const mad = (wrong / truth!.data.length / 255) * 4 * 1e3;
    rows.push([
      `foamliu ${number}`,
      mad.toFixed(1),
      said?.confidence ?? '',
      (said?.reasons ?? []).join(', '),
    ]);
  }
  return {
    title: 'Close-ups that fill the frame',
    columns: ['case', 'MAD x1e3', 'confidence', 'reasons'],
    rows,
  };
};

const bar = (name: string, value: number, limit: number): BenchBar => ({ name, value, op: '<=', limit });

const run = async (context: BenchContext): Promise<BenchReport> => {
  const { mediaRoot, ffmpeg } = context;
  if (!mediaRoot || !ffmpeg) {
    const missing = 'Needs the stills and clips of the media folder, and native ffmpeg.';
    return { tables: [{ title: 'Portrait matting', columns: ['note'], rows: [[missing]] }], bars: [] };
  }
  const raw = await openRawMatte();
  const { stills, videos } = await loadPeople(ffmpeg, mediaRoot);
  const photo = await runStills(context, raw, ffmpeg, stills);
  const clip = await runVideos(context, raw, ffmpeg, videos);
  const animal = await runAnimals(context, raw, ffmpeg);
  const closeUps = await runCloseUps(context, ffmpeg);
  const coded = clip.mean(`${OURS}, VP9`);
  return {
    tables: [photo.table(), clip.table(), animal.table(), closeUps],
    bars: [
      bar('stills of people: mean MAD x1e3', photo.mean(OURS).mad, 2.5),
      bar(
        'stills of people: gradient error, share of the raw network’s',
        photo.mean(OURS).gradient / photo.mean(RAW).gradient,
        0.75,
      ),
      bar('video of people, VP9: mean MAD x1e3', coded.mad, 3),
      bar('video of people, VP9: mean dtSSD x1e2', coded.dtSsd, 3),
      bar('video of people, uncoded: mean MAD x1e3', clip.mean(`${OURS}, uncoded`).mad, 3),
      bar('furry animals: mean MAD x1e3', animal.mean(OURS).mad, 8),
    ],
  };
};

const speed = async (context: BenchContext): Promise<BenchReport> => {
  const { mediaRoot, ffmpeg } = context;
  if (!mediaRoot || !ffmpeg) throw new Error('This suite needs native ffmpeg and CUTROOM_MEDIA');
  const { videos } = await loadPeople(ffmpeg, mediaRoot);
  return { tables: await runSpeed(context, await openRawMatte(), videos), bars: [] };
};

export const suite: BenchSuite = { id: 'portrait-matting', title: 'Portrait matting', run, speed };
