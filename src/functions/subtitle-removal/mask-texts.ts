import type { BoxPx, TimeRange } from '../../core/geometry';
import type { PlanarCrop } from '../../vision/planar-crop';
import type { WindowFrame } from '../../vision/fill-window';
import { findStrokeMask } from '../../vision/stroke-mask';
import { planCover, uncoverFrame, type TextCover } from '../../vision/uncover-text';
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

/** Takes the texts out of a run's frames; each one's mask is made once, from the first frames that show it. */
export const createTextUncovering = ({ texts, crop }: TextRun) => {
  const masks = new Map<HiddenText, Uint8Array<ArrayBuffer>>();
  const covers = new Map<string, { readonly cover: TextCover; readonly views: number }>();

  /** Which texts stand there; empty where none does. */
  const keyAt = ({ timeSeconds }: RunFrame): string =>
    texts.flatMap((text, k) => (isShown(text, timeSeconds) ? [k] : [])).join();

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

  const joinedMask = (shown: readonly HiddenText[], frames: readonly RunFrame[]): Uint8Array<ArrayBuffer> => {
    const own = shown.map((text) => maskOf(text, frames));
    const mask = own[0]!.slice();
    for (const other of own.slice(1)) other.forEach((value, i) => (mask[i] = mask[i]! | value));
    return mask;
  };

  /** Made anew when more frames show the same texts than before. */
  const coverOf = (key: string, views: readonly RunFrame[], frames: readonly RunFrame[]): TextCover => {
    const known = covers.get(key);
    if (known && known.views >= views.length) return known.cover;
    const shown = texts.filter((text) => isShown(text, views[0]!.timeSeconds));
    const mask = joinedMask(shown, frames);
    const cover = planCover(
      views.map(({ crop: view }) => view),
      mask,
    );
    covers.set(key, { cover, views: views.length });
    return cover;
  };

  /** Frames as they are to be filled. `around`: all frames at hand, these included. */
  return (frames: readonly RunFrame[], around: readonly RunFrame[]): WindowFrame[] => {
    const views = new Map<string, RunFrame[]>();
    for (const frame of around) {
      const key = keyAt(frame);
      const same = views.get(key);
      if (same) same.push(frame);
      else views.set(key, [frame]);
    }
    return frames.map((frame) => {
      const key = keyAt(frame);
      if (key === '') return { crop: frame.crop, hidden: null };
      return uncoverFrame(frame.crop, coverOf(key, views.get(key)!, around));
    });
  };
};
