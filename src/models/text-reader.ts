import type { RgbaImage } from '../core/image';
import type { OpenNetworkOptions } from '../inference/network';
import { copySpaces } from './copy-spaces';
import { closeTogether, openTogether } from './open-together';
import { planTextRows } from './plan-text-rows';
import type { OrientedBox } from './oriented-box';
import { openTextDetector, type TextDetector, type TextLineBox, type TextSearch } from './text-detector';
import {
  openTextRecognizer,
  toRecognizedLine,
  type RecognizedLine,
  type TextRecognizer,
} from './text-recognizer';

export interface TextLine extends TextLineBox, RecognizedLine {}

export interface TextReadOptions extends TextSearch {
  /** Chinese too is read by the faster network, a tenth of the work; it mistakes about one character more in 100. */
  readonly isQuick?: boolean;
}

export interface TextReader extends AsyncDisposable {
  /** Rows from top to bottom, the pieces of each from left to right; pieces read with less confidence are left out. */
  read(image: RgbaImage, options?: TextReadOptions): Promise<TextLine[][]>;
  /** One line that is already found. */
  readLine(image: RgbaImage, line: OrientedBox): Promise<RecognizedLine>;
}

/** Below this mean confidence the reading is a guess at a pattern that is no text. */
const MIN_CONFIDENCE = 0.5;

const hasChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** Both readings where there is Chinese: characters from the one, spaces from the other. */
const readBoth = async (
  readers: { readonly words: TextRecognizer; readonly chinese: TextRecognizer },
  image: RgbaImage,
  line: OrientedBox,
): Promise<RecognizedLine> => {
  const words = await readers.words.read(image, line);
  if (!hasChinese(words.text)) return words;
  const chinese = await readers.chinese.read(image, line);
  if (chinese.confidence < words.confidence * MIN_TRUST) return words;
  return toRecognizedLine(copySpaces(chinese.characters, words.characters));
};

/** The Chinese reading is given up only when it is clearly the less sure one. */
const MIN_TRUST = 0.9;

/** Finds and reads all text of a picture, Chinese and English. Throws what `openNetwork` throws. */
export const openTextReader = async (options: OpenNetworkOptions): Promise<TextReader> => {
  const opened = await openTogether<[TextDetector, TextRecognizer, TextRecognizer]>(
    () => openTextDetector(options),
    () => openTextRecognizer(options, 'words'),
    () => openTextRecognizer(options, 'chinese'),
  );
  const [detector, words, chinese] = opened;
  const readLine = (image: RgbaImage, line: OrientedBox) => readBoth({ words, chinese }, image, line);
  const read = async (image: RgbaImage, how: TextReadOptions = {}): Promise<TextLine[][]> => {
    const readOne = how.isQuick ? words.read : readLine;
    const lines: TextLine[] = [];
    for (const line of await detector.detect(image, how)) {
      options.signal.throwIfAborted();
      const reading = await readOne(image, line.oriented);
      if (reading.confidence >= MIN_CONFIDENCE) lines.push({ ...line, ...reading });
    }
    return planTextRows(lines);
  };
  return { read, readLine, [Symbol.asyncDispose]: () => closeTogether(opened) };
};
