import type { RunContext } from '../../core/media-function';
import type { OpenNetworkOptions } from '../../inference/network';
import { closeTogether, openTogether } from '../../models/open-together';
import { openTesseractReader } from '../../models/tesseract-reader';
import { openTextDetector, type TextDetector } from '../../models/text-detector';
import { openTextRecognizer } from '../../models/text-recognizer';
import type { CueFilter } from './definition';
import { tesseractLanguage } from './plan-cues';
import type { LineReaders, RowReaders } from './read-row';

export interface CaptionReaders extends RowReaders, AsyncDisposable {
  /** Says whether and where there is text. */
  readonly seeker: TextDetector;
}

/** Two detectors, and at most two that read. */
const NETWORKS = 4;

type Step = <T>(opening: Promise<T>) => Promise<T>;

/** Those who read lines of the language; one after the other, closed together. */
const openLineReaders = async (
  options: OpenNetworkOptions,
  filter: CueFilter,
  step: Step,
): Promise<LineReaders & AsyncDisposable> => {
  const language = tesseractLanguage(filter);
  if (language) {
    const foreign = await step(openTesseractReader(options, language));
    return { foreign, [Symbol.asyncDispose]: () => foreign[Symbol.asyncDispose]() };
  }
  const words = () => step(openTextRecognizer(options, 'words'));
  if (filter === 'latin') {
    const [only] = await openTogether(words);
    return { words: only, [Symbol.asyncDispose]: () => only[Symbol.asyncDispose]() };
  }
  const both = await openTogether(words, () => step(openTextRecognizer(options, 'chinese')));
  return { words: both[0], chinese: both[1], [Symbol.asyncDispose]: () => closeTogether(both) };
};

/** All networks that reading captions takes. Throws what `openNetwork` throws. */
export const openReaders = async (ctx: RunContext<'model'>, filter: CueFilter): Promise<CaptionReaders> => {
  const { signal, log, backend } = ctx;
  let done = 0;
  const step: Step = async (opening) => {
    const opened = await opening;
    ctx.progress('model', ++done / NETWORKS);
    return opened;
  };
  const options = { signal, log, backend };
  const opened = await openTogether(
    () => step(openTextDetector(options, 'fast')),
    () => step(openTextDetector(options, 'careful')),
    () => openLineReaders(options, filter, step),
  );
  const [seeker, detector, readers] = opened;
  return { ...readers, seeker, detector, [Symbol.asyncDispose]: () => closeTogether(opened) };
};
