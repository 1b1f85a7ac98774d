import type { ResidualText } from '../../core/detext-result';
import { toNormalizedBox, type BoxPx } from '../../core/geometry';
import type { RgbaImage } from '../../core/image';
import type { MediaSource } from '../../media/media-source';
import type { TextReader } from '../../models/text-reader';
import { cropImage } from '../../vision/crop-image';
import type { HiddenText } from './plan-runs';

export interface CheckOptions {
  readonly reader: TextReader;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** Places looked at at most; more are thinned evenly. */
const MAX_LOOKS = 120;
/** Picture round the place, in line heights: the detector wants quiet round a line. */
const MARGIN = 1.2;
const MIN_SIDE_PX = 64;
/** Legible: read this surely. */
const MIN_CONFIDENCE = 0.7;
/** Share of a found line that lies on the place. */
const MIN_SHARE = 0.4;

const looksOf = (texts: readonly HiddenText[]): readonly HiddenText[] => {
  const stride = Math.max(1, Math.ceil(texts.length / MAX_LOOKS));
  const middle = ({ startSeconds, endSeconds }: HiddenText) => startSeconds + endSeconds;
  return texts.filter((_, k) => k % stride === 0).sort((a, b) => middle(a) - middle(b));
};

const around = ({ box }: HiddenText, { widthPx, heightPx }: RgbaImage): BoxPx => {
  const margin = Math.max(MARGIN * Math.min(box.widthPx, box.heightPx), MIN_SIDE_PX / 2);
  const xPx = Math.max(0, Math.floor(box.xPx - margin));
  const yPx = Math.max(0, Math.floor(box.yPx - margin));
  return {
    xPx,
    yPx,
    widthPx: Math.min(widthPx, Math.ceil(box.xPx + box.widthPx + margin)) - xPx,
    heightPx: Math.min(heightPx, Math.ceil(box.yPx + box.heightPx + margin)) - yPx,
  };
};

const shareOn = (line: BoxPx, place: BoxPx): number => {
  const width = Math.min(line.xPx + line.widthPx, place.xPx + place.widthPx) - Math.max(line.xPx, place.xPx);
  const height =
    Math.min(line.yPx + line.heightPx, place.yPx + place.heightPx) - Math.max(line.yPx, place.yPx);
  return width > 0 && height > 0 ? (width * height) / (line.widthPx * line.heightPx) : 0;
};

const readPlace = async (image: RgbaImage, text: HiddenText, reader: TextReader): Promise<ResidualText[]> => {
  const crop = around(text, image);
  const time = (text.startSeconds + text.endSeconds) / 2;
  const lines = (await reader.read(cropImage(image, crop))).flat();
  return lines.flatMap(({ box, text: words, confidence }) => {
    const place = { ...box, xPx: box.xPx + crop.xPx, yPx: box.yPx + crop.yPx };
    if (confidence < MIN_CONFIDENCE || words.trim() === '' || shareOn(place, text.box) < MIN_SHARE) return [];
    return [{ box: toNormalizedBox(place, image.widthPx, image.heightPx), time, text: words }];
  });
};

/** Looks at the finished picture where text was, in the middle of its time, and reads what is left. */
export const checkResidual = async (
  output: MediaSource,
  texts: readonly HiddenText[],
  { reader, signal, onProgress }: CheckOptions,
): Promise<readonly ResidualText[]> => {
  const looks = looksOf(texts);
  const isStill = output.kind === 'image';
  const times = looks.map(({ startSeconds, endSeconds }) => (isStill ? 0 : (startSeconds + endSeconds) / 2));
  const residual: ResidualText[] = [];
  let index = 0;
  for await (const { image } of output.imagesAt(times)) {
    signal.throwIfAborted();
    residual.push(...(await readPlace(image, looks[index]!, reader)));
    onProgress(++index / looks.length);
  }
  return residual;
};
