import type { RunContext } from '../../core/media-function';
import { closeTogether, openTogether } from '../../models/open-together';
import { openTextDetector, type TextDetector } from '../../models/text-detector';
import { openTextRecognizer, type TextRecognizer } from '../../models/text-recognizer';
import type { RowReaders } from './read-row';

export interface CaptionReaders extends RowReaders, AsyncDisposable {
  /** Says whether and where there is text. */
  readonly seeker: TextDetector;
}

const NETWORKS = 4;

/** All networks that reading captions takes. Throws what `openNetwork` throws. */
export const openReaders = async (ctx: RunContext<'model'>): Promise<CaptionReaders> => {
  const { signal, log, backend } = ctx;
  let done = 0;
  const step = async <T>(opening: Promise<T>): Promise<T> => {
    const opened = await opening;
    ctx.progress('model', ++done / NETWORKS);
    return opened;
  };
  const options = { signal, log, backend };
  const opened = await openTogether<[TextDetector, TextDetector, TextRecognizer, TextRecognizer]>(
    () => step(openTextDetector(options, 'fast')),
    () => step(openTextDetector(options, 'careful')),
    () => step(openTextRecognizer(options, 'words')),
    () => step(openTextRecognizer(options, 'chinese')),
  );
  const [seeker, detector, words, chinese] = opened;
  return {
    seeker,
    detector,
    words,
    chinese,
    [Symbol.asyncDispose]: () => closeTogether(opened),
  };
};
