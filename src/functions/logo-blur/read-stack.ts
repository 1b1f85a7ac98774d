import type { MediaSource } from '../../media/media-source';
import { planFrameSize, type SizePx } from '../../media/plan-frame-size';
import type { LumaStack } from '../../vision/marks/mark-track';
import { createLumaReader, toLuma } from './read-luma';

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

interface TimedLuma {
  readonly timeSeconds: number;
  readonly luma: Uint8Array;
}

/** Frames `rate` times a second. Few of a long clip are sought one by one. */
async function* readFrames(source: MediaSource, rate: number, size: SizePx): AsyncGenerator<TimedLuma> {
  if (rate < 1 / SPARSE_STEP_SECONDS) {
    const times = Array.from(
      { length: Math.floor(source.durationSeconds * rate) },
      (_, i) => (i + 0.5) / rate,
    );
    const limits = { maxWidthPx: size.widthPx, maxHeightPx: size.heightPx };
    for await (const { image, timeSeconds } of source.imagesAt(times, limits))
      yield { timeSeconds, luma: toLuma(image.data) };
    return;
  }
  const read = createLumaReader(size);
  for await (using frame of source.frames({ maxFrameRate: rate }))
    yield { timeSeconds: frame.timeSeconds, luma: await read(frame) };
}

/** The clip at small size and a few frames a second, luma only. */
export const readStack = async (source: MediaSource, tools: Tools): Promise<LumaStack> => {
  const { video, durationSeconds } = source;
  const side = planLookSize(video?.widthPx ?? 0, video?.heightPx ?? 0);
  const size = planFrameSize(video!, { maxWidthPx: side, maxHeightPx: side });
  const timesSeconds: number[] = [];
  const frames: Uint8Array[] = [];
  for await (const { timeSeconds, luma } of readFrames(source, planLookRate(durationSeconds), size)) {
    tools.signal.throwIfAborted();
    if (timesSeconds.length > 0 && timeSeconds <= timesSeconds.at(-1)!) continue;
    timesSeconds.push(timeSeconds);
    frames.push(luma);
    tools.onProgress(timeSeconds / Math.max(0.1, durationSeconds));
  }
  return { ...size, timesSeconds, frames };
};
