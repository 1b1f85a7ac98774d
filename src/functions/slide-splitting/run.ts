import type { z } from 'zod';
import type { NormalizedBox } from '../../core/geometry';
import type { OutputFile, RunContext, RunFunction } from '../../core/media-function';
import type { SlideReason } from '../../core/slides-result';
import type { MediaSource } from '../../media/media-source';
import { openMedia } from '../../media/open-media';
import { openTextReader } from '../../models/text-reader';
import type { slideSplitting } from './definition';
import { describeResult, writeStrip } from './describe-slides';
import { findSegments } from './find-segments';
import { cleanEdits, type TitledSegment } from './split-segments';
import { readSegments, showsSlides, withTitles } from './title-segments';
import { writeChaptered, writeClips } from './write-clips';
import { writeSlides } from './write-slides';
import { writeTexts } from './write-texts';

type Params = z.output<typeof slideSplitting.params>;
type Context = RunContext<(typeof slideSplitting)['stages'][number]['id']>;

const WHOLE: NormalizedBox = [0, 0, 1, 1];

/** Slides found by looking, or set by hand. */
const analyse = async (
  source: MediaSource,
  params: Params,
  region: NormalizedBox,
  ctx: Context,
): Promise<{ readonly segments: readonly TitledSegment[]; readonly reason: SlideReason | null }> => {
  if (params.Edited.length > 0)
    return { segments: cleanEdits(params.Edited, source.durationSeconds), reason: null };
  const found = await findSegments(source, params, ctx);
  const { signal, backend, log } = ctx;
  const onDownload = (fraction: number) => ctx.progress('model', fraction);
  await using reader = await openTextReader({ signal, backend, log, onDownload });
  const { progress } = ctx;
  const options = { region, lang: params.lang };
  const readings = await readSegments(source, found, options, { reader, signal, progress });
  if (!showsSlides(found.segments, readings, source.durationSeconds))
    return { segments: [], reason: 'no-slides' };
  const segments = withTitles(found.segments, readings);
  return { segments, reason: segments.length === 1 ? 'one-slide' : null };
};

export const run: RunFunction<typeof slideSplitting> = async (inputs, params, ctx) => {
  const file = inputs.source[0]!;
  const { signal, scratch, log } = ctx;
  const onPrepare = (fraction: number) => ctx.progress('open', fraction);
  using source = await openMedia(file, { signal, scratch, log, onPrepare, need: 'video' });
  const region = params.Region[0] ?? WHOLE;
  const { segments, reason } = await analyse(source, params, region, ctx);
  log(`${segments.length} segments${reason ? ` (${reason})` : ''}`);

  const wants = (output: Params['Outputs'][number]) => params.Outputs.includes(output);
  const part = (index: number) => (fraction: number) => ctx.progress('write', (index + fraction) / 3);
  const slides = await writeSlides(source, segments, {
    region,
    images: wants('images'),
    pdf: wants('pdf'),
    format: params.ImageFormat,
    signal,
    onProgress: part(0),
  });
  const result = describeResult(segments, slides.imageNames, region, reason);
  const outputs: OutputFile[] = slides.pdf ? [slides.pdf] : [];
  outputs.push(...writeTexts(file.name, segments, params.Outputs, result));
  const tools = (index: number) => ({ signal, scratch, log, onProgress: part(index) });
  if (wants('clips')) outputs.push(...(await writeClips(source, segments, params.Cut === 'exact', tools(1))));
  if (wants('chapters') && segments.length > 1)
    outputs.push(...(await writeChaptered(source, segments, tools(2))));
  outputs.push(...slides.images);
  const about = { name: file.name, durationSeconds: source.durationSeconds };
  outputs.push(...(await writeStrip(about, segments, slides.thumbs, reason)));
  return { outputs, result };
};
