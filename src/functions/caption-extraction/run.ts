import type { CaptionCue, CaptionResult } from '../../core/caption-result';
import type { RunFunction } from '../../core/media-function';
import { openMedia } from '../../media/open-media';
import { openCaptionVideo } from './caption-frame';
import type { captionExtraction, CueFilter } from './definition';
import { openCaptionReaders } from './open-caption-readers';
import { languageOfLines, tesseractLanguage } from './plan-cues';
import { readCaptions } from './read-captions';
import { writeCaptions } from './write-captions';

/** Cues from the page: in order of time, nothing empty, the language as the words now have it. */
const tidy = (cues: readonly CaptionCue[], filter: CueFilter): CaptionCue[] =>
  cues
    .filter(({ text, start, end }) => text.trim() !== '' && end > start)
    .map((cue) => ({ ...cue, text: cue.text.trim(), lang: languageOfLines(cue.text.split('\n'), filter) }))
    .sort((a, b) => a.start - b.start);

export const run: RunFunction<typeof captionExtraction> = async (inputs, params, ctx) => {
  const file = inputs.source[0]!;
  const { signal, scratch, log } = ctx;
  const onPrepare = (fraction: number) => ctx.progress('open', fraction);
  using source = await openMedia(file, { signal, scratch, log, onPrepare, need: 'video' });
  const read = async (): Promise<Omit<CaptionResult, 'track'>> => {
    if (params.Cues) return { cues: tidy(params.Cues, params.lang), reason: null };
    await using readers = await openCaptionReaders(ctx, params.lang);
    return await readCaptions(openCaptionVideo(source), readers, params, ctx);
  };
  const { cues, reason } = await read();
  ctx.progress('write', 0);
  const result: CaptionResult = { cues, track: params.track, reason };
  const outputs = writeCaptions(result, {
    sourceName: file.name,
    formats: params.Formats,
    // Other languages are read alone: there is nothing to separate.
    separate: params.sep && tesseractLanguage(params.lang) === null,
    prefix: params.formatter,
    track: params.track,
    picture: { widthPx: source.video?.widthPx ?? 1, heightPx: source.video?.heightPx ?? 1 },
  });
  return { outputs, result };
};
