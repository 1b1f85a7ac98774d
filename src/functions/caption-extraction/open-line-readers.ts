import type { OpenNetworkOptions } from '../../inference/network';
import { closeTogether, openTogether } from '../../models/open-together';
import { openTesseractReader } from '../../models/tesseract-reader';
import { openTextDetector } from '../../models/text-detector';
import { openTextRecognizer } from '../../models/text-recognizer';
import type { CueFilter } from './definition';
import { tesseractLanguage } from './plan-cues';
import type { LineReaders, RowReaders } from './read-row';

/** Those who read lines of the language. */
const openReaders = async (
  options: OpenNetworkOptions,
  filter: CueFilter,
): Promise<LineReaders & AsyncDisposable> => {
  const language = tesseractLanguage(filter);
  if (language) {
    const foreign = await openTesseractReader(options, language);
    return { foreign, [Symbol.asyncDispose]: () => foreign[Symbol.asyncDispose]() };
  }
  const words = () => openTextRecognizer(options, 'words');
  if (filter === 'latin') {
    const [only] = await openTogether(words);
    return { words: only, [Symbol.asyncDispose]: () => only[Symbol.asyncDispose]() };
  }
  const both = await openTogether(words, () => openTextRecognizer(options, 'chinese'));
  return { words: both[0], chinese: both[1], [Symbol.asyncDispose]: () => closeTogether(both) };
};

/** All that reading rows of a language takes. Throws what `openNetwork` throws. */
export const openRowReaders = async (
  options: OpenNetworkOptions,
  filter: CueFilter,
): Promise<RowReaders & AsyncDisposable> => {
  const opened = await openTogether(
    () => openTextDetector(options, 'careful'),
    () => openReaders(options, filter),
  );
  const [detector, readers] = opened;
  return { ...readers, detector, [Symbol.asyncDispose]: () => closeTogether(opened) };
};
