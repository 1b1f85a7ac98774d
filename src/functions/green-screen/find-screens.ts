import { MediaError } from '../../core/errors';
import type { RgbaImage } from '../../core/image';
import type { MediaSource } from '../../media/media-source';
import { createPlateBuilder, type ScreenPlate } from '../../vision/chroma-key/build-plate';
import { findScreenColor, type ScreenColor } from '../../vision/chroma-key/screen-color';
import { parseColor } from './screen-hex';
import { isSameScreen, meanScreen, planSampleTimes, planSegments, type ScreenSample } from './plan-segments';

/** A span of the clip before one backdrop; `plate` is `null` where there is none. */
export interface ScreenSegment {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly screen: ScreenColor | null;
  readonly plate: ScreenPlate | null;
}

export interface FindScreensOptions {
  /** Picked by the person: `#rrggbb`, or `auto`. */
  readonly keyColor: string;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** Side of the pictures the backdrop's colour is found on. */
const SMALL_PX = 320;
/** A backdrop change is located to within this. */
const BOUNDARY_SECONDS = 0.02;
/** Frames that go into one clean plate: marks and folds are seen from behind the subject as it moves. */
const PLATE_FRAMES = 16;
/** A backdrop of which less is ever seen bare was a coloured object, not a screen. */
const MIN_PLATE_SEEN = 0.05;

const screenOf = (image: RgbaImage, keyColor: string): ScreenColor | null =>
  keyColor === 'auto'
    ? findScreenColor([image])
    : { rgb: parseColor(keyColor), coverage: 1, borderCoverage: 1 };

const small = { maxWidthPx: SMALL_PX, maxHeightPx: SMALL_PX };

const sampleAt = async (
  source: MediaSource,
  timeSeconds: number,
  keyColor: string,
): Promise<ScreenSample> => {
  for await (const { image } of source.imagesAt([timeSeconds], small)) {
    return { timeSeconds, screen: screenOf(image, keyColor) };
  }
  throw new MediaError('decode-failed', `No frame at ${timeSeconds} s`);
};

/** Halves the gap between two samples with different backdrops until the change is located. */
const locateChange = async (
  source: MediaSource,
  before: ScreenSample,
  after: ScreenSample,
  keyColor: string,
) => {
  let [low, high] = [before, after];
  while (high.timeSeconds - low.timeSeconds > BOUNDARY_SECONDS) {
    const middle = await sampleAt(source, (low.timeSeconds + high.timeSeconds) / 2, keyColor);
    if (isSameScreen(before.screen, middle.screen)) low = middle;
    else high = middle;
  }
  return high.timeSeconds;
};

const buildPlate = async (
  source: MediaSource,
  times: readonly number[],
  screen: ScreenColor,
  signal: AbortSignal,
): Promise<ScreenPlate> => {
  let builder: ReturnType<typeof createPlateBuilder> | null = null;
  for await (const { image } of source.imagesAt(times)) {
    signal.throwIfAborted();
    builder ??= createPlateBuilder(image.widthPx, image.heightPx, screen.rgb);
    builder.addFrame(image);
  }
  if (!builder) throw new MediaError('decode-failed', 'No frame of the backdrop decodes');
  return builder.finish();
};

const spread = (startSeconds: number, endSeconds: number): readonly number[] =>
  Array.from(
    { length: PLATE_FRAMES },
    (_, i) => startSeconds + ((endSeconds - startSeconds) * (i + 0.5)) / PLATE_FRAMES,
  );

/**
 * Splits the clip by its backdrops and photographs each backdrop without the subject. Throws `invalid-input`
 * (`reason: 'no-screen'`) when no frame stands before a saturated, even backdrop.
 */
export const findScreens = async (
  source: MediaSource,
  { keyColor, signal, onProgress }: FindScreensOptions,
): Promise<readonly ScreenSegment[]> => {
  const startSeconds = source.video?.startSeconds ?? 0;
  const endSeconds = Math.max(source.durationSeconds, startSeconds);
  const times = source.kind === 'image' ? [0] : planSampleTimes(startSeconds, endSeconds - startSeconds);
  const samples: ScreenSample[] = [];
  for await (const { timeSeconds, image } of source.imagesAt(times, small)) {
    signal.throwIfAborted();
    samples.push({ timeSeconds, screen: screenOf(image, keyColor) });
    onProgress((0.4 * samples.length) / times.length);
  }
  const drafts = planSegments(samples);
  const segments: ScreenSegment[] = [];
  let from = Number.NEGATIVE_INFINITY;
  for (const [index, draft] of drafts.entries()) {
    const next = drafts[index + 1];
    const to = next ? await locateChange(source, draft.last, next.first, keyColor) : Number.POSITIVE_INFINITY;
    const screen = meanScreen(draft);
    const span = spread(Math.max(from, startSeconds), Math.min(to, endSeconds));
    const plateTimes = source.kind === 'image' ? [0] : span;
    const plate = screen && (await buildPlate(source, plateTimes, screen, signal));
    const isScreen = plate !== null && plate.seen >= MIN_PLATE_SEEN;
    const found = isScreen ? { screen, plate } : { screen: null, plate: null };
    segments.push({ startSeconds: from, endSeconds: to, ...found });
    from = to;
    onProgress(0.4 + (0.6 * (index + 1)) / drafts.length);
  }
  if (segments.every(({ plate }) => !plate)) {
    throw new MediaError('invalid-input', 'No even, saturated backdrop in the picture', {
      details: { reason: 'no-screen' },
    });
  }
  return segments;
};
