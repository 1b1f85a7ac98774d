import createModule, {
  type ResultIterator,
  type TesseractModule,
  type TessBaseAPI,
} from 'tesseract.js-core/tesseract-core-simd-lstm.js';
import wasmUrl from 'tesseract.js-core/tesseract-core-simd-lstm.wasm?url';
import { MediaError, toWireError } from '../core/errors';
import type { LumaImage } from '../core/image';
import { createSerialQueue } from '../core/serial-queue';
import type { TesseractReply, TesseractRequest, TesseractSymbol } from './tesseract-wire';

/** Values of Tesseract's enums: the network alone, one line of text, and the levels of its results. */
const LSTM_ONLY = 1;
const SINGLE_LINE = 7;
const WORD = 3;
const SYMBOL = 4;

/** Its words are kept together by the spaces of the picture, not by a dictionary: else syllables come out apart. */
const KOREAN = 'kor';

const INPUT_FILE = '/input';

interface Engine {
  readonly module: TesseractModule;
  readonly api: TessBaseAPI;
}

const silent = (): void => undefined;

const loadFailed = (language: string, cause?: unknown): MediaError =>
  new MediaError('model-load-failed', `Tesseract could not be started for ${language}`, {
    cause,
    details: { model: `tesseract-${language}` },
  });

const open = async (language: string, data: Uint8Array): Promise<Engine> => {
  const response = await fetch(wasmUrl);
  if (!response.ok) throw loadFailed(language, response.status);
  const module = await createModule({
    wasmBinary: await response.arrayBuffer(),
    print: silent,
    printErr: silent,
  });
  module.FS.writeFile(`./${language}.traineddata`, data);
  const api = new module.TessBaseAPI();
  if (api.Init(null, language, LSTM_ONLY) === -1) throw loadFailed(language);
  api.SetPageSegMode(SINGLE_LINE);
  if (language === KOREAN) api.SetVariable('preserve_interword_spaces', '1');
  return { module, api };
};

/** Portable grey map (netpbm), the plainest file that Tesseract's image library reads. */
const toPgm = ({ widthPx, heightPx, data }: LumaImage): Uint8Array => {
  const head = new TextEncoder().encode(`P5\n${widthPx} ${heightPx}\n255\n`);
  const file = new Uint8Array(head.length + data.length);
  file.set(head);
  file.set(data, head.length);
  return file;
};

type Letter = Omit<TesseractSymbol, 'startsWord'>;

const symbolAt = (results: ResultIterator, widthPx: number): Letter => {
  const { x0, x1 } = results.getBoundingBox(SYMBOL);
  return {
    text: results.GetUTF8Text(SYMBOL),
    confidence: (results.Confidence(SYMBOL) + results.Confidence(WORD)) / 200,
    position: Math.min(1, Math.max(0, (x0 + x1) / 2 / widthPx)),
  };
};

/** Where a space is set, only the whole text tells: the iterator takes every hangul syllable for a word. */
const findWords = (symbols: readonly Letter[], text: string): TesseractSymbol[] => {
  let at = 0;
  return symbols.map((symbol) => {
    const found = text.indexOf(symbol.text, at);
    const startsWord = found > at && text.slice(at, found).trim() === '';
    if (found >= 0) at = found + symbol.text.length;
    return { ...symbol, startsWord };
  });
};

const read = ({ module, api }: Engine, line: LumaImage): TesseractSymbol[] => {
  module.FS.writeFile(INPUT_FILE, toPgm(line));
  if (api.SetImageFile(1, 0) === 1)
    throw new MediaError('inference-failed', 'Tesseract could not read the line');
  api.Recognize(null);
  const results = api.GetIterator();
  if (!results) return [];
  const symbols: Letter[] = [];
  results.Begin();
  do symbols.push(symbolAt(results, line.widthPx));
  while (results.Next(SYMBOL));
  module.destroy(results);
  return findWords(
    symbols.filter(({ text }) => text !== ''),
    api.GetUTF8Text(),
  );
};

let engine: Promise<Engine> | null = null;

const answer = async (request: TesseractRequest): Promise<TesseractReply> => {
  if (request.kind === 'open') {
    engine = open(request.language, request.data);
    await engine;
    return { kind: 'opened' };
  }
  if (!engine) throw new MediaError('internal', 'Tesseract was asked before it was opened');
  return { kind: 'read', symbols: read(await engine, request.line) };
};

const inTurn = createSerialQueue();

self.addEventListener('message', ({ data }: MessageEvent<TesseractRequest>) => {
  inTurn(() => answer(data))
    .catch((error: unknown): TesseractReply => ({ kind: 'failed', error: toWireError(error) }))
    .then((reply) => self.postMessage(reply));
});
