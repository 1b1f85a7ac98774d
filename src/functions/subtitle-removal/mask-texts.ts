import type { BoxPx, TimeRange } from '../../core/geometry';
import type { PlanarCrop } from '../../vision/planar-crop';
import { findStrokeMask } from '../../vision/stroke-mask';
import type { HiddenText, TextRun } from './plan-runs';

/** A frame of a run's crop. */
export interface RunFrame {
  readonly timeSeconds: number;
  readonly crop: PlanarCrop;
}

/** Frames of one text that its mask is made from. */
const VIEWS = 7;
/** Frame times are compared with this much slack. */
const SLACK_SECONDS = 1e-4;

const isWithin = ({ startSeconds, endSeconds }: TimeRange, timeSeconds: number): boolean =>
  timeSeconds >= startSeconds - SLACK_SECONDS && timeSeconds < endSeconds - SLACK_SECONDS;

/** Stands there, whether it is to be taken away now or not. */
const isShown = (text: HiddenText, timeSeconds: number): boolean => isWithin(text.life ?? text, timeSeconds);

/** To be taken away now. */
export const isWanted = (text: HiddenText, timeSeconds: number): boolean => isWithin(text, timeSeconds);

const overlaps = (a: BoxPx, b: BoxPx): boolean =>
  a.xPx < b.xPx + b.widthPx &&
  b.xPx < a.xPx + a.widthPx &&
  a.yPx < b.yPx + b.heightPx &&
  b.yPx < a.yPx + a.heightPx;

/** First, second, last and some between: motion shows between neighbours and over the whole. */
const pickViews = (frames: readonly RunFrame[]): readonly PlanarCrop[] => {
  const last = frames.length - 1;
  const places = [
    0,
    1,
    last,
    ...Array.from({ length: VIEWS - 2 }, (_, k) => Math.round((k * last) / (VIEWS - 2))),
  ];
  const unique = [...new Set(places.filter((place) => place <= last))].sort((a, b) => a - b);
  return unique.map((place) => frames[place]!.crop);
};

/** Masks of a run's frames, each text's made once, from the first frames that show it. */
export const createTextMasks = ({ texts, crop }: TextRun) => {
  const masks = new Map<HiddenText, Uint8Array<ArrayBuffer>>();
  const joined = new Map<string, Uint8Array<ArrayBuffer>>();

  /** The neighbour in time, unless other text stands in the same place. */
  const free = (text: HiddenText, frame: RunFrame | undefined): PlanarCrop | null => {
    if (!frame) return null;
    const isTaken = texts.some(
      (other) => isShown(other, frame.timeSeconds) && (other === text || overlaps(other.box, text.box)),
    );
    return isTaken ? null : frame.crop;
  };

  const maskOf = (text: HiddenText, frames: readonly RunFrame[]): Uint8Array<ArrayBuffer> => {
    const known = masks.get(text);
    if (known) return known;
    const first = frames.findIndex(({ timeSeconds }) => isShown(text, timeSeconds));
    const last = frames.findLastIndex(({ timeSeconds }) => isShown(text, timeSeconds));
    const { box } = text;
    const mask = findStrokeMask({
      shown: pickViews(frames.slice(first, last + 1)),
      before: free(text, frames[first - 1]),
      after: free(text, frames[last + 1]),
      lines: [{ ...box, xPx: box.xPx - crop.xPx, yPx: box.yPx - crop.yPx }],
    });
    masks.set(text, mask);
    return mask;
  };

  /** `frames`: what is at hand round `frame`. `null` where no text stands. */
  return (frame: RunFrame, frames: readonly RunFrame[]): Uint8Array<ArrayBuffer> | null => {
    const shown = texts.filter((text) => isShown(text, frame.timeSeconds));
    if (shown.length === 0) return null;
    const key = shown.map((text) => texts.indexOf(text)).join();
    const found = joined.get(key);
    if (found) return found;
    const own = shown.map((text) => maskOf(text, frames));
    const mask = own[0]!.slice();
    for (const other of own.slice(1)) other.forEach((value, i) => (mask[i] = mask[i]! | value));
    joined.set(key, mask);
    return mask;
  };
};
