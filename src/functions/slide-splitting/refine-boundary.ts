import type { MediaSource } from '../../media/media-source';
import type { Plane } from '../../core/image';
import { lumaPlane } from '../../vision/color';
import { SCAN_WIDTH_PX } from './scan-pages';

/** Pixels that differ less than this between the two slides say nothing, code values. */
const MIN_DIFFERENCE = 20;
/** A longer change (a slow fade, an animation) is looked at more thinly: enough for a tenth of a second. */
const LONG_SECONDS = 3;
const LONG_FRAME_RATE = 10;

interface Look {
  readonly timeSeconds: number;
  readonly luma: Plane;
}

/** Where the picture has become more like the last one than like the first: the cut, or the middle of a fade. */
export const findCrossing = (looks: readonly Look[]): number | null => {
  const first = looks[0]?.luma.data;
  const last = looks.at(-1)?.luma.data;
  if (!first || !last) return null;
  const telling: number[] = [];
  for (let i = 0; i < first.length; i++)
    if (Math.abs(first[i]! - last[i]!) >= MIN_DIFFERENCE) telling.push(i);
  for (const { luma, timeSeconds } of looks) {
    let balance = 0;
    for (const i of telling)
      balance += Math.abs(luma.data[i]! - first[i]!) - Math.abs(luma.data[i]! - last[i]!);
    if (balance > 0) return timeSeconds;
  }
  return null;
};

/** Decodes the frames between the last look at one slide and the first at the next; null when they show nothing. */
export const refineBoundary = async (
  source: MediaSource,
  afterSeconds: number,
  untilSeconds: number,
  signal: AbortSignal,
): Promise<number | null> => {
  const looks: Look[] = [];
  const isLong = untilSeconds - afterSeconds > LONG_SECONDS;
  const frames = source.images({
    startSeconds: afterSeconds,
    // The end is exclusive; the frame that shows the new slide must be among them.
    endSeconds: untilSeconds + 1e-3,
    maxWidthPx: SCAN_WIDTH_PX,
    maxHeightPx: SCAN_WIDTH_PX,
    ...(isLong ? { maxFrameRate: LONG_FRAME_RATE } : {}),
  });
  for await (const { image, timeSeconds } of frames) {
    signal.throwIfAborted();
    looks.push({ timeSeconds, luma: lumaPlane(image) });
  }
  return findCrossing(looks);
};
