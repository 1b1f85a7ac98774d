import type { TimeRange } from '../../core/geometry';
import type { MediaSource } from '../../media/media-source';
import { createFrameThinner } from '../../media/thin-frames';
import type { CodedFrame } from './plan-looks';

/**
 * Codecs whose coded frames are each shown once, at their own time. VP8, VP9 and AV1 code pictures ahead and bring them
 * on later with a frame of a few bytes, so a small frame there says nothing.
 */
const PLAIN_CODECS = /^(avc[13]|hvc1|hev1|h264|hevc)/;

/** Whether the size of a coded frame tells how much it changes on the screen. */
export const sizesTellChanges = (source: Pick<MediaSource, 'video'>): boolean =>
  PLAIN_CODECS.test(source.video?.codec ?? '');

/** A frame in which nothing moved is hardly larger than the smallest ones of the video. */
const SMALLEST_PART = 0.1;
const SMALLEST_TIMES = 1.3;
/** Nor larger than this for each block of 16 by 16 pixels, so that a video in which all moves has none. */
const BITS_PER_BLOCK = 0.15;
/** Frames as small as this are empty though others are smaller still (frames of different kinds), bits a block. */
const EMPTY_BITS_PER_BLOCK = 0.05;
const BLOCK_PIXELS = 256;

/** Bytes up to which a coded frame repeats the one before it. `pixels`: of one picture. */
export const emptyFrameBytes = (frames: readonly CodedFrame[], pixels: number): number => {
  const sizes = frames.flatMap(({ isKey, bytes }) => (isKey ? [] : [bytes])).sort((a, b) => a - b);
  const smallest = sizes[Math.floor(SMALLEST_PART * sizes.length)] ?? 0;
  const blockBytes = pixels / BLOCK_PIXELS / 8;
  return Math.min(
    BITS_PER_BLOCK * blockBytes,
    Math.max(SMALLEST_TIMES * smallest, EMPTY_BITS_PER_BLOCK * blockBytes),
  );
};

/** A moment to look at, and whether every frame since the one before was empty. */
export interface StillMoment {
  readonly timeSeconds: number;
  readonly isStill: boolean;
}

const byTime = (a: CodedFrame, b: CodedFrame): number => a.timeSeconds - b.timeSeconds;

/** The frames of a stretch thinned to `rate` a second. The first moment is never still. */
export const planMoments = (
  frames: readonly CodedFrame[],
  { startSeconds, endSeconds }: TimeRange,
  { rate, emptyBytes }: { readonly rate: number; readonly emptyBytes: number },
): StillMoment[] => {
  const shown = frames.filter(({ timeSeconds }) => timeSeconds >= startSeconds && timeSeconds < endSeconds);
  const step = (endOf(shown) - startOf(shown)) / Math.max(1, shown.length - 1);
  const wants = createFrameThinner(rate, step > 0 ? 1 / step : 0, startSeconds);
  const moments: StillMoment[] = [];
  let isStill = false;
  for (const { timeSeconds, bytes, isKey } of shown.sort(byTime)) {
    isStill &&= !isKey && bytes <= emptyBytes;
    if (!wants(timeSeconds)) continue;
    moments.push({ timeSeconds, isStill });
    isStill = true;
  }
  return moments;
};

const startOf = (frames: readonly CodedFrame[]): number =>
  frames.reduce((least, { timeSeconds }) => Math.min(least, timeSeconds), Infinity);
const endOf = (frames: readonly CodedFrame[]): number =>
  frames.reduce((most, { timeSeconds }) => Math.max(most, timeSeconds), 0);
