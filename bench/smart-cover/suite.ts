import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { coverResultSchema } from '../../src/core/cover-candidates';
import type { BatchJob, BenchContext, BenchReport, BenchSuite, JobReport } from '../bench-suite';
import { checkCovers, type Cover, type CoverChecks } from './check-covers';
import { checkGif, type GifFacts } from './check-gif';
import { readCoverClips, type CoverClip } from './clips';
import { writeSheet } from './contact-sheets';
import { measureClip, measurePicture, type ClipFacts } from './measure-clip';
import { middleFrame, thumbnailFilter, type PeerPicture } from './peers';
import { measureSpeed } from './speed';

const COUNT = 3;
const GIF_MAX_BYTES = 1_500_000;
/** A drawing (flat colour and a number): sharpness and fades mean nothing there. */
const DRAWN = new Set(['pyscenedetect_counter.mp4']);

const stillJob = ({ name, path }: CoverClip): BatchJob => ({
  Name: `still-${name}`,
  FunctionName: 'Cover',
  Input: { source: [path] },
  JobParams: { Count: COUNT },
});
const gifJob = ({ name, path }: CoverClip): BatchJob => ({
  Name: `gif-${name}`,
  FunctionName: 'Cover',
  Input: { source: [path] },
  JobParams: { Model: 'gif', MaxBytes: GIF_MAX_BYTES },
});

interface Judged {
  readonly clip: CoverClip;
  readonly report: JobReport;
  readonly ours: CoverChecks;
  readonly thumbnail: CoverChecks;
  readonly middle: CoverChecks;
  readonly gif: GifFacts | null;
}

const oursOf = (report: JobReport): readonly PeerPicture[] =>
  (coverResultSchema.safeParse(report.Result).data ?? []).map(({ Time, Url }) => ({
    timeSeconds: Number(Time) / 1000,
    path: join(report.folder, Url),
  }));

const withFacts = async (
  ffmpeg: string,
  pictures: readonly PeerPicture[],
  facts: ClipFacts,
): Promise<readonly Cover[]> => {
  const covers: Cover[] = [];
  for (const picture of pictures) {
    covers.push({ ...picture, facts: await measurePicture(ffmpeg, picture.path, facts.size) });
  }
  return covers;
};

const judgeClip = async (
  context: BenchContext,
  ffmpeg: string,
  clip: CoverClip,
  sheets: string,
): Promise<Judged> => {
  context.log(`smart-cover: ${clip.name}`);
  const [report, gifReport] = await context.runJobs([stillJob(clip), gifJob(clip)]);
  const facts = await measureClip(ffmpeg, clip.path);
  const covers = await withFacts(ffmpeg, oursOf(report!), facts);
  const thumbnails = await withFacts(
    ffmpeg,
    await thumbnailFilter(ffmpeg, clip, context.workDir, COUNT),
    facts,
  );
  const middle = await withFacts(ffmpeg, await middleFrame(ffmpeg, clip, context.workDir), facts);
  const pictures = [...covers, ...thumbnails, ...middle].map(({ path }) => path);
  await writeSheet(ffmpeg, clip.name, sheets, pictures);
  return {
    clip,
    report: report!,
    ours: checkCovers(covers, clip, facts),
    thumbnail: checkCovers(thumbnails, clip, facts),
    middle: checkCovers(middle, clip, facts),
    gif: await checkGif(gifReport!),
  };
};

const cells = (checks: CoverChecks): string =>
  [checks.count, checks.bad, checks.nearCut, checks.shots, checks.duplicates, checks.sharperThanPercent].join(
    ' / ',
  );

const gifCells = (gif: GifFacts | null): string =>
  gif
    ? `${gif.seconds.toFixed(1)} s, ${gif.frames} frames, ${gif.widthPx} px, ${Math.round(gif.bytes / 1000)} kB`
    : 'none';

const wantedShots = ({ cuts }: CoverClip): number => Math.min(COUNT, cuts.length + 1);

const countWhere = (judged: readonly Judged[], test: (one: Judged) => boolean): number =>
  judged.filter(test).length;

const barsOf = (judged: readonly Judged[]): BenchReport['bars'] => {
  const filmed = judged.filter(({ clip }) => !DRAWN.has(clip.name));
  const sum = (part: (checks: CoverChecks) => number): number =>
    filmed.reduce((total, { ours }) => total + part(ours), 0);
  const zero = (name: string, value: number) => ({ name, value, op: '<=', limit: 0 }) as const;
  return [
    zero(
      'clips with fewer covers than asked for',
      countWhere(judged, ({ ours }) => ours.count < COUNT),
    ),
    zero(
      'black, white, faded or blurred covers',
      sum((checks) => checks.bad),
    ),
    zero(
      'covers within 2 frames of a listed cut',
      sum((checks) => checks.nearCut),
    ),
    zero(
      'clips with covers from too few shots',
      countWhere(filmed, ({ clip, ours }) => ours.shots < wantedShots(clip)),
    ),
    zero(
      'GIFs missing, too large, not looping or still',
      countWhere(judged, ({ gif }) => !gif || gif.bytes > GIF_MAX_BYTES || !gif.loops || gif.frames < 2),
    ),
  ];
};

const run = async (context: BenchContext): Promise<BenchReport> => {
  const { ffmpeg } = context;
  if (!ffmpeg) throw new Error('This suite needs native ffmpeg for its peers and checks');
  const sheets = process.env['CUTROOM_SHEETS'] ?? join(context.workDir, 'sheets');
  await mkdir(sheets, { recursive: true });
  const clips = await readCoverClips(context.mediaRoot, context.fallbackClip);
  const judged: Judged[] = [];
  for (const clip of clips) judged.push(await judgeClip(context, ffmpeg, clip, sheets));
  const table = {
    title: `Covers (${COUNT} asked for)`,
    columns: ['clip', 'ours', 'ffmpeg thumbnail', 'middle frame', 'GIF', 'seconds'],
    rows: judged.map(({ clip, report, ours, thumbnail, middle, gif }) => [
      clip.name,
      cells(ours),
      cells(thumbnail),
      cells(middle),
      gifCells(gif),
      report.WallSeconds.toFixed(1),
    ]),
    notes: [
      'Cells: covers / black, white, faded or blurred / within 2 frames of a listed cut / different shots / near duplicates / percent of the frames of the clip that are less sharp than its least sharp cover.',
      `GIFs of 4 s under ${GIF_MAX_BYTES} bytes. CUTROOM_SHEETS=folder keeps a contact sheet of each clip: ours, thumbnail filter, middle frame.`,
    ],
  };
  return {
    tables: [table],
    bars: [...barsOf(judged)],
  };
};

const speed = async (context: BenchContext): Promise<BenchReport> => {
  const { table, bars } = await measureSpeed(context);
  return { tables: [table], bars };
};

export const suite: BenchSuite = { id: 'smart-cover', title: 'Smart cover', run, speed };
