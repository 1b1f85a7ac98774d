import type { z } from 'zod';
import type { NormalizedBox } from '../../core/geometry';
import type { OutputFile, RunContext, RunFunction } from '../../core/media-function';
import type { SlideReason } from '../../core/slides-result';
import type { MediaSource } from '../../media/media-source';
import { openMedia } from '../../media/open-media';
import { openTextReader } from '../../models/text-reader';
import { cropSource } from './crop-source';
import type { slideSplitting } from './definition';
import { describeResult, writeStrip } from './describe-slides';
import { findRegion, WHOLE } from './find-region';
import { findSegments } from './find-segments';
import { cleanEdits, type TitledSegment } from './split-segments';
import { readSegments, showsSlides, withTitles } from './title-segments';
import { writeChaptered, writeClips } from './write-clips';
import { writeSlides } from './write-slides';
import { writeTexts } from './write-texts';

type Params = z.output<typeof slideSplitting.params>;
type Context = RunContext<(typeof slideSplitting)['stages'][number]['id']>;

interface Analysis {
  readonly segments: readonly TitledSegment[];
  readonly region: NormalizedBox;
  readonly reason: SlideReason | null;
}

/** Slides found by looking, or set by hand. */
const analyse = async (source: MediaSource, params: Params, ctx: Context): Promise<Analysis> => {
  const given = params.Region[0];
  if (params.Edited.length > 0) {
    const segments = cleanEdits(params.Edited, source.durationSeconds);
    return { segments, region: given ?? WHOLE, reason: null };
  }
  const found = await findSegments(given ? cropSource(source, given) : source, params, ctx);
  const { signal, backend, log } = ctx;
  const region = given ?? (await findRegion(source, found.segments, signal));
  const onDownload = (fraction: number) => ctx.progress('model', fraction);
  await using reader = await openTextReader({ signal, backend, log, onDownload });
  const { progress } = ctx;
  const options = { region, scanned: given ?? WHOLE, lang: params.lang };
  const readings = await readSegments(source, found, options, { reader, signal, progress });
  if (!showsSlides(found.segments, readings, source.durationSeconds))
    return { segments: [], region, reason: 'no-slides' };
  const segments = withTitles(found.segments, readings);
  return { segments, region, reason: segments.length === 1 ? 'one-slide' : null };
};

export const run: RunFunction<typeof slideSplitting> = async (inputs, params, ctx) => {
  const file = inputs.source[0]!;
  const { signal, scratch, log } = ctx;
  const onPrepare = (fraction: number) => ctx.progress('open', fraction);
  using source = await openMedia(file, { signal, scratch, log, onPrepare, need: 'video' });
  const { segments, region, reason } = await analyse(source, params, ctx);
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
  outputs.push(...(await writeStrip({ ...about, region, reason }, segments, slides.thumbs)));
  return { outputs, result };
};
