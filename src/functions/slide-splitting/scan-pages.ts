import { MediaError } from '../../core/errors';
import type { RunContext } from '../../core/media-function';
import type { MediaSource } from '../../media/media-source';
import { strokeMap } from '../../vision/stroke-map';
import { createPageTracker, type PageTracker, type TrackedPages } from './track-pages';

/** Pictures that are compared: body text of a slide is still told apart at this width. */
export const SCAN_WIDTH_PX = 640;
/** Slides stand for seconds; a boundary between two samples is refined afterwards. */
const SAMPLES_PER_SECOND = 2;

/** 0..1 to a factor on the sizes that count as a change: 0.5 as tuned, a third at 1, thrice at 0. */
export const scaleOfSensitivity = (sensitivity: number): number => 9 ** (0.5 - sensitivity);

/** Looks through the video at low rate and small size. Throws `decode-failed` when nothing decodes. */
export const scanPages = async (
  source: MediaSource,
  scale: number,
  { signal, progress }: Pick<RunContext<'scan'>, 'signal' | 'progress'>,
): Promise<TrackedPages> => {
  let tracker: PageTracker | null = null;
  const size = { maxWidthPx: SCAN_WIDTH_PX, maxHeightPx: SCAN_WIDTH_PX };
  for await (const { image, timeSeconds } of source.images({ ...size, maxFrameRate: SAMPLES_PER_SECOND })) {
    signal.throwIfAborted();
    tracker ??= createPageTracker(image, scale);
    tracker.push({ timeSeconds, strokes: strokeMap(image) });
    progress('scan', timeSeconds / Math.max(0.1, source.durationSeconds));
  }
  if (!tracker) throw new MediaError('decode-failed', 'No frame of the video decodes');
  return tracker.finish();
};
