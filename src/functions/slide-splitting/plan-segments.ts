import type { TimeRange } from '../../core/geometry';

/** A stretch of one slide, or of none (`slideNumber` 0). */
export interface Segment extends TimeRange {
  readonly slideNumber: number;
  readonly pictureSeconds: number;
  /** Index of the tracked page whose picture it has; -1 for a stretch without a slide. */
  readonly page: number;
}

/** A page as it was tracked, with its exact start. */
export interface StartedPage {
  readonly startSeconds: number;
  readonly lastSeconds: number;
  readonly pictureSeconds: number;
  readonly slideNumber: number;
  readonly page: number;
}

/** A segment a little too short is kept: cuts fall between samples, and recordings begin late. */
const SHORT_SHARE = 0.85;

/** Films between pages become segments of their own when they are long enough. */
const withFilms = (
  pages: readonly StartedPage[],
  films: readonly TimeRange[],
  minSeconds: number,
): Omit<Segment, 'endSeconds'>[] => {
  const long = films.filter(({ startSeconds, endSeconds }) => endSeconds - startSeconds >= minSeconds);
  const asSegments = long.map(({ startSeconds, endSeconds }) => ({
    startSeconds,
    slideNumber: 0,
    pictureSeconds: (startSeconds + endSeconds) / 2,
    page: -1,
  }));
  // A slide that was there before the film and comes back after it was tracked as one page: it starts again.
  const again = long.flatMap(({ startSeconds, endSeconds }) => {
    const page = pages.find((one) => one.startSeconds < startSeconds && one.lastSeconds > endSeconds);
    return page ? [{ ...page, startSeconds: endSeconds }] : [];
  });
  return [...pages, ...asSegments, ...again]
    .map(({ startSeconds, slideNumber, pictureSeconds, page }) => ({
      startSeconds,
      slideNumber,
      pictureSeconds,
      page,
    }))
    .sort((a, b) => a.startSeconds - b.startSeconds);
};

/** Joins what is too short to the next (what flicks by belongs to where it leads), the last to the one before. */
const joinShort = (segments: readonly Segment[], minSeconds: number): Segment[] => {
  const joined: Segment[] = [];
  let waiting: number | null = null;
  for (const segment of segments) {
    const startSeconds: number = waiting ?? segment.startSeconds;
    const isShort = segment.endSeconds - segment.startSeconds < SHORT_SHARE * minSeconds;
    const isLast = segment === segments.at(-1);
    if (isShort && !isLast) {
      waiting = startSeconds;
      continue;
    }
    const before = joined.at(-1);
    if (isShort && before) joined[joined.length - 1] = { ...before, endSeconds: segment.endSeconds };
    else joined.push({ ...segment, startSeconds });
    waiting = null;
  }
  return joined;
};

/** One segment for neighbours that show the same slide; the later picture is the fuller one. */
const joinSame = (segments: readonly Segment[]): Segment[] => {
  const joined: Segment[] = [];
  for (const segment of segments) {
    const before = joined.at(-1);
    if (before?.slideNumber === segment.slideNumber && before.slideNumber >= 0)
      joined[joined.length - 1] = { ...segment, startSeconds: before.startSeconds };
    else joined.push(segment);
  }
  return joined;
};

/** Segments that cover the whole video, in order. Empty without pages and films. */
export const planSegments = (
  pages: readonly StartedPage[],
  films: readonly TimeRange[],
  { durationSeconds, minSeconds }: { readonly durationSeconds: number; readonly minSeconds: number },
): Segment[] => {
  const starts = withFilms(pages, films, minSeconds);
  const segments = starts.map((segment, i) => ({
    ...segment,
    startSeconds: i === 0 ? 0 : segment.startSeconds,
    endSeconds: starts[i + 1]?.startSeconds ?? durationSeconds,
  }));
  return joinSame(
    joinShort(joinSame(segments.filter((one) => one.endSeconds > one.startSeconds)), minSeconds),
  );
};
