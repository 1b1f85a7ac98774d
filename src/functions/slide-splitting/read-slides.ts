import type { BoxPx, NormalizedBox } from '../../core/geometry';
import { toBoxPx } from '../../core/geometry';
import type { RgbaImage } from '../../core/image';
import type { MediaSource } from '../../media/media-source';
import type { TextLine, TextReader } from '../../models/text-reader';
import { lumaPlane } from '../../vision/color';
import { cropImage } from '../../vision/crop-image';
import { measureGraphicCues } from '../../vision/graphics';
import { resizeArea } from '../../vision/resize';
import { strokeMap } from '../../vision/stroke-map';
import { planTitle, UPPER_PART, type SlideRow, type TitleLanguage } from './plan-title';

/** Larger pictures than this are not read any better. */
const READ_WIDTH_PX = 1920;
const THUMB_WIDTH_PX = 240;
/** Drawn pictures are flat, or of few colours. */
const FLAT_SHARE = 0.5;
const PALETTE_SHARE = 0.7;
/** With this many rows of text a picture is taken for a slide, if it is not too restless. */
const MIN_TEXT_ROWS = 2;
const MIN_TEXT_FLATNESS = 0.3;

/** What was read from one slide's picture. */
export interface SlideReading {
  readonly title: string;
  readonly titleConfidence: number;
  /** All text, one row a line. */
  readonly text: string;
  readonly thumb: RgbaImage;
  /** Drawn rather than filmed. */
  readonly isSlide: boolean;
}

interface ReadRow extends SlideRow {
  readonly pieces: readonly TextLine[];
}

const rowOf = (pieces: readonly TextLine[], { widthPx, heightPx }: RgbaImage): ReadRow => {
  const left = Math.min(...pieces.map(({ box }) => box.xPx));
  const right = Math.max(...pieces.map(({ box }) => box.xPx + box.widthPx));
  const heights = pieces.map(({ box }) => box.heightPx).sort((a, b) => a - b);
  return {
    text: pieces.map(({ text }) => text.trim()).join(' '),
    confidence: Math.min(...pieces.map(({ confidence }) => confidence)),
    height: heights[heights.length >> 1]! / heightPx,
    left: left / widthPx,
    top: Math.min(...pieces.map(({ box }) => box.yPx)) / heightPx,
    width: (right - left) / widthPx,
    pieces,
  };
};

/** Pieces much lower than the highest of their row (a figure's labels beside a title) are a row of their own. */
const SAME_ROW_HEIGHT = 0.6;

const splitByHeight = (pieces: readonly TextLine[]): readonly (readonly TextLine[])[] => {
  const highest = Math.max(...pieces.map(({ box }) => box.heightPx));
  const isHigh = ({ box }: TextLine): boolean => box.heightPx >= SAME_ROW_HEIGHT * highest;
  return [pieces.filter(isHigh), pieces.filter((piece) => !isHigh(piece))].filter((row) => row.length > 0);
};

export const thumbOf = (image: RgbaImage): RgbaImage =>
  resizeArea(
    image,
    THUMB_WIDTH_PX,
    Math.max(1, Math.round((image.heightPx * THUMB_WIDTH_PX) / image.widthPx)),
  );

/** A blank or black picture is no slide. */
const MIN_STROKES = 40;

const looksDrawn = (thumb: RgbaImage, rows: number): boolean => {
  if (rows === 0 && strokeMap(thumb).strokePixels.length < MIN_STROKES) return false;
  const { flatShare, paletteShare } = measureGraphicCues(thumb, lumaPlane(thumb));
  if (flatShare >= FLAT_SHARE && paletteShare >= PALETTE_SHARE) return true;
  return rows >= MIN_TEXT_ROWS && flatShare >= MIN_TEXT_FLATNESS;
};

export interface SlidePicture {
  readonly timeSeconds: number;
  /** The slide alone, at full size. */
  readonly image: RgbaImage;
}

/** Decodes the frames at the times (ascending, without doubles) and cuts the slide out of each. */
export async function* slidePictures(
  source: MediaSource,
  times: readonly number[],
  region: NormalizedBox,
): AsyncGenerator<SlidePicture> {
  let index = 0;
  for await (const { image } of source.imagesAt(times)) {
    const timeSeconds = times[Math.min(index++, times.length - 1)]!;
    const isWhole = region[2] >= 1 && region[3] >= 1;
    const part = isWhole ? image : cropImage(image, toBoxPx(region, image.widthPx, image.heightPx));
    yield { timeSeconds, image: part };
  }
}

const readable = (image: RgbaImage): RgbaImage =>
  image.widthPx <= READ_WIDTH_PX
    ? image
    : resizeArea(image, READ_WIDTH_PX, Math.round((image.heightPx * READ_WIDTH_PX) / image.widthPx));

export interface ReadOptions {
  readonly language: TitleLanguage;
  /** Whether a box of the picture holds a camera picture, whose text is not the slide's. */
  readonly isCamera: (box: BoxPx, widthPx: number) => boolean;
}

interface RowOptions extends ReadOptions {
  /** Share of the slide's height, from its top. */
  readonly part?: number;
}

const topOf = (image: RgbaImage, part: number): RgbaImage =>
  part === 1
    ? image
    : cropImage(image, {
        xPx: 0,
        yPx: 0,
        widthPx: image.widthPx,
        heightPx: Math.ceil(image.heightPx * part),
      });

/** All rows of a slide, or of a part at its top, quickly read. */
const readRows = async (
  reader: TextReader,
  image: RgbaImage,
  { isCamera, part = 1 }: RowOptions,
): Promise<ReadRow[]> =>
  (await reader.read(topOf(image, part), { isQuick: true }))
    .map((pieces) => pieces.filter(({ box }) => !isCamera(box, image.widthPx)))
    .filter((pieces) => pieces.length > 0)
    .flatMap(splitByHeight)
    .map((pieces) => rowOf(pieces, image));

/** Reads again, with care. */
const readAgain = async (reader: TextReader, image: RgbaImage, { pieces }: ReadRow): Promise<ReadRow> => {
  const read: TextLine[] = [];
  for (const piece of pieces) read.push({ ...piece, ...(await reader.readLine(image, piece.oriented)) });
  return rowOf(read, image);
};

/** The title of a slide and all its rows; those of the title are read with care. */
const readTitle = async (reader: TextReader, image: RgbaImage, options: RowOptions) => {
  const { language } = options;
  const rows = await readRows(reader, image, options);
  for (const row of planTitle(rows, language).rows)
    rows[rows.indexOf(row)] = await readAgain(reader, image, row);
  return { ...planTitle(rows, language), rows };
};

/** Reads one slide. Throws what `TextReader.read` throws. */
export const readSlide = async (
  reader: TextReader,
  picture: RgbaImage,
  options: ReadOptions,
): Promise<SlideReading> => {
  const image = readable(picture);
  const { title, confidence, rows } = await readTitle(reader, image, options);
  const thumb = thumbOf(image);
  return {
    title,
    titleConfidence: Math.round(confidence * 1000) / 1000,
    text: rows.map(({ text }) => text).join('\n'),
    thumb,
    isSlide: looksDrawn(thumb, rows.length),
  };
};

/** The title of an earlier picture of the slide where it is read more surely there. */
export const takeSurerTitle = async (
  reader: TextReader,
  reading: SlideReading,
  earlier: RgbaImage,
  options: ReadOptions,
): Promise<SlideReading> => {
  const { title, confidence } = await readTitle(reader, readable(earlier), { ...options, part: UPPER_PART });
  const titleConfidence = Math.round(confidence * 1000) / 1000;
  return title !== '' && titleConfidence >= reading.titleConfidence
    ? { ...reading, title, titleConfidence }
    : reading;
};
