import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as ort from 'onnxruntime-web/wasm';
import { rootDir } from '../../scripts/set-up.mjs';
import type { RgbaImage } from '../../src/core/image';
import { decodeCtc } from '../../src/models/decode-ctc';
import { IMAGENET_SCALING, planarTensor, uniformScaling } from '../../src/models/image-tensor';
import type { OrientedBox } from '../../src/models/oriented-box';
import { straightenLine } from '../../src/models/straighten-line';
import { parseCharacterLines } from '../../src/models/text-dictionary';
import { findTextRegions } from '../../src/models/text-regions';
import { resizeBilinear } from '../../src/vision/resize';
import { decodeFrames } from '../native-ffmpeg';
import { editDistance, normalizeText, type TimedText } from './score-cues';

/** What scripts for burned-in subtitles commonly do: five frames a second, the lowest third, like texts joined. */
const FPS = 5;
const BAND = 1 / 3;
const SAME_TEXT = 0.8;
const MIN_CONFIDENCE = 0.7;
const DETECTION_SIDE_PX = 960;
const LINE_HEIGHT_PX = 48;
const MIN_SCORE = 0.6;

interface Networks {
  readonly detector: ort.InferenceSession;
  readonly recognizer: ort.InferenceSession;
  readonly characters: readonly string[];
}

const model = (file: string): string => join(rootDir, 'public', 'models', file);

const openNetworks = async (): Promise<Networks> => {
  const folder = join(rootDir, 'node_modules', 'onnxruntime-web', 'dist');
  ort.env.wasm.wasmPaths = `${pathToFileURL(folder).href}/`;
  ort.env.wasm.numThreads = 1;
  const open = async (file: string) => ort.InferenceSession.create(await readFile(model(file)));
  return {
    detector: await open('text-detection.onnx'),
    recognizer: await open('text-recognition-zh.onnx'),
    characters: parseCharacterLines(await readFile(model('text-characters-zh.txt'), 'utf8')),
  };
};

const runNetwork = async (session: ort.InferenceSession, input: ReturnType<typeof planarTensor>) => {
  const tensor = new ort.Tensor('float32', input.data as Float32Array, [...input.dims]);
  const output = (await session.run({ [session.inputNames[0]!]: tensor }))[session.outputNames[0]!]!;
  return { data: Float32Array.from(output.data as Float32Array), dims: output.dims };
};

const BGR = {
  mean: [IMAGENET_SCALING.mean[2], IMAGENET_SCALING.mean[1], IMAGENET_SCALING.mean[0]],
  scale: [IMAGENET_SCALING.scale[2], IMAGENET_SCALING.scale[1], IMAGENET_SCALING.scale[0]],
} as const;

const detect = async ({ detector }: Networks, image: RgbaImage): Promise<OrientedBox[]> => {
  const scale = Math.min(2, DETECTION_SIDE_PX / Math.max(image.widthPx, image.heightPx));
  const side = (px: number) => Math.max(32, Math.round((px * scale) / 32) * 32);
  const [widthPx, heightPx] = [side(image.widthPx), side(image.heightPx)];
  const { data } = await runNetwork(
    detector,
    planarTensor(resizeBilinear(image, widthPx, heightPx), BGR, 'bgr'),
  );
  const [x, y] = [image.widthPx / widthPx, image.heightPx / heightPx];
  return findTextRegions({ widthPx, heightPx, data }, MIN_SCORE)
    .map(({ box }) => ({
      ...box,
      centerX: box.centerX * x,
      centerY: box.centerY * y,
      width: box.width * x,
      height: box.height * y,
    }))
    .sort((a, b) => a.centerY - b.centerY);
};

const read = async ({ recognizer, characters }: Networks, image: RgbaImage, box: OrientedBox) => {
  const line = straightenLine(image, box);
  const widthPx = Math.max(64, Math.round((line.widthPx * LINE_HEIGHT_PX) / line.heightPx / 8) * 8);
  const input = planarTensor(
    resizeBilinear(line, widthPx, LINE_HEIGHT_PX),
    uniformScaling(127.5, 1 / 127.5),
    'bgr',
  );
  const { data, dims } = await runNetwork(recognizer, input);
  const letters = decodeCtc(data, dims[2]!, characters);
  const confidence =
    letters.reduce((sum, letter) => sum + letter.confidence, 0) / Math.max(1, letters.length);
  return confidence >= MIN_CONFIDENCE ? letters.map(({ text }) => text).join('') : '';
};

const isLike = (a: string, b: string): boolean => {
  const longest = Math.max(a.length, b.length, 1);
  return 1 - editDistance(normalizeText(a), normalizeText(b)) / longest >= SAME_TEXT;
};

export interface PlainVideo {
  readonly path: string;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Opens the networks once; `read` gives the captions of one video. */
export const openPlainOcr = async (ffmpeg: string) => {
  const networks = await openNetworks();
  const readVideo = async ({ path, widthPx, heightPx }: PlainVideo): Promise<TimedText[]> => {
    const band = Math.round(heightPx * BAND);
    const filter = `fps=${FPS},crop=${widthPx}:${band}:0:${heightPx - band}`;
    const cues: { start: number; end: number; text: string }[] = [];
    let index = 0;
    for await (const block of decodeFrames(ffmpeg, path, {
      widthPx,
      heightPx: band,
      pixelFormat: 'rgba',
      filter,
    })) {
      const image = { widthPx, heightPx: band, data: new Uint8ClampedArray(block) };
      const lines: string[] = [];
      for (const box of await detect(networks, image)) lines.push(await read(networks, image, box));
      const text = lines.filter((line) => line !== '').join('\n');
      const start = index++ / FPS;
      const last = cues.at(-1);
      if (text && last && last.end >= start - 1e-6 && isLike(last.text, text)) last.end = start + 1 / FPS;
      else if (text) cues.push({ start, end: start + 1 / FPS, text });
    }
    return cues;
  };
  return { readVideo };
};
