import type { BoxPx } from '../../core/geometry';
import { boxOverlap } from '../../vision/text-tracks';

/** A row of text that stood still, and what it says. Boxes in pixels of the full picture. */
export interface ReadRow {
  readonly text: string;
  /** 0..1 */
  readonly confidence: number;
  readonly box: BoxPx;
  readonly startSeconds: number;
  /** Time of the first frame without it; the end of the video where it stays. */
  readonly endSeconds: number;
  readonly startIsOpen: boolean;
  readonly endIsOpen: boolean;
  /** Share of the picture that changes with the first and with the last frame. */
  readonly startChange: number;
  readonly endChange: number;
}

const MIN_CONFIDENCE = 0.7;
/** One letter or digit is more often a pattern than a word; a Chinese character says something. */
const MIN_LONE_CONFIDENCE = 0.9;
/** Text that moves is followed for a frame or three at a time. */
export const MIN_SECONDS = 0.15;
/** The same words this soon again, this many line heights further: they move with the scene. */
const MOVING_SECONDS = 0.35;
const MOVING_HEIGHTS = 0.22;
/** Moving words keep their size within this factor, and stand in one place no longer than this. */
const MOVING_SIZE = 1.2;
const MOVING_MAX_SECONDS = 2;
/** A piece of a longer row that was followed twice. */
const SAME_PLACE = 0.6;
/** Its box may reach beyond the row's when the words themselves are part of the row. */
const SHARED_PLACE = 0.2;

const durationOf = ({ startSeconds, endSeconds }: ReadRow): number => endSeconds - startSeconds;

/** Letters and digits only, small: what two readings of the same words share. */
export const plainText = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** 1 = the same text, 0 = nothing in common (Levenshtein over the longer one). */
export const similarity = (a: string, b: string): number => {
  if (a === b) return 1;
  const [rows, columns] = [[...a], [...b]];
  const longest = Math.max(rows.length, columns.length);
  if (longest === 0) return 1;
  let before = Array.from({ length: columns.length + 1 }, (_, j) => j);
  rows.forEach((one, i) => {
    const here = [i + 1];
    columns.forEach((other, j) =>
      here.push(Math.min(before[j]! + (one === other ? 0 : 1), before[j + 1]! + 1, here[j]! + 1)),
    );
    before = here;
  });
  return 1 - before.at(-1)! / longest;
};

export const isLegible = ({ text, confidence }: ReadRow): boolean => {
  const plain = plainText(text);
  if (plain.length === 0) return false;
  const isLone = plain.length === 1 && !/\p{Script=Han}/u.test(plain);
  return confidence >= (isLone ? MIN_LONE_CONFIDENCE : MIN_CONFIDENCE);
};

const overlapSeconds = (a: ReadRow, b: ReadRow): number =>
  Math.min(a.endSeconds, b.endSeconds) - Math.max(a.startSeconds, b.startSeconds);

const shiftOf = (a: BoxPx, b: BoxPx): number =>
  Math.hypot(a.xPx + a.widthPx / 2 - b.xPx - b.widthPx / 2, a.yPx + a.heightPx / 2 - b.yPx - b.heightPx / 2) /
  Math.min(a.heightPx, b.heightPx);

const isSameSize = (a: BoxPx, b: BoxPx): boolean => {
  const within = (one: number, other: number) => Math.max(one, other) <= MOVING_SIZE * Math.min(one, other);
  return within(a.heightPx, b.heightPx) && within(a.widthPx, b.widthPx);
};

/** Words that were seen a little beside their place just before or after belong to a moving scene. */
const isMoving = (row: ReadRow, rows: readonly ReadRow[]): boolean =>
  rows.some((other) => {
    if (other === row || overlapSeconds(row, other) < -MOVING_SECONDS) return false;
    if (durationOf(row) > MOVING_MAX_SECONDS || !isSameSize(row.box, other.box)) return false;
    const shift = shiftOf(row.box, other.box);
    const isNear = boxOverlap(row.box, other.box) > 0 && shift > MOVING_HEIGHTS;
    return isNear && similarity(plainText(row.text), plainText(other.text)) >= 0.75;
  });

const liesIn = (row: ReadRow, other: ReadRow): boolean => {
  const isQuote = plainText(other.text).includes(plainText(row.text));
  return boxOverlap(row.box, other.box) >= (isQuote ? SHARED_PLACE : SAME_PLACE);
};

/** A fragment of a longer row at the same time. */
const isFragment = (row: ReadRow, rows: readonly ReadRow[]): boolean =>
  rows.some(
    (other) =>
      other !== row &&
      // Times first: hours of captions are thousands of rows, and nearly all pairs end here.
      overlapSeconds(row, other) > 0.5 * Math.min(durationOf(row), durationOf(other)) &&
      liesIn(row, other) &&
      other.confidence * [...plainText(other.text)].length > row.confidence * [...plainText(row.text)].length,
  );

/** What can be a caption at all: legible, still, and not part of something longer. */
export const planRows = (rows: readonly ReadRow[]): ReadRow[] => {
  const legible = rows.filter((row) => isLegible(row));
  const still = legible.filter((row) => durationOf(row) >= MIN_SECONDS && !isMoving(row, legible));
  return still.filter((row) => !isFragment(row, still));
};
