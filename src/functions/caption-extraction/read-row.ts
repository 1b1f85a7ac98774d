import { unionBox, type BoxPx } from '../../core/geometry';
import type { RgbaImage } from '../../core/image';
import type { OrientedBox } from '../../models/oriented-box';
import type { TextDetector, TextLineBox } from '../../models/text-detector';
import type { TextRecognizer } from '../../models/text-recognizer';
import { countsInColumn, isUpright, layDown } from './lay-down';
import { shareRow } from './row-album';
import { voteReadings, type Ballot } from './vote-readings';

/** Who reads lines: our networks, one or both, or Tesseract alone. */
export interface LineReaders {
  readonly words?: TextRecognizer;
  readonly chinese?: TextRecognizer;
  readonly foreign?: TextRecognizer;
}

export interface RowReaders extends LineReaders {
  readonly detector: TextDetector;
}

/** A row with what it looked like; boxes in pixels of the full picture. */
export interface PicturedRow {
  readonly box: BoxPx;
  /** What the pictures show. */
  readonly pictureBox: BoxPx;
  /** Strokes as they are, a moving background smoothed. */
  readonly mean: RgbaImage;
  /** One moment of it. */
  readonly single: RgbaImage;
}

export interface RowReading {
  readonly text: string;
  readonly confidence: number;
  /** In pixels of the full picture. */
  readonly box: BoxPx;
}

/** Pieces that a second look finds beside the row, at most this many line heights away, belong to it. */
const MAX_PIECE_GAP = 1.3;
/** A piece is a line of the same size when its height is within this factor. */
const SAME_SIZE = 1.7;
/** Below this, readings differ enough to ask for more pictures. */
const SURE = 0.97;
/** The same of Tesseract, whose spaces are as sure as its letters: the greater part of the votes puts them in. */
const SURE_FOREIGN = 0.94;
const FOREIGN_SPACE = 0.5;
/** Room before and after a line for its last mark, in line heights. */
const READ_PAD = 0.25;
/** Cut off above and below for another reading: larger letters, wider spaces. */
const TIGHT = 0.07;

const orient = (box: BoxPx): OrientedBox => ({
  centerX: box.xPx + box.widthPx / 2,
  centerY: box.yPx + box.heightPx / 2,
  width: box.widthPx,
  height: box.heightPx,
  angle: 0,
});

const isPieceOf = (row: BoxPx, { box, oriented }: TextLineBox): boolean => {
  const ratio = box.heightPx / row.heightPx;
  return (
    Math.abs(oriented.angle) < 0.1 &&
    ratio < SAME_SIZE &&
    ratio > 1 / SAME_SIZE / 1.5 &&
    shareRow(row, box) &&
    Math.abs(box.yPx + box.heightPx / 2 - row.yPx - row.heightPx / 2) < 0.35 * row.heightPx
  );
};

/** The row together with the pieces next to it, from the nearest on. */
const growRow = (row: BoxPx, pieces: readonly TextLineBox[]): BoxPx | null => {
  let grown = row;
  const near = pieces.filter((piece) => isPieceOf(row, piece)).map(({ box }) => box);
  const waiting = new Set(near);
  for (let isGrowing = true; isGrowing;) {
    isGrowing = false;
    for (const box of waiting) {
      const gap = Math.max(box.xPx, grown.xPx) - Math.min(box.xPx + box.widthPx, grown.xPx + grown.widthPx);
      if (gap > MAX_PIECE_GAP * row.heightPx) continue;
      grown = unionBox([grown, box]);
      waiting.delete(box);
      isGrowing = true;
    }
  }
  return near.length > 0 ? grown : null;
};

const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

type Reader = keyof LineReaders;

const ballotsOf = async (
  readers: RowReaders,
  by: Reader,
  image: RgbaImage,
  boxes: readonly BoxPx[],
): Promise<Ballot[]> => {
  const ballots: Ballot[] = [];
  for (const box of boxes) {
    const line = await readers[by]?.read(image, orient(box));
    if (line) ballots.push({ by, line });
  }
  return ballots;
};

const agree = (ballots: readonly Ballot[]): boolean => {
  const [first, ...rest] = ballots.map(({ line }) => line.text.replaceAll(' ', ''));
  return rest.every((text) => text === first) && ballots.every(({ line }) => line.confidence >= SURE);
};

const within = (box: BoxPx, { widthPx, heightPx }: RgbaImage): BoxPx => {
  const xPx = Math.max(0, box.xPx);
  const yPx = Math.max(0, box.yPx);
  return {
    xPx,
    yPx,
    widthPx: Math.min(widthPx, box.xPx + box.widthPx) - xPx,
    heightPx: Math.min(heightPx, box.yPx + box.heightPx) - yPx,
  };
};

const padAlong = (box: BoxPx, image: RgbaImage): BoxPx => {
  const pad = READ_PAD * box.heightPx;
  return within({ ...box, xPx: box.xPx - pad, widthPx: box.widthPx + 2 * pad }, image);
};

const tighten = (box: BoxPx): BoxPx => ({
  ...box,
  yPx: box.yPx + TIGHT * box.heightPx,
  heightPx: box.heightPx * (1 - 2 * TIGHT),
});

type Reading = Omit<RowReading, 'box'>;

const readAll = async (readers: RowReaders, image: RgbaImage, box: BoxPx): Promise<Reading> => {
  const ballots: Ballot[] = [];
  for (const by of ['words', 'chinese', 'foreign'] as const)
    ballots.push(...(await ballotsOf(readers, by, image, [box])));
  return voteReadings(ballots, readers.foreign ? FOREIGN_SPACE : null);
};

/**
 * A column of characters: set side by side, cut by each number that it may hold, and as letters on their side. Cuts
 * through characters make doubtful readings, so the surest one counts.
 */
const readColumn = async (readers: RowReaders, image: RgbaImage, box: BoxPx): Promise<Reading> => {
  const readings = [await readAll(readers, image, box)];
  for (const count of countsInColumn(box)) {
    const laid = layDown(image, box, count);
    const whole = { xPx: 0, yPx: 0, widthPx: laid.widthPx, heightPx: laid.heightPx };
    readings.push(await readAll(readers, laid, whole));
  }
  return readings.reduce((best, reading) => (reading.confidence > best.confidence ? reading : best));
};

/** Tesseract is slow and not often wrong: a second picture, and a third opinion, only where the mean leaves doubts. */
const readForeign = async ({ mean, single }: PicturedRow, readers: RowReaders, wide: BoxPx) => {
  const ballots = await ballotsOf(readers, 'foreign', mean, [wide]);
  if (ballots.every(({ line }) => line.confidence < SURE_FOREIGN)) {
    ballots.push(...(await ballotsOf(readers, 'foreign', single, [wide])));
    ballots.push(...(await ballotsOf(readers, 'foreign', mean, [tighten(wide)])));
  }
  return voteReadings(ballots, FOREIGN_SPACE);
};

/** Reads a row from the mean of its pictures, and from a single one where that leaves doubts. */
export const readRow = async (row: PicturedRow, readers: RowReaders): Promise<RowReading> => {
  const { pictureBox, mean, single } = row;
  const own = { ...row.box, xPx: row.box.xPx - pictureBox.xPx, yPx: row.box.yPx - pictureBox.yPx };
  if (isUpright(own)) return { ...(await readColumn(readers, mean, own)), box: row.box };
  const grown = growRow(own, await readers.detector.detect(mean));
  // The row's own height and the grown row's width; spaces and last marks differ between cuts, so both are read.
  const stretched = grown ? { ...own, xPx: grown.xPx, widthPx: grown.widthPx } : own;
  const wide = padAlong(stretched, mean);
  const place = (box: BoxPx): BoxPx => ({
    ...box,
    xPx: box.xPx + pictureBox.xPx,
    yPx: box.yPx + pictureBox.yPx,
  });
  if (readers.foreign)
    return { ...(await readForeign(row, readers, wide)), box: place(within(stretched, mean)) };
  const boxes = grown ? [wide, within(grown, mean)] : [wide];
  const ballots = await ballotsOf(readers, 'words', mean, boxes);
  // A second opinion on everything that is worth one: Chinese characters, and spaces between words.
  if (ballots.some(({ line }) => line.characters.length > 1 || hasHan(line.text)))
    ballots.push(...(await ballotsOf(readers, 'chinese', mean, [wide])));
  if (!agree(ballots)) {
    ballots.push(...(await ballotsOf(readers, 'words', single, [tighten(wide)])));
    ballots.push(...(await ballotsOf(readers, 'chinese', mean, [tighten(wide)])));
  }
  const { text, confidence } = voteReadings(ballots);
  return { text, confidence, box: place(within(stretched, mean)) };
};
