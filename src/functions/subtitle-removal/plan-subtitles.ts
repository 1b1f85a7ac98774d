import { toBoxPx, unionBox, type BoxPx, type NormalizedBox, type TimeRange } from '../../core/geometry';

/** One followed line of text, in pixels and seconds of the video. */
export interface SeenLine {
  readonly box: BoxPx;
  readonly startSeconds: number;
  /** Time of the last frame that shows it. */
  readonly lastSeconds: number;
  /** Time of the first frame without it. */
  readonly endSeconds: number;
  /** Stood there on the first or last frame of the video. */
  readonly startIsOpen: boolean;
  readonly endIsOpen: boolean;
  /** Share of the picture that changed with its first frame, and with the first frame without it. */
  readonly startChange: number;
  readonly endChange: number;
  readonly text: string;
  /** 0..1 */
  readonly confidence: number;
  /** When it stands there, where the chosen times take only a part of that. */
  readonly life?: TimeRange;
}

export interface Screen {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly durationSeconds: number;
}

/** What the person limits the work to. */
export interface Limits {
  readonly regions: readonly NormalizedBox[];
  readonly times: readonly (readonly [number, number])[];
}

/** Readings below this are patterns, not text. */
const MIN_CONFIDENCE = 0.5;
/** A change of more of the picture is a cut, with which scene text comes and goes too. */
const CUT_CHANGE = 0.5;
/** Middle of a row from the middle of the picture, share of the width. */
const CENTRED = 0.045;
/** Subtitles are read and go; marks stay. */
const MAX_SECONDS = 15;
/** More rows at once are a page, not subtitles. */
const MAX_ROWS = 4;
/** A line that never changes is a subtitle only in the lowest or highest part of the picture. */
const LOW = 0.7;
const HIGH = 0.2;
/** Parts of one cue come and go within this many seconds. */
const TOGETHER_SECONDS = 0.09;

interface Row {
  readonly lines: readonly SeenLine[];
  readonly box: BoxPx;
}

const middleX = (box: BoxPx): number => box.xPx + box.widthPx / 2;
const middleY = (box: BoxPx): number => box.yPx + box.heightPx / 2;

const comeTogether = (a: SeenLine, b: SeenLine): boolean =>
  Math.abs(a.startSeconds - b.startSeconds) <= TOGETHER_SECONDS &&
  Math.abs(a.lastSeconds - b.lastSeconds) <= TOGETHER_SECONDS;

const overlapInTime = (a: SeenLine, b: SeenLine): number =>
  Math.min(a.endSeconds, b.endSeconds) - Math.max(a.startSeconds, b.startSeconds);

/** Pieces of one row: side by side, there at the same time. */
const intoRows = (lines: readonly SeenLine[]): Row[] => {
  const rows: Row[] = [];
  for (const line of lines) {
    const at = rows.findIndex(({ lines: [first], box }) => {
      const sameHeight =
        Math.abs(middleY(box) - middleY(line.box)) < 0.4 * Math.max(box.heightPx, line.box.heightPx);
      return sameHeight && comeTogether(first!, line);
    });
    const row = rows[at];
    if (row) rows[at] = { lines: [...row.lines, line], box: unionBox([row.box, line.box]) };
    else rows.push({ lines: [line], box: line.box });
  }
  return rows;
};

const isCentred = (box: BoxPx, { widthPx }: Screen): boolean =>
  Math.abs(middleX(box) - widthPx / 2) <= Math.max(CENTRED * widthPx, 0.4 * box.heightPx);

/** Comes or goes over an unbroken picture, as nothing in a scene does. */
const pops = (line: SeenLine): boolean =>
  (!line.startIsOpen && line.startChange < CUT_CHANGE) || (!line.endIsOpen && line.endChange < CUT_CHANGE);

const isSubtitle = ({ lines: [line], box }: Row, screen: Screen): boolean => {
  if (!line || !isCentred(box, screen)) return false;
  const seconds = line.endSeconds - line.startSeconds;
  const place = middleY(box) / screen.heightPx;
  const isApart = place >= LOW || place <= HIGH;
  const isLong = box.widthPx >= 1.5 * box.heightPx;
  if (pops(line)) return isLong && seconds <= MAX_SECONDS;
  return isApart && isLong && box.widthPx >= 3 * box.heightPx && seconds <= MAX_SECONDS;
};

const isBeside = (a: BoxPx, b: BoxPx): boolean => {
  const gap = Math.max(a.yPx, b.yPx) - Math.min(a.yPx + a.heightPx, b.yPx + b.heightPx);
  return gap <= 1.2 * Math.max(a.heightPx, b.heightPx);
};

const isInside = (line: SeenLine, { regions }: Limits, { widthPx, heightPx }: Screen): boolean =>
  regions.some((region) => {
    const box = toBoxPx(region, widthPx, heightPx);
    const [x, y] = [middleX(line.box), middleY(line.box)];
    return x >= box.xPx && x <= box.xPx + box.widthPx && y >= box.yPx && y <= box.yPx + box.heightPx;
  });

/** The parts of a line's life that lie in the chosen times. */
const clip = (line: SeenLine, { times }: Limits): SeenLine[] => {
  if (times.length === 0) return [line];
  return times.flatMap(([from, to]) => {
    const startSeconds = Math.max(from, line.startSeconds);
    const endSeconds = Math.min(to, line.endSeconds);
    if (startSeconds >= endSeconds) return [];
    const life = { startSeconds: line.startSeconds, endSeconds: line.endSeconds };
    return [{ ...line, startSeconds, endSeconds, lastSeconds: Math.min(line.lastSeconds, to), life }];
  });
};

/**
 * Which lines of text are taken away. Without regions: subtitles, which come and go over an unbroken picture, centred, a
 * few seconds each; marks stay, scene text comes with cuts and is not centred. With regions: all text in them.
 */
export const planSubtitles = (lines: readonly SeenLine[], screen: Screen, limits: Limits): SeenLine[] => {
  const legible = lines.filter(({ confidence, text }) => confidence >= MIN_CONFIDENCE && text.trim() !== '');
  if (limits.regions.length > 0)
    return legible.filter((line) => isInside(line, limits, screen)).flatMap((line) => clip(line, limits));
  const rows = intoRows(legible);
  const few = rows.filter(
    ({ lines: [line] }) =>
      rows.filter((other) => overlapInTime(other.lines[0]!, line!) > 0.05).length <= MAX_ROWS,
  );
  const taken = few.filter((row) => isSubtitle(row, screen));
  const beside = few.filter(
    (row) =>
      !taken.includes(row) &&
      taken.some((other) => comeTogether(row.lines[0]!, other.lines[0]!) && isBeside(row.box, other.box)),
  );
  return [...taken, ...beside]
    .flatMap((row) => row.lines)
    .flatMap((line) => clip(line, limits))
    .sort((a, b) => a.startSeconds - b.startSeconds || a.box.yPx - b.box.yPx);
};
