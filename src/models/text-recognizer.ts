import type { RgbaImage } from '../core/image';
import { modelAsset } from '../core/model-manifest';
import { fetchAsset } from '../inference/fetch-asset';
import type { Network, OpenNetworkOptions } from '../inference/network';
import { openNetwork } from '../inference/open-network';
import { resizeBilinear } from '../vision/resize';
import { decodeCtc, type RecognizedCharacter } from './decode-ctc';
import { planarTensor, uniformScaling } from './image-tensor';
import type { OrientedBox } from './oriented-box';
import { preferCpu } from './prefer-cpu';
import { straightenLine } from './straighten-line';
import { parseCharacterLines, parseCharacterList } from './text-dictionary';

const LINE_HEIGHT_PX = 48;
const SCALING = uniformScaling(127.5, 1 / 127.5);
/** Narrower lines are padded to this; wider ones keep their shape up to the next number. */
const MIN_LINE_WIDTH_PX = 64;
/** The longest line the network was made for (its settings name 3200). */
const MAX_LINE_WIDTH_PX = 3200;
const WIDTH_STEP_PX = 8;

export interface RecognizedLine {
  readonly text: string;
  /** Mean of the characters', 0 when there are none. */
  readonly confidence: number;
  readonly characters: readonly RecognizedCharacter[];
}

export interface TextRecognizer extends AsyncDisposable {
  /** Reads one line; `text` is empty when there is none. Throws what `Network.run` throws. */
  read(image: RgbaImage, line: OrientedBox): Promise<RecognizedLine>;
}

export const toRecognizedLine = (characters: readonly RecognizedCharacter[]): RecognizedLine => {
  const sum = characters.reduce((total, character) => total + character.confidence, 0);
  return {
    text: characters.map((character) => character.text).join(''),
    confidence: characters.length > 0 ? sum / characters.length : 0,
    characters,
  };
};

const padRight = (line: RgbaImage, widthPx: number): RgbaImage => {
  if (line.widthPx === widthPx) return line;
  const data = new Uint8ClampedArray(widthPx * line.heightPx * 4).fill(128);
  for (let row = 0; row < line.heightPx; row++) {
    data.set(line.data.subarray(row * line.widthPx * 4, (row + 1) * line.widthPx * 4), row * widthPx * 4);
  }
  return { widthPx, heightPx: line.heightPx, data };
};

const lineInput = (
  image: RgbaImage,
  box: OrientedBox,
): { readonly line: RgbaImage; readonly share: number } => {
  const straight = straightenLine(image, box);
  const naturalPx = Math.round((straight.widthPx * LINE_HEIGHT_PX) / straight.heightPx);
  const widthPx = Math.min(MAX_LINE_WIDTH_PX, Math.max(WIDTH_STEP_PX, naturalPx));
  const paddedPx = Math.max(MIN_LINE_WIDTH_PX, Math.ceil(widthPx / WIDTH_STEP_PX) * WIDTH_STEP_PX);
  const line = padRight(resizeBilinear(straight, widthPx, LINE_HEIGHT_PX), paddedPx);
  return { line, share: widthPx / paddedPx };
};

const readLine = async (
  network: Network,
  characters: readonly string[],
  image: RgbaImage,
  box: OrientedBox,
): Promise<RecognizedLine> => {
  const { line, share } = lineInput(image, box);
  const output = await network.run({ [network.inputNames[0]!]: planarTensor(line, SCALING, 'bgr') });
  const { data, dims } = output[network.outputNames[0]!]!;
  const decoded = decodeCtc(data as Float32Array, dims[2]!, characters).map((character) => ({
    ...character,
    position: Math.min(1, character.position / share),
  }));
  return toRecognizedLine(decoded);
};

/**
 * `words` (PP-OCRv6 tiny) keeps the spaces between words and is four times faster; `chinese` (PP-OCRv4) reads Chinese
 * characters more surely and writes words together. Figures: docs/models.md.
 */
export type TextReading = 'words' | 'chinese';

const VARIANTS = {
  words: { network: 'text-recognition', list: 'text-characters', parse: parseCharacterList },
  chinese: { network: 'text-recognition-zh', list: 'text-characters-zh', parse: parseCharacterLines },
} as const;

/** PaddleOCR text recognition (CTC). Throws what `openNetwork` throws. */
export const openTextRecognizer = async (
  options: OpenNetworkOptions,
  reading: TextReading = 'words',
): Promise<TextRecognizer> => {
  const { network: networkId, list, parse } = VARIANTS[reading];
  const listBytes = await fetchAsset(modelAsset(list), { signal: options.signal });
  const characters = parse(new TextDecoder().decode(listBytes));
  // Lines come in every width.
  const network = await openNetwork(modelAsset(networkId), preferCpu(options));
  return {
    read: (image, line) => readLine(network, characters, image, line),
    [Symbol.asyncDispose]: () => network[Symbol.asyncDispose](),
  };
};
