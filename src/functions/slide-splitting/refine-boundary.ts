import type { MediaSource } from '../../media/media-source';
import type { TimeRange } from '../../core/geometry';
import type { Plane } from '../../core/image';
import { lumaPlane } from '../../vision/color';
import type { CodedFrame } from './plan-looks';
import { SCAN_WIDTH_PX } from './scan-pages';

/** Pixels that differ less than this between the two slides say nothing, code values. */
const MIN_DIFFERENCE = 20;
/** Frames in between are passed over; the sizes of the coded frames tell which of them it is. */
const LOOK_FRAME_RATE = 10;
/** A frame that brings another slide is this many times as large as the largest other one beside it. */
const LARGE_FRAME = 2;

interface Look {
  readonly timeSeconds: number;
  readonly luma: Plane;
}

/** The looks before and at which the picture has become more like the last one than like the first. */
export const findCrossing = (
  looks: readonly Look[],
  isIgnored: (xPx: number, yPx: number) => boolean = () => false,
): readonly [before: number, at: number] | null => {
  const first = looks[0]?.luma.data;
  const last = looks.at(-1)?.luma.data;
  if (!first || !last) return null;
  const telling: number[] = [];
  const widthPx = looks[0]!.luma.widthPx;
  for (let i = 0; i < first.length; i++)
    if (Math.abs(first[i]! - last[i]!) >= MIN_DIFFERENCE && !isIgnored(i % widthPx, Math.floor(i / widthPx)))
      telling.push(i);
  for (const [at, { luma, timeSeconds }] of looks.entries()) {
    let balance = 0;
    for (const i of telling)
      balance += Math.abs(luma.data[i]! - first[i]!) - Math.abs(luma.data[i]! - last[i]!);
    if (balance > 0) return [looks[at - 1]?.timeSeconds ?? timeSeconds, timeSeconds];
  }
  return null;
};

/** The frame between two looks that brought the change: one that is much larger than the others, else the later look. */
export const findLargeFrame = (
  frames: readonly CodedFrame[],
  [beforeSeconds, atSeconds]: readonly [number, number],
): number => {
  const between = frames
    .filter(({ timeSeconds }) => timeSeconds > beforeSeconds + 1e-6 && timeSeconds <= atSeconds + 1e-6)
    .toSorted((a, b) => b.bytes - a.bytes);
  const [largest, second] = between;
  if (!largest) return atSeconds;
  return largest.bytes > LARGE_FRAME * (second?.bytes ?? 0) ? largest.timeSeconds : atSeconds;
};

/** A frame this many times as large as any other beside it, and this share of a keyframe, is a turned page. */
const LONE_FRAME = 4;
const LONE_SHARE = 0.03;
/** With a keyframe near, that could have brought it too, the share must be larger. */
const LONE_SHARE_BESIDE_KEY = 0.2;
/** Beside a keyframe that shows the new slide the other frames are smaller than this share of it. */
const QUIET_SHARE = 0.04;

/**
 * The frame that turned the page, where the sizes of the coded frames alone leave no doubt: one that is much larger than
 * all others in the window. Null elsewhere (fades, moving pictures, films).
 */
export const findLoneFrame = (
  frames: readonly CodedFrame[],
  { startSeconds, endSeconds }: TimeRange,
): number | null => {
  const keyBefore = frames.findLast(({ isKey, timeSeconds }) => isKey && timeSeconds <= startSeconds);
  const inside = frames.filter(
    ({ timeSeconds }) => timeSeconds > startSeconds + 1e-6 && timeSeconds <= endSeconds + 1e-6,
  );
  const keys = inside.filter(({ isKey }) => isKey);
  const [largest, second] = inside.filter(({ isKey }) => !isKey).toSorted((a, b) => b.bytes - a.bytes);
  const [key] = keys;
  const keyBytes = (key ?? keyBefore)?.bytes ?? Infinity;
  if (keys.length > 1) return null;
  if (key && (largest?.bytes ?? 0) < QUIET_SHARE * keyBytes) return key.timeSeconds;
  if (!largest || largest.bytes < (key ? LONE_SHARE_BESIDE_KEY : LONE_SHARE) * keyBytes) return null;
  return largest.bytes > LONE_FRAME * (second?.bytes ?? 0) ? largest.timeSeconds : null;
};

export interface RefineOptions {
  readonly frames: readonly CodedFrame[];
  /** Pixels of a moving picture, whose changes say nothing of the slide. */
  readonly isIgnored: (xPx: number, yPx: number) => boolean;
}

/** Looks between the last sight of one slide and the first of the next; null when there is nothing to see. */
export const refineBoundary = async (
  source: MediaSource,
  { startSeconds, endSeconds }: TimeRange,
  { frames, isIgnored }: RefineOptions,
  signal: AbortSignal,
): Promise<number | null> => {
  const looks: Look[] = [];
  const pictures = source.images({
    startSeconds,
    // The end is exclusive; the frame that shows the new slide must be among them.
    endSeconds: endSeconds + 1e-3,
    maxWidthPx: SCAN_WIDTH_PX,
    maxHeightPx: SCAN_WIDTH_PX,
    maxFrameRate: LOOK_FRAME_RATE,
  });
  for await (const { image, timeSeconds } of pictures) {
    signal.throwIfAborted();
    looks.push({ timeSeconds, luma: lumaPlane(image) });
  }
  const crossing = findCrossing(looks, isIgnored);
  return crossing && findLargeFrame(frames, crossing);
};
