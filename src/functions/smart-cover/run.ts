import type { CoverResult } from '../../core/cover-candidates';
import { MediaError } from '../../core/errors';
import type { RunFunction } from '../../core/media-function';
import { openMedia } from '../../media/open-media';
import { analyseVideo, type Analysis } from './analyse-video';
import { writeContactSheet } from './contact-sheet';
import type { smartCover } from './definition';
import { openFaceFinder } from '../../models/face-finder';
import { momentCount } from './plan-moments';
import { renderGif } from './render-gif';
import { renderStills } from './render-stills';

/** Rounded up, so that the frame on screen at this time is the one that was taken. */
const milliseconds = (seconds: number): string => String(Math.ceil(seconds * 1000 - 1e-3));

const describe = ({ candidates }: Analysis, index: number, url: string): CoverResult[number] => {
  const { measures, score, parts, reasons } = candidates[index]!;
  return {
    Score: Math.round(score * 100) / 100,
    Time: milliseconds(measures.timeSeconds),
    Url: url,
    Reasons: [...reasons],
    Parts: parts,
  };
};

export const run: RunFunction<typeof smartCover> = async (inputs, params, ctx) => {
  const file = inputs.source[0]!;
  const { signal, scratch, log } = ctx;
  const onPrepare = (fraction: number) => ctx.progress('open', fraction);
  using source = await openMedia(file, { signal, scratch, log, onPrepare, need: 'video' });
  await using faces = await openFaceFinder(ctx);
  const isGif = params.Model === 'gif';

  const count = isGif ? momentCount(params.GifSeconds) : params.Count;
  const analysis = await analyseVideo(source, { ...params, count, lively: isGif }, faces, ctx);
  const { candidates, ranking } = analysis;

  const cropOf = (index: number) => {
    const byHand = params.Times.length > 0 ? params.Crops[ranking.indexOf(index)] : undefined;
    return byHand ?? analysis.cropOf(candidates[index]!);
  };
  const onProgress = (fraction: number) => ctx.progress('render', fraction);
  const jobs = ranking.map((index) => ({
    timeSeconds: candidates[index]!.measures.timeSeconds,
    crop: cropOf(index),
  }));
  const gif = isGif
    ? await renderGif(source, analysis.scan, jobs, { ...params, signal, log, onProgress })
    : null;
  const stills = gif ? [] : await renderStills(source, jobs, { ...params, signal, onProgress });
  const outputs = gif ? [gif] : stills.filter((output) => output !== null);
  if (outputs.length === 0) throw new MediaError('decode-failed', 'No chosen frame decodes at full size');

  const sheet = await writeContactSheet({
    sourceName: file.name,
    durationSeconds: source.durationSeconds,
    widthPx: source.video?.widthPx ?? 0,
    heightPx: source.video?.heightPx ?? 0,
    shots: analysis.scan.shots,
    candidates,
    cropOf: (candidate) => cropOf(candidates.indexOf(candidate)),
    ranking,
  });
  // A GIF has one entry for each of its moments, all with the GIF as `Url`.
  const result = ranking.flatMap((index, i) => {
    const output = gif ?? stills[i];
    return output ? [describe(analysis, index, output.fileName)] : [];
  });
  return { outputs: [...outputs, ...sheet], result };
};
