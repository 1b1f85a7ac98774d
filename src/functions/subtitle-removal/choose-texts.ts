import type { z } from 'zod';
import { toBoxPx } from '../../core/geometry';
import type { RunContext } from '../../core/media-function';
import type { RgbaImage } from '../../core/image';
import type { MediaSource } from '../../media/media-source';
import { openTextDetector } from '../../models/text-detector';
import type { TextReader } from '../../models/text-reader';
import type { subtitleRemoval } from './definition';
import { findLines } from './find-lines';
import { findStillText } from './find-still-text';
import type { HiddenText } from './plan-runs';
import { planSubtitles } from './plan-subtitles';

type Params = z.output<typeof subtitleRemoval.params>;
type Context = RunContext<(typeof subtitleRemoval.stages)[number]['id']>;

export interface ChosenText extends HiddenText {
  readonly text: string;
}

/** Nothing is known of when a text drawn by hand comes and goes. */
const ALWAYS = { startSeconds: Number.NEGATIVE_INFINITY, endSeconds: Number.POSITIVE_INFINITY };

/** A picture that is one line of text. */
const wholeLine = ({ widthPx, heightPx }: RgbaImage) => ({
  centerX: widthPx / 2,
  centerY: heightPx / 2,
  width: widthPx,
  height: heightPx,
  angle: 0,
});

const findInVideo = async (source: MediaSource, reader: TextReader, ctx: Context) => {
  const { signal, log, backend } = ctx;
  await using detector = await openTextDetector({ signal, log, backend }, 'fast');
  return await findLines(source, {
    detector,
    read: (picture) => reader.readLine(picture, wholeLine(picture)),
    signal,
    onProgress: (fraction) => ctx.progress('find', fraction),
  });
};

/** Text can not be followed over less: what stands on the first picture stands there all the time. */
const GLIMPSE_SECONDS = 0.1;

/** Lines of the first picture, as standing there for so long. */
const findInStill = async (source: MediaSource, reader: TextReader, endSeconds: number) => {
  for await (const { image } of source.imagesAt([0])) return findStillText(image, reader, endSeconds);
  return [];
};

/** The texts to take away: those given by hand, else those found. */
export const chooseTexts = async (
  source: MediaSource,
  reader: TextReader,
  params: Params,
  ctx: Context,
): Promise<readonly ChosenText[]> => {
  const { widthPx, heightPx } = source.video!;
  const isStill = source.kind === 'image';
  if (params.Texts) {
    return params.Texts.map(({ box, start, end, drawn }) => ({
      box: toBoxPx(box, widthPx, heightPx),
      startSeconds: isStill ? 0 : start,
      endSeconds: isStill ? 1 : end,
      text: '',
      ...(drawn && !isStill ? { life: ALWAYS } : {}),
    }));
  }
  const { durationSeconds } = source;
  const isGlimpse = isStill || durationSeconds <= GLIMPSE_SECONDS;
  const lines = isGlimpse
    ? await findInStill(source, reader, isStill ? 1 : durationSeconds)
    : await findInVideo(source, reader, ctx);
  const screen = { widthPx, heightPx, durationSeconds };
  return planSubtitles(lines, screen, { regions: params.LimitRegion, times: isStill ? [] : params.Time });
};
