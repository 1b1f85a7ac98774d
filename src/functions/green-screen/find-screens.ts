import { MediaError } from '../../core/errors';
import type { RgbaImage, TimedImage } from '../../core/image';
import type { MediaSource } from '../../media/media-source';
import { readPacketSizes, type PacketSize } from '../../media/read-packet-sizes';
import { createPlateBuilder, shrinkForPlate, type ScreenPlate } from '../../vision/chroma-key/build-plate';
import { findScreenColor, type ScreenColor } from '../../vision/chroma-key/screen-color';
import { fitInside, resizeArea } from '../../vision/resize';
import { isSameScreen, meanScreen, planSegments, PLATE_FRAMES, type ScreenSample } from './plan-segments';
import { planSampleTimes } from './plan-sample-times';
import { createFrameReader } from './read-frame';
import { parseColor } from './screen-hex';
import { shrinkForPreview } from './shrink-for-preview';

/** A span of the clip before one backdrop; `plate` is `null` where there is none. */
export interface ScreenSegment {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly screen: ScreenColor | null;
  readonly plate: ScreenPlate | null;
  /** A frame of it as small as the live preview, where one was seen on the way. */
  readonly example: TimedImage | null;
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
/** A backdrop of which less is ever seen bare was a coloured object, not a screen. */
const MIN_PLATE_SEEN = 0.05;

/** `shrunk`: the same picture made smaller, so that a large one is read once. */
const screenOf = (image: RgbaImage, keyColor: string, shrunk = image): ScreenColor | null => {
  if (keyColor !== 'auto') return { rgb: parseColor(keyColor), coverage: 1, borderCoverage: 1 };
  const { widthPx, heightPx } = fitInside(image, SMALL_PX, SMALL_PX);
  const from = shrunk.widthPx >= widthPx && shrunk.heightPx >= heightPx ? shrunk : image;
  return findScreenColor([resizeArea(from, widthPx, heightPx)]);
};

/** Full-size pictures at ascending times, each gone when the next is asked for. */
const openPictures = (source: MediaSource, signal: AbortSignal) => {
  const { widthPx, heightPx, hasAlpha } = source.video!;
  const isImage = source.kind === 'image';
  const read = isImage ? null : createFrameReader({ widthPx, heightPx }, hasAlpha);
  return async function* picturesAt(times: readonly number[]): AsyncGenerator<TimedImage, void> {
    if (!read) return yield* source.imagesAt(times);
    for await (using frame of source.framesAt(times)) {
      signal.throwIfAborted();
      yield { timeSeconds: frame.timeSeconds, image: await read(frame) };
    }
  };
};
type PicturesAt = ReturnType<typeof openPictures>;

const sampleAt = async (at: PicturesAt, timeSeconds: number, keyColor: string): Promise<ScreenSample> => {
  for await (const { image } of at([timeSeconds])) return { timeSeconds, screen: screenOf(image, keyColor) };
  throw new MediaError('decode-failed', `No frame at ${timeSeconds} s`);
};

/** Halves the gap between two samples with different backdrops until the change is located. */
const locateChange = async (
  at: PicturesAt,
  [before, after]: readonly [ScreenSample, ScreenSample],
  keyColor: string,
): Promise<number> => {
  let [low, high] = [before, after];
  while (high.timeSeconds - low.timeSeconds > BOUNDARY_SECONDS) {
    const middle = await sampleAt(at, (low.timeSeconds + high.timeSeconds) / 2, keyColor);
    if (isSameScreen(before.screen, middle.screen)) low = middle;
    else high = middle;
  }
  return high.timeSeconds;
};

const buildPlate = async (at: PicturesAt, times: readonly number[], screen: ScreenColor) => {
  let builder: ReturnType<typeof createPlateBuilder> | null = null;
  for await (const { image } of at(times)) {
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

/** Coded frames in order of showing. */
const readCoded = async (source: MediaSource, signal: AbortSignal): Promise<readonly PacketSize[]> =>
  (await readPacketSizes(source, signal)).toSorted((a, b) => a.timeSeconds - b.timeSeconds);

/** Samples of the whole clip, and what holds when all of it stands before the first one's backdrop. */
const scan = async (
  at: PicturesAt,
  times: readonly number[],
  { keyColor, onProgress }: FindScreensOptions,
) => {
  const samples: ScreenSample[] = [];
  let builder: ReturnType<typeof createPlateBuilder> | null = null;
  let example: TimedImage | null = null;
  for await (const { timeSeconds, image } of at(times)) {
    const shrunk = shrinkForPlate(image);
    const screen = screenOf(image, keyColor, shrunk);
    if (samples.length === 0 && screen)
      builder = createPlateBuilder(image.widthPx, image.heightPx, screen.rgb);
    if (!isSameScreen(samples[0]?.screen ?? screen, screen)) builder = null;
    const count = samples.push({ timeSeconds, screen });
    const share = PLATE_FRAMES / times.length;
    if (Math.floor(count * share) > Math.floor((count - 1) * share)) builder?.addFrame(image, shrunk);
    if (count === Math.ceil(times.length / 2)) example = { timeSeconds, image: shrinkForPreview(image) };
    onProgress((0.6 * count) / times.length);
  }
  return { samples, whole: { plate: builder?.finish() ?? null, example } };
};

/**
 * Splits the clip by its backdrops and photographs each backdrop without the subject. Throws `invalid-input`
 * (`reason: 'no-screen'`) when no frame stands before a saturated, even backdrop.
 */
export const findScreens = async (
  source: MediaSource,
  options: FindScreensOptions,
): Promise<readonly ScreenSegment[]> => {
  const { keyColor, signal, onProgress } = options;
  const startSeconds = source.video?.startSeconds ?? 0;
  const endSeconds = Math.max(source.durationSeconds, startSeconds);
  const isImage = source.kind === 'image';
  const at = openPictures(source, signal);
  const coded = isImage ? [] : await readCoded(source, signal);
  const times = isImage ? [0] : planSampleTimes(startSeconds, endSeconds - startSeconds, coded);
  const { samples, whole } = await scan(at, times, options);
  const drafts = planSegments(samples);
  const segments: ScreenSegment[] = [];
  let from = Number.NEGATIVE_INFINITY;
  for (const [index, draft] of drafts.entries()) {
    const next = drafts[index + 1];
    const to = next ? await locateChange(at, [draft.last, next.first], keyColor) : Number.POSITIVE_INFINITY;
    const screen = meanScreen(draft);
    const span = spread(Math.max(from, startSeconds), Math.min(to, endSeconds));
    const known = drafts.length === 1 ? whole : { plate: null, example: null };
    const plate = screen && (known.plate ?? (await buildPlate(at, isImage ? [0] : span, screen)));
    const isScreen = plate !== null && plate.seen >= MIN_PLATE_SEEN;
    const found = isScreen ? { screen, plate } : { screen: null, plate: null };
    segments.push({ startSeconds: from, endSeconds: to, example: known.example, ...found });
    from = to;
    onProgress(0.6 + (0.4 * (index + 1)) / drafts.length);
  }
  if (segments.every(({ plate }) => !plate)) {
    throw new MediaError('invalid-input', 'No even, saturated backdrop in the picture', {
      details: { reason: 'no-screen' },
    });
  }
  return segments;
};
