import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { detextResultSchema } from '../../src/core/detext-result';
import type { BenchContext, BenchReport, BenchSuite, BenchTable, JobReport } from '../bench-suite';
import { makeBurnedCases, type BurnedCase } from '../burned-text/make-burned-cases';
import { openPlainOcr } from '../caption-extraction/plain-ocr';
import { requireSuccess } from '../require-success';
import { openNodeInpainter, paintByNetwork, type NodeInpainter } from './network-peer';
import { delogo, openOpenCv, paintByOpenCv, type OpenCv } from './peers';
import { residualCharacters } from './read-residual';
import { readMasks, scoreFile, type RemovalScore } from './score-removal';
import { measureSpeed } from './speed';

const execFileAsync = promisify(execFile);
/** A box where nothing is, at a time that never comes: the file is only encoded again. */
const NOTHING = { Texts: [{ box: [0.4, 0.4, 0.05, 0.05], start: 80000, end: 80001 }] };
/** Clips for which a plain encode by the same encoder is made, to tell what the encoder alone loses. */
const PLAIN_CASES: ReadonlySet<string> = new Set(['bird-en-outline', 'talk-en-shadow', 'dance-en-soft']);

const outputOf = ({ OutputFiles: [file], folder }: JobReport): string => {
  if (!file) throw new Error(`No file in ${folder}`);
  return join(folder, file.Name);
};

const runJob = async (
  context: BenchContext,
  name: string,
  path: string,
  params: object,
): Promise<JobReport> => {
  const JobParams = params as Record<string, unknown>;
  const job = { Name: name, FunctionName: 'VideoDetext', Input: { source: [path] }, JobParams };
  const [report] = await context.runJobs([job]);
  return requireSuccess(report);
};

/** Hash of the sound's packets. */
const soundOf = async (ffmpeg: string, path: string): Promise<string> => {
  const args = ['-v', 'error', '-i', path, '-map', '0:a', '-c', 'copy', '-f', 'md5', '-'];
  return (await execFileAsync(ffmpeg, args)).stdout.trim();
};

interface CaseScore {
  readonly one: BurnedCase;
  readonly ours: RemovalScore & { readonly frameCount: number };
  /** dB that the plain encode has more outside; NaN where it was not made. */
  readonly outsideLossDb: number;
  readonly delogo: RemovalScore;
  readonly telea: RemovalScore;
  readonly navierStokes: RemovalScore;
  readonly network: RemovalScore;
  readonly left: number;
  readonly selfCheck: number;
  readonly removed: number;
  readonly sameSound: boolean;
}

interface Tools {
  readonly context: BenchContext;
  readonly ffmpeg: string;
  readonly cv: OpenCv;
  readonly network: NodeInpainter;
  readonly ocr: Awaited<ReturnType<typeof openPlainOcr>>;
  readonly quality: string;
}

const scoreCase = async (tools: Tools, one: BurnedCase): Promise<CaseScore> => {
  const { context, ffmpeg, cv, network, ocr, quality } = tools;
  const { workDir } = context;
  context.log(`subtitle-removal: ${one.name}`);
  const masks = await readMasks(ffmpeg, one);
  const report = await runJob(context, one.name, one.path, { Quality: quality });
  const path = outputOf(report);
  const ours = await scoreFile(ffmpeg, one, masks, path);
  let outsideLossDb = Number.NaN;
  if (PLAIN_CASES.has(one.name)) {
    const plain = await runJob(context, `${one.name}-plain`, one.path, NOTHING);
    outsideLossDb = (await scoreFile(ffmpeg, one, masks, outputOf(plain))).outsideDb - ours.outsideDb;
  }
  const peer = await delogo(ffmpeg, one, masks, join(workDir, `${one.name}.delogo.mp4`));
  const result = detextResultSchema.parse(report.Result);
  return {
    one,
    ours,
    outsideLossDb,
    delogo: await scoreFile(ffmpeg, one, masks, peer),
    telea: await paintByOpenCv({ ffmpeg, cv, method: 'telea' }, one, masks),
    navierStokes: await paintByOpenCv({ ffmpeg, cv, method: 'navier-stokes' }, one, masks),
    network: await paintByNetwork({ ffmpeg, network }, one, masks),
    left: await residualCharacters({ ffmpeg, ocr, workDir }, one, masks, path),
    selfCheck: result.residual.length,
    removed: result.removed.length,
    sameSound: (await soundOf(ffmpeg, path)) === (await soundOf(ffmpeg, one.path)),
  };
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const PEERS = ['ours', 'delogo', 'telea', 'navierStokes', 'network'] as const;

const pictureTable = (scores: readonly CaseScore[]): BenchTable => {
  const cells = (score: RemovalScore) => `${score.insideDb.toFixed(1)} / ${score.ssim.toFixed(3)}`;
  const rows: string[][] = scores.map((score) => [
    score.one.name,
    ...PEERS.map((peer) => cells(score[peer])),
  ]);
  const total = PEERS.map((peer) => {
    const of = (key: 'insideDb' | 'ssim') => mean(scores.map((score) => score[peer][key]));
    return `${of('insideDb').toFixed(1)} / ${of('ssim').toFixed(3)}`;
  });
  return {
    title: 'PSNR (dB) / SSIM inside the true text against the clean original',
    columns: [
      'case',
      'ours, finds the text itself',
      'delogo, box given',
      'Telea, mask given',
      'Navier-Stokes, mask given',
      'network per frame, mask given',
    ],
    rows: [...rows, ['mean', ...total]],
    notes: [
      'Ours includes the encoder; the peers are lossless. Telea and Navier-Stokes on every fifth frame, the network on two frames of a case.',
      'All files are read with the same colour matrix (BT.709), as the browser reads untagged ones.',
    ],
  };
};

const restTable = (scores: readonly CaseScore[]): BenchTable => ({
  title: 'What else must hold',
  columns: [
    'case',
    'lines removed',
    'characters left',
    'self-check',
    'change between frames, ours / clean',
    'ratio',
    'frames',
    'sound',
  ],
  rows: scores.map((score) => {
    const { one, ours, left, selfCheck, removed, sameSound } = score;
    return [
      one.name,
      removed,
      left,
      selfCheck,
      `${ours.change[0].toFixed(2)} / ${ours.change[1].toFixed(2)}`,
      flickerOf(score).toFixed(2),
      ours.frameCount === one.frames ? 'all' : `${ours.frameCount} of ${one.frames}`,
      sameSound ? 'same packets' : 'differs',
    ];
  }),
  notes: [
    'Change between frames: mean absolute change of luma inside the true text, frames of one text. The ratio of a case has 0.5 code values added to both sides, so that clips at rest do not divide coding noise by coding noise.',
    `All change of all cases together, where the clips that move most count most: ${pooledFlicker(scores).toFixed(2)} of the clean originals'.`,
  ],
});

/** Number of clips without subtitles that did not come back byte for byte. */
const countTouched = async (context: BenchContext, clips: readonly BurnedCase[]): Promise<number> => {
  let touched = 0;
  for (const { name, path } of clips) {
    const report = await runJob(context, name, path, {});
    const [before, after] = [await readFile(path), await readFile(outputOf(report))];
    if (!before.equals(after)) touched++;
  }
  return touched;
};

/** Code values that no eye sees: added to both sides, so that clips at rest do not divide by their coding noise. */
const UNSEEN_CHANGE = 0.5;

/** Flicker of a case: the result's change between frames inside the text against the clean original's own. */
const flickerOf = ({ ours: { change } }: CaseScore): number =>
  (change[0] + UNSEEN_CHANGE) / (change[1] + UNSEEN_CHANGE);

/** The same for all change of all cases together: those that move most count most. */
const pooledFlicker = (scores: readonly CaseScore[]): number =>
  mean(scores.map(({ ours }) => ours.change[0])) / mean(scores.map(({ ours }) => ours.change[1]));

const openPeers = async (ffmpeg: string) => ({
  cv: (await openOpenCv()).cv,
  network: await openNodeInpainter(),
  ocr: await openPlainOcr(ffmpeg),
});

const run = async (context: BenchContext): Promise<BenchReport> => {
  const { ffmpeg, mediaRoot, workDir } = context;
  if (!ffmpeg || !mediaRoot) throw new Error('This suite needs native ffmpeg and CUTROOM_MEDIA');
  const cases = await makeBurnedCases(ffmpeg, mediaRoot, process.env['CUTROOM_BURNED'] ?? workDir);
  const quality = process.env['CUTROOM_DETEXT_QUALITY'] ?? 'fast';
  const tools = { context, ffmpeg, quality, ...(await openPeers(ffmpeg)) };
  const burned = cases.filter(({ cues }) => cues.length > 0);
  const scores: CaseScore[] = [];
  for (const one of burned) scores.push(await scoreCase(tools, one));
  const touched = await countTouched(
    context,
    cases.filter(({ cues }) => cues.length === 0),
  );
  const flicker = mean(scores.map(flickerOf));
  const losses = scores.map(({ outsideLossDb }) => outsideLossDb).filter((loss) => !Number.isNaN(loss));
  return {
    tables: [pictureTable(scores), restTable(scores)],
    bars: [
      {
        name: 'PSNR inside the text, mean dB',
        value: mean(scores.map(({ ours }) => ours.insideDb)),
        op: '>=',
        limit: 27,
      },
      {
        name: 'SSIM inside the text, mean',
        value: mean(scores.map(({ ours }) => ours.ssim)),
        op: '>=',
        limit: 0.82,
      },
      { name: 'outside: dB below a plain encode, worst', value: Math.max(...losses), op: '<=', limit: 0.3 },
      {
        name: 'characters left to the reader',
        value: scores.reduce((sum, { left }) => sum + left, 0),
        op: '<=',
        limit: 0,
      },
      {
        name: 'change between frames, ratio to the clean original, mean of the cases',
        value: flicker,
        op: '>=',
        limit: 0.9,
      },
      { name: 'the same, upper', value: flicker, op: '<=', limit: 1.1 },
      {
        name: 'clips with frames or sound that differ',
        value: scores.filter(({ one, ours, sameSound }) => !sameSound || ours.frameCount !== one.frames)
          .length,
        op: '<=',
        limit: 0,
      },
      { name: 'clips without subtitles that were touched', value: touched, op: '<=', limit: 0 },
    ],
  };
};

const speed = async (context: BenchContext): Promise<BenchReport> => {
  if (!context.ffmpeg) throw new Error('This suite needs native ffmpeg');
  return measureSpeed(context, context.ffmpeg);
};

export const suite: BenchSuite = { id: 'subtitle-removal', title: 'Subtitle removal', run, speed };
