import type { EditedSegment } from '../../../core/slides-result';

/** A segment on the strip. */
export interface StripSegment extends EditedSegment {
  /** Its thumbnail in the sprite. */
  readonly tile: number;
  readonly titleConfidence: number;
}

/** Segments are never made shorter than this. */
export const SHORTEST_SECONDS = 0.5;
/** A picture is taken this long before the slide goes. */
const BEFORE_CUT_SECONDS = 0.2;

const milliseconds = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** The segment that shows at a time and can be split there; -1 for none. */
export const splittableAt = (segments: readonly StripSegment[], seconds: number): number =>
  segments.findIndex(
    ({ start, end }) => seconds >= start + SHORTEST_SECONDS && seconds <= end - SHORTEST_SECONDS,
  );

/** Cuts a segment in two; the second is a slide of its own with the same title to change. */
export const splitSegment = (
  segments: readonly StripSegment[],
  index: number,
  seconds: number,
): StripSegment[] => {
  const segment = segments[index];
  if (!segment) return [...segments];
  const at = milliseconds(seconds);
  const isLate = segment.pictureSeconds >= at;
  const newNumber = Math.max(...segments.map(({ slideNumber }) => slideNumber)) + 1;
  const left = {
    ...segment,
    end: at,
    pictureSeconds: isLate ? Math.max(segment.start, at - BEFORE_CUT_SECONDS) : segment.pictureSeconds,
  };
  const right = {
    ...segment,
    start: at,
    pictureSeconds: isLate ? segment.pictureSeconds : Math.max(at, segment.end - BEFORE_CUT_SECONDS),
    slideNumber: segment.slideNumber > 0 ? newNumber : 0,
  };
  return segments.flatMap((other, i) => (i === index ? [left, right] : [other]));
};

/** Joins a segment with the one before, which keeps its title and picture. */
export const mergeSegment = (segments: readonly StripSegment[], index: number): StripSegment[] => {
  const [before, segment] = [segments[index - 1], segments[index]];
  if (!before || !segment) return [...segments];
  const texts = [before.text, segment.text].filter((text, i, all) => text !== '' && all.indexOf(text) === i);
  const joined = { ...before, end: segment.end, text: texts.join('\n') };
  return segments.flatMap((other, i) => (i === index - 1 ? [joined] : i === index ? [] : [other]));
};

export const renameSegment = (
  segments: readonly StripSegment[],
  index: number,
  title: string,
): StripSegment[] => segments.map((other, i) => (i === index ? { ...other, title } : other));

/** What is sent back with the job. */
export const toEdited = (segments: readonly StripSegment[]): EditedSegment[] =>
  segments.map(({ start, end, title, pictureSeconds, slideNumber, text }) => ({
    start,
    end,
    title: title.trim(),
    pictureSeconds,
    slideNumber,
    text,
  }));
