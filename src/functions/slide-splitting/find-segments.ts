import type { RunContext } from '../../core/media-function';
import type { MediaSource } from '../../media/media-source';
import { numberPages } from './plan-numbers';
import { planPictureTime } from './plan-picture';
import { CAMERA_SHARE, cameraArea } from './plan-region';
import { planSegments, type Segment, type StartedPage } from './plan-segments';
import { sizesTellChanges } from './plan-stillness';
import { findLoneFrame, refineBoundary } from './refine-boundary';
import { scaleOfSensitivity, scanPages, type ScannedPages } from './scan-pages';
import type { TrackedPage, TrackedPages } from './track-pages';

export interface FindOptions {
  readonly MinSeconds: number;
  readonly MergeBuilds: boolean;
  readonly Sensitivity: number;
  /** Not empty: the source shows only a part of the picture. */
  readonly Region: readonly unknown[];
}

export interface FoundSegments {
  readonly segments: readonly Segment[];
  readonly tracked: TrackedPages;
}

/** Someone who asks for more than this, or for single builds, has nothing passed over. */
const THOROUGH_SENSITIVITY = 0.6;
/** A build has settled at most this long after it came. */
const BUILD_WINDOW_SECONDS = 2;

/** With moving pictures on more of the picture than this, sizes of coded frames tell about them as much as about slides. */
const MAX_CAMERA_AREA = 0.1;

interface Arrival {
  readonly afterSeconds: number;
  readonly untilSeconds: number;
  readonly page: number;
  readonly isBuild: boolean;
}

const arrivalsOf = (pages: readonly TrackedPage[], splitsBuilds: boolean): Arrival[] =>
  pages.flatMap(({ appearsAfterSeconds, settledSeconds, builds }, page) => [
    { afterSeconds: appearsAfterSeconds, untilSeconds: settledSeconds, page, isBuild: false },
    ...(splitsBuilds ? builds : []).map((time) => ({
      afterSeconds: Math.max(settledSeconds, time - BUILD_WINDOW_SECONDS),
      untilSeconds: time,
      page,
      isBuild: true,
    })),
  ]);

/** Exact starts: the frames around each arrival are decoded, where they are not known already. */
const refineStarts = async (
  source: MediaSource,
  arrivals: readonly Arrival[],
  { exactStarts, frames, grid, movingShare, isTelling }: ScannedPages & { readonly isTelling: boolean },
  { signal, progress }: Pick<RunContext<'refine'>, 'signal' | 'progress'>,
): Promise<number[]> => {
  const starts: number[] = [];
  const { columns, cellPx } = grid;
  const isIgnored = (xPx: number, yPx: number): boolean =>
    movingShare[Math.floor(yPx / cellPx) * columns + Math.floor(xPx / cellPx)]! >= CAMERA_SHARE;
  for (const { afterSeconds, untilSeconds } of arrivals) {
    const isKnown = starts.length === 0 || exactStarts.has(untilSeconds);
    const window = { startSeconds: afterSeconds, endSeconds: untilSeconds };
    const exact = isKnown
      ? untilSeconds
      : ((isTelling ? findLoneFrame(frames, window) : null) ??
        (await refineBoundary(source, window, { frames, isIgnored }, signal)));
    starts.push(exact ?? untilSeconds);
    progress('refine', starts.length / arrivals.length);
  }
  return starts;
};

const startedPages = (
  arrivals: readonly Arrival[],
  starts: readonly number[],
  pages: readonly TrackedPage[],
  { numbers, keyframes }: { readonly numbers: readonly number[]; readonly keyframes: readonly number[] },
): StartedPage[] => {
  const builds = Math.max(0, ...numbers);
  let extra = 0;
  return arrivals.map(({ page, isBuild }, i) => {
    const next = arrivals[i + 1];
    const isLastOfPage = next?.page !== page;
    const { lastSeconds, settledSeconds, builds: added } = pages[page]!;
    const pictureSeconds = planPictureTime(
      pages[page]!,
      isBuild ? [settledSeconds, ...added] : added,
      keyframes,
    );
    // Before the next build the picture is what stood until then.
    const before = isLastOfPage ? null : (starts[i + 1] ?? 0) - 0.1;
    return {
      startSeconds: starts[i]!,
      lastSeconds: before ?? lastSeconds,
      pictureSeconds: before ?? pictureSeconds,
      slideNumber: isBuild ? builds + ++extra : numbers[page]!,
      page,
    };
  });
};

/** Where the slides change, by looking. Throws `decode-failed`. */
export const findSegments = async (
  source: MediaSource,
  options: FindOptions,
  ctx: Pick<RunContext<'scan' | 'refine'>, 'signal' | 'progress' | 'log'>,
): Promise<FoundSegments> => {
  const scale = scaleOfSensitivity(options.Sensitivity);
  const isThorough = !options.MergeBuilds || options.Sensitivity > THOROUGH_SENSITIVITY;
  const tracked = await scanPages(source, { scale, isThorough }, ctx);
  const { pages, films, grid } = tracked;
  const numbers = numberPages(
    pages.map(({ canvas }) => canvas),
    grid,
    scale,
  );
  const arrivals = arrivalsOf(pages, !options.MergeBuilds);
  // A film beside the slide has large frames of its own.
  const isTelling =
    sizesTellChanges(source) &&
    options.Region.length === 0 &&
    cameraArea(tracked.movingShare) < MAX_CAMERA_AREA;
  const starts = await refineStarts(source, arrivals, { ...tracked, isTelling }, ctx);
  const started = startedPages(arrivals, starts, pages, {
    numbers,
    keyframes: await source.keyframeTimes(),
  });
  const segments = planSegments(started, films, {
    durationSeconds: source.durationSeconds,
    minSeconds: options.MinSeconds,
  });
  return { segments, tracked };
};
