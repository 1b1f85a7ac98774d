import type { DetextResult } from '../../core/detext-result';
import { toNormalizedBox } from '../../core/geometry';
import type { RunFunction } from '../../core/media-function';
import { chooseBesideWork } from '../../inference/choose-backend';
import type { MediaSource } from '../../media/media-source';
import { openMedia } from '../../media/open-media';
import { openInpainter } from '../../models/inpainter';
import { openTextReader } from '../../models/text-reader';
import { checkResidual } from './check-residual';
import { chooseTexts, type ChosenText } from './choose-texts';
import type { subtitleRemoval } from './definition';
import { createPainter } from './paint-holes';
import { passThrough } from './pass-through';
import { planRuns } from './plan-runs';
import { renderImage } from './render-image';
import { renderVideo } from './render-video';

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

const describe = ({ box, startSeconds, endSeconds, text }: ChosenText, source: MediaSource) => {
  const { widthPx, heightPx } = source.video!;
  const [x, y, width, height] = toNormalizedBox(box, widthPx, heightPx).map(round);
  const isStill = source.kind === 'image';
  const span = isStill ? { start: 0, end: 0 } : { start: round(startSeconds), end: round(endSeconds) };
  return { box: [x!, y!, width!, height!], ...span, text } as const;
};

export const run: RunFunction<typeof subtitleRemoval> = async (inputs, params, ctx) => {
  const { signal, scratch, log } = ctx;
  const onPrepare = (fraction: number) => ctx.progress('open', fraction);
  using source = await openMedia(inputs.source[0]!, { signal, scratch, log, onPrepare, need: 'video' });
  ctx.progress('open', 1);
  const onDownload = (fraction: number) => ctx.progress('model', fraction);
  const backend = await chooseBesideWork(ctx.backend, log);
  await using reader = await openTextReader({ signal, backend, log, onDownload });

  const texts = await chooseTexts(source, reader, params, { ...ctx, backend });
  if (texts.length === 0) {
    const result = { removed: [], residual: [], reason: 'no-text' } satisfies DetextResult;
    return { outputs: [await passThrough(source.file, ctx)], result };
  }

  const runs = planRuns(texts, source.video!);
  await using inpainter =
    params.Quality === 'best' ? await openInpainter({ signal, backend: ctx.backend, log }) : null;
  const job = { source, runs, inpaint: createPainter(inpainter), ctx };
  const output = source.kind === 'image' ? await renderImage(job) : await renderVideo(job);

  const finished = new File([output.blob], output.fileName, { type: output.mimeType });
  using made = await openMedia(finished, { signal, scratch, log, need: 'video' });
  const onProgress = (fraction: number) => ctx.progress('check', fraction);
  const residual = await checkResidual(made, texts, { reader, signal, onProgress });
  const removed = texts.map((text) => describe(text, source));
  return { outputs: [output], result: { removed, residual: [...residual] } satisfies DetextResult };
};
