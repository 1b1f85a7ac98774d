import type { BoxPx } from '../../core/geometry';
import { isUpright } from './lay-down';
import { plainText, type ReadRow } from './plan-rows';

export interface Screen {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly durationSeconds: number;
  /** A person said where the captions are: everything that stands still there is one. */
  readonly trusts?: boolean;
}

/** Rows belong to one band when their middles are this near, in line heights ... */
const SAME_BAND = 0.6;
/** ... and their sizes within this factor. */
const SAME_SIZE = 1.7;
/** A change of more of the picture than this is a cut. */
const CUT_CHANGE = 0.3;
/** Middle of the row from the middle of the picture, share of the width. */
const CENTRED = 0.035;
/** Left edges of rows that start at one margin, share of the width. */
const ALIGNED = 0.012;
/** A band of captions has this share of its rows centred or at one margin. */
const MIN_ORDER = 0.6;
/** Captions are read and go; marks stay. */
export const MAX_SECONDS = 15;
/** More rows at once than this are a page, not captions. */
const MAX_ROWS_AT_ONCE = 4;
/** Where a line that never changes is still taken for a caption: the lowest and highest parts of the picture. */
const LOW = 0.7;
const HIGH = 0.2;
/** Of the two, coming and going, columns of captions do this many on the mean. */
const MIN_COLUMN_POPS = 1.4;
/** Rows of one cue come and go together, within this many seconds. */
export const TOGETHER_SECONDS = 0.07;

const middleX = (box: BoxPx): number => box.xPx + box.widthPx / 2;
const middleY = (box: BoxPx): number => box.yPx + box.heightPx / 2;
/** When a row stands on the screen. */
export type Span = Pick<ReadRow, 'startSeconds' | 'endSeconds'>;

const secondsOf = (row: Span): number => row.endSeconds - row.startSeconds;

const isCentred = ({ box }: ReadRow, { widthPx }: Screen): boolean =>
  Math.abs(middleX(box) - widthPx / 2) <= Math.max(CENTRED * widthPx, 0.35 * box.heightPx);

/** Comes or goes over an unbroken picture, as nothing in a scene does. */
const popsOf = (row: ReadRow): number =>
  Number(!row.startIsOpen && row.startChange < CUT_CHANGE) +
  Number(!row.endIsOpen && row.endChange < CUT_CHANGE);

const isSameBand = (a: BoxPx, b: BoxPx): boolean => {
  const [low, high] = [Math.min(a.heightPx, b.heightPx), Math.max(a.heightPx, b.heightPx)];
  return high <= SAME_SIZE * low && Math.abs(middleY(a) - middleY(b)) <= SAME_BAND * high;
};

const intoBands = (rows: readonly ReadRow[]): ReadRow[][] => {
  const bands: ReadRow[][] = [];
  for (const row of [...rows].sort((a, b) => middleY(a.box) - middleY(b.box))) {
    const band = bands.find((other) => other.some(({ box }) => isSameBand(box, row.box)));
    if (band) band.push(row);
    else bands.push([row]);
  }
  return bands;
};

const shareOf = (rows: readonly ReadRow[], holds: (row: ReadRow) => boolean): number =>
  rows.filter((row) => holds(row)).length / rows.length;

/** The largest share of rows that begin at one left margin. */
const alignedShare = (rows: readonly ReadRow[], { widthPx }: Screen): number =>
  Math.max(
    ...rows.map((row) =>
      shareOf(rows, (other) => Math.abs(other.box.xPx - row.box.xPx) <= ALIGNED * widthPx),
    ),
  );

const rowsAtOnce = (row: Span, rows: readonly Span[]): number =>
  rows.filter(
    (other) =>
      Math.min(other.endSeconds, row.endSeconds) - Math.max(other.startSeconds, row.startSeconds) >
      0.5 * secondsOf(row),
  ).length;

/** Most of the text is there many rows at a time: credits, a page of a book, a screen full of words. */
export const isPageOfText = (spans: readonly Span[]): boolean =>
  spans.filter((span) => rowsAtOnce(span, spans) > MAX_ROWS_AT_ONCE).length > spans.length / 2;

/** A lone line from the first to the last frame of a short clip: told from a mark by its place alone. */
const isStandingCaption = (row: ReadRow, screen: Screen): boolean => {
  const middle = middleY(row.box) / screen.heightPx;
  const isLong = row.box.widthPx >= 3 * row.box.heightPx;
  const isWhole = row.startIsOpen && row.endIsOpen && secondsOf(row) <= MAX_SECONDS;
  return isWhole && isLong && isCentred(row, screen) && (middle >= LOW || middle <= HIGH);
};

const isCaptionBand = (band: readonly ReadRow[], screen: Screen): boolean => {
  const pops = band.reduce((sum, row) => sum + popsOf(row), 0);
  const texts = new Set(band.map(({ text }) => plainText(text))).size;
  if (shareOf(band, (row) => isCentred(row, screen)) >= MIN_ORDER) return pops >= 1;
  return texts >= 3 && pops >= texts && alignedShare(band, screen) >= MIN_ORDER;
};

/** Columns that hang from one height belong to one band. */
const isSameHang = (a: BoxPx, b: BoxPx): boolean =>
  Math.max(a.widthPx, b.widthPx) <= SAME_SIZE * Math.min(a.widthPx, b.widthPx) &&
  Math.abs(a.yPx - b.yPx) <= SAME_BAND * Math.max(a.widthPx, b.widthPx);

const intoHangs = (columns: readonly ReadRow[]): ReadRow[][] => {
  const hangs: ReadRow[][] = [];
  for (const column of columns) {
    const hang = hangs.find((other) => other.some(({ box }) => isSameHang(box, column.box)));
    if (hang) hang.push(column);
    else hangs.push([column]);
  }
  return hangs;
};

/** Shop signs are upright too: columns of captions are several, and nearly all come and go over an unbroken picture. */
const isCaptionHang = (hang: readonly ReadRow[]): boolean => {
  const pops = hang.reduce((sum, row) => sum + popsOf(row), 0);
  return new Set(hang.map(({ text }) => plainText(text))).size >= 2 && pops >= MIN_COLUMN_POPS * hang.length;
};

const comeTogether = (a: ReadRow, b: ReadRow): boolean =>
  Math.abs(a.startSeconds - b.startSeconds) <= TOGETHER_SECONDS &&
  Math.abs(a.endSeconds - b.endSeconds) <= TOGETHER_SECONDS;

/** One above the other, on one axis or from one margin; columns beside one another. */
const isNeighbour = (a: BoxPx, b: BoxPx): boolean => {
  if (isUpright(a) && isUpright(b)) {
    const apart = Math.max(a.xPx, b.xPx) - Math.min(a.xPx + a.widthPx, b.xPx + b.widthPx);
    return isSameHang(a, b) && apart <= 1.2 * Math.max(a.widthPx, b.widthPx);
  }
  const high = Math.max(a.heightPx, b.heightPx);
  const gap = Math.max(a.yPx, b.yPx) - Math.min(a.yPx + a.heightPx, b.yPx + b.heightPx);
  const isInLine = Math.min(Math.abs(middleX(a) - middleX(b)), Math.abs(a.xPx - b.xPx)) <= 1.2 * high;
  return gap <= 1.2 * high && isInLine;
};

export const isSameCue = (a: ReadRow, b: ReadRow): boolean => comeTogether(a, b) && isNeighbour(a.box, b.box);

/**
 * Which rows are captions. Captions come and go over an unbroken picture, at one height, centred or at one margin, a few
 * seconds each; marks stay, scene text comes with cuts, pages of text have many rows.
 */
export const planBands = (rows: readonly ReadRow[], screen: Screen): ReadRow[] => {
  const few = rows.filter((row) => rowsAtOnce(row, rows) <= MAX_ROWS_AT_ONCE);
  const coming = few.filter((row) => secondsOf(row) <= MAX_SECONDS && !(row.startIsOpen && row.endIsOpen));
  const level = intoBands(coming.filter(({ box }) => !isUpright(box)));
  const upright = intoHangs(coming.filter(({ box }) => isUpright(box)));
  const passing = [
    ...level.filter((band) => isCaptionBand(band, screen)),
    ...upright.filter((hang) => isCaptionHang(hang)),
  ].flat();
  const taken = passing.length > 0 ? passing : few.filter((row) => isStandingCaption(row, screen));
  const beside = few.filter((row) => !taken.includes(row) && taken.some((other) => isSameCue(row, other)));
  return [...taken, ...beside].sort((a, b) => a.startSeconds - b.startSeconds || a.box.yPx - b.box.yPx);
};
