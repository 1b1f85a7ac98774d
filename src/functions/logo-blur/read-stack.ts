import type { MediaSource } from '../../media/media-source';
import type { LumaStack } from '../../vision/marks/mark-track';

/** Longer side of the pictures marks are looked for in; small sources are looked at as they are. */
const ANALYSIS_PX = 640;
const SMALL_SOURCE_PX = 864;
/** Frames a second: the moment a mark comes and goes is known to half of a tenth of a second. */
const LOOK_RATE = 10;
/** Frames that are held; longer clips are looked at less often. 864 x 486 of them are 250 MB. */
const MAX_FRAMES = 600;
/** Steps longer than this are sought one by one instead of decoding all there is. */
const SPARSE_STEP_SECONDS = 4;

/** Every how many seconds a clip is looked at. */
export const planLookRate = (durationSeconds: number): number =>
  Math.min(LOOK_RATE, MAX_FRAMES / Math.max(1, durationSeconds));

export const planLookSize = (widthPx: number, heightPx: number): number =>
  Math.max(widthPx, heightPx) <= SMALL_SOURCE_PX ? SMALL_SOURCE_PX : ANALYSIS_PX;

interface Tools {
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

const toLuma = (rgba: Uint8ClampedArray): Uint8Array => {
  const luma = new Uint8Array(rgba.length >> 2);
  // Rec. 709 weights in 1/256.
  for (let i = 0, p = 0; i < luma.length; i++, p += 4)
    luma[i] = (54 * rgba[p]! + 183 * rgba[p + 1]! + 19 * rgba[p + 2]! + 128) >> 8;
  return luma;
};

/** The clip at small size and a few frames a second, luma only. */
export const readStack = async (source: MediaSource, tools: Tools): Promise<LumaStack> => {
  const { video, durationSeconds } = source;
  const side = planLookSize(video?.widthPx ?? 0, video?.heightPx ?? 0);
  const size = { maxWidthPx: side, maxHeightPx: side };
  const rate = planLookRate(durationSeconds);
  const count = Math.floor(durationSeconds * rate);
  const pictures =
    rate < 1 / SPARSE_STEP_SECONDS
      ? source.imagesAt(
          Array.from({ length: count }, (_, i) => (i + 0.5) / rate),
          size,
        )
      : source.images({ ...size, maxFrameRate: rate });
  const timesSeconds: number[] = [];
  const frames: Uint8Array[] = [];
  let [widthPx, heightPx] = [0, 0];
  for await (const { image, timeSeconds } of pictures) {
    tools.signal.throwIfAborted();
    if (timesSeconds.length > 0 && timeSeconds <= timesSeconds.at(-1)!) continue;
    ({ widthPx, heightPx } = image);
    timesSeconds.push(timeSeconds);
    frames.push(toLuma(image.data));
    tools.onProgress(timeSeconds / Math.max(0.1, durationSeconds));
  }
  return { widthPx, heightPx, timesSeconds, frames };
};
