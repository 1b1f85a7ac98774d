import { askWorker } from '../core/ask-worker';
import type { TesseractLanguage } from '../core/caption-result';
import type { BoxPx } from '../core/geometry';
import type { LumaImage, RgbaImage } from '../core/image';
import { modelAsset } from '../core/model-manifest';
import { fetchAsset } from '../inference/fetch-asset';
import type { OpenNetworkOptions } from '../inference/network';
import { inkLine } from '../vision/ink-line';
import { resizePlane } from '../vision/resize';
import type { RecognizedCharacter } from './decode-ctc';
import type { OrientedBox } from './oriented-box';
import type { TesseractReply, TesseractRequest, TesseractSymbol } from './tesseract-wire';
import { toRecognizedLine, type RecognizedLine, type TextRecognizer } from './text-recognizer';

/** The data that each language takes. */
const LANGUAGE_DATA = {
  ja: 'jpn',
  ko: 'kor',
  'zh-Hant': 'chi_tra',
  ru: 'kir',
  uk: 'ukr',
  ar: 'ara',
  vi: 'vie',
  tr: 'tur',
} as const satisfies Readonly<Record<TesseractLanguage, string>>;

/** Written without spaces between words; Tesseract sets some all the same. */
const SPACELESS: ReadonlySet<TesseractLanguage> = new Set(['ja', 'zh-Hant']);
/** The data for Russian is Kyrgyz, whose alphabet is the Russian one and these. */
const RUSSIAN: Readonly<Record<string, string>> = { ө: 'о', Ө: 'О', ү: 'у', Ү: 'У', ң: 'н', Ң: 'Н' };

/** Tesseract was trained on letters about this high. */
const LINE_HEIGHT_PX = 40;
/** Below this a reading of light letters is checked against one of dark letters. */
const SURE = 0.8;

const scaled = (line: LumaImage, box: BoxPx): LumaImage => {
  const scale = LINE_HEIGHT_PX / Math.max(1, Math.min(box.widthPx, box.heightPx));
  const widthPx = Math.max(1, Math.round(line.widthPx * scale));
  const heightPx = Math.max(1, Math.round(line.heightPx * scale));
  const plane = resizePlane({ ...line, data: Float32Array.from(line.data) }, widthPx, heightPx, 'bilinear');
  return { widthPx, heightPx, data: Uint8Array.from(plane.data, (value) => Math.round(value)) };
};

const toCharacters = (
  symbols: readonly TesseractSymbol[],
  language: TesseractLanguage,
): RecognizedCharacter[] =>
  symbols.flatMap(({ text, confidence, position, startsWord }, index) => {
    const letter = language === 'ru' ? (RUSSIAN[text] ?? text) : text;
    const character = { text: letter, confidence, position };
    const isApart = startsWord && index > 0 && !SPACELESS.has(language);
    return isApart ? [{ ...character, text: ' ' }, character] : [character];
  });

const unpack = async (packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> => {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

const connect = (signal: AbortSignal) =>
  askWorker<TesseractRequest, TesseractReply>(
    new Worker(new URL('./tesseract.worker.ts', import.meta.url), { type: 'module' }),
    { signal, name: 'runs Tesseract' },
  );

/**
 * Reads lines of captions in languages that our networks do not know, in a worker of its own. All of it is served from our
 * own origin. Throws `model-load-failed`, or the signal's reason.
 */
export const openTesseractReader = async (
  options: OpenNetworkOptions,
  language: TesseractLanguage,
): Promise<TextRecognizer> => {
  const { signal, log } = options;
  const name = LANGUAGE_DATA[language];
  const data = await unpack(await fetchAsset(modelAsset(`tesseract-${name}`), options));
  const { ask, close } = connect(signal);
  const readInk = async (image: RgbaImage, box: BoxPx, polarity: 'light' | 'dark') => {
    const line = scaled(inkLine(image, box, polarity), box);
    const reply = await ask({ kind: 'read', line }, [line.data.buffer]);
    return toRecognizedLine(toCharacters(reply.kind === 'read' ? reply.symbols : [], language));
  };
  const read = async (image: RgbaImage, { centerX, centerY, width, height }: OrientedBox) => {
    const box = { xPx: centerX - width / 2, yPx: centerY - height / 2, widthPx: width, heightPx: height };
    const light = await readInk(image, box, 'light');
    if (light.confidence >= SURE) return light;
    const dark = await readInk(image, box, 'dark');
    return surer(light, dark);
  };
  try {
    await ask({ kind: 'open', language: name, data }, [data.buffer]);
  } catch (error) {
    close();
    throw error;
  }
  log(`Tesseract reads ${language}`);
  return {
    read,
    [Symbol.asyncDispose]: () => {
      close();
      return Promise.resolve();
    },
  };
};

const surer = (a: RecognizedLine, b: RecognizedLine): RecognizedLine => (b.confidence > a.confidence ? b : a);
