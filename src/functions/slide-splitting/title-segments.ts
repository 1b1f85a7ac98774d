import type { BoxPx, NormalizedBox } from '../../core/geometry';
import type { RunContext } from '../../core/media-function';
import type { MediaSource } from '../../media/media-source';
import type { TextReader } from '../../models/text-reader';
import type { FoundSegments } from './find-segments';
import type { Segment } from './plan-segments';
import { cameraPart } from './plan-region';
import { UPPER_PART, type TitleLanguage } from './plan-title';
import { readSlide, slidePictures, takeSurerTitle, type SlideReading } from './read-slides';
import { untitled, type TitledSegment } from './split-segments';
import type { TrackedPage } from './track-pages';
import type { CellGrid } from '../../vision/stroke-map';

/** A box of text with more than this of it in a camera picture is not the slide's. */
const CAMERA_PART = 0.5;

export interface ReadOptions {
  /** The slide in the picture. */
  readonly region: NormalizedBox;
  /** The part of the picture in which the pages were tracked. */
  readonly scanned: NormalizedBox;
  readonly lang: TitleLanguage;
}

/** The picture that each slide is read from: that of its first segment. Slide numbers by time, in order of time. */
const picturesToRead = (segments: readonly Segment[]): ReadonlyMap<number, number> => {
  const seen = new Set<number>();
  const numberAt = new Map<number, number>();
  for (const { slideNumber, pictureSeconds } of segments) {
    if (slideNumber === 0 || seen.has(slideNumber)) continue;
    seen.add(slideNumber);
    numberAt.set(pictureSeconds, slideNumber);
  }
  return new Map([...numberAt].sort(([a], [b]) => a - b));
};

/** Says of a box of text whether it lies in a camera picture. `widthPx`: of the picture that is read. */
const cameraTest = (
  { grid, movingShare, widthPx: scanWidthPx }: FoundSegments['tracked'],
  { region, scanned }: ReadOptions,
  widthPx: number,
) => {
  const fullWidthPx = scanWidthPx / scanned[2];
  const fullHeightPx = (grid.rows * grid.cellPx) / scanned[3];
  const scale = (fullWidthPx * region[2]) / widthPx;
  return (box: BoxPx): boolean =>
    cameraPart(
      {
        xPx: box.xPx * scale + (region[0] - scanned[0]) * fullWidthPx,
        yPx: box.yPx * scale + (region[1] - scanned[1]) * fullHeightPx,
        widthPx: box.widthPx * scale,
        heightPx: box.heightPx * scale,
      },
      movingShare,
      grid,
    ) > CAMERA_PART;
};

export interface ReadTools extends Pick<RunContext<'read'>, 'signal' | 'progress'> {
  readonly reader: TextReader;
}

const hasInkOnTitle = ({ canvas }: TrackedPage, { columns, rows }: CellGrid): boolean =>
  canvas.inked.subarray(0, Math.ceil(rows * UPPER_PART) * columns).includes(1);

/** For slides whose title was written over: the moment before, by slide number, in order of time. */
const earlierPictures = (
  numberAt: ReadonlyMap<number, number>,
  { segments, tracked }: FoundSegments,
): ReadonlyMap<number, number> => {
  const times = [...numberAt].flatMap(([pictureSeconds, number]) => {
    const page = segments.find((segment) => segment.pictureSeconds === pictureSeconds)?.page ?? -1;
    const shown = tracked.pages[page];
    return shown && hasInkOnTitle(shown, tracked.grid) && shown.settledSeconds < pictureSeconds
      ? [[shown.settledSeconds, number] as const]
      : [];
  });
  return new Map(times.sort(([a], [b]) => a - b));
};

/** Reads the picture of every slide once; a slide that comes back has been read already. By slide number. */
export const readSegments = async (
  source: MediaSource,
  found: FoundSegments,
  where: ReadOptions,
  { reader, signal, progress }: ReadTools,
): Promise<ReadonlyMap<number, SlideReading>> => {
  const { region, lang } = where;
  const numberAt = picturesToRead(found.segments);
  const earlier = earlierPictures(numberAt, found);
  const isCamera = (box: BoxPx, widthPx: number) => cameraTest(found.tracked, where, widthPx)(box);
  const options = { language: lang, isCamera };
  const readings = new Map<number, SlideReading>();
  let count = 0;
  const advance = () => progress('read', ++count / (numberAt.size + earlier.size));
  for await (const { timeSeconds, image } of slidePictures(source, [...numberAt.keys()], region)) {
    signal.throwIfAborted();
    readings.set(numberAt.get(timeSeconds)!, await readSlide(reader, image, options));
    advance();
  }
  for await (const { timeSeconds, image } of slidePictures(source, [...earlier.keys()], region)) {
    signal.throwIfAborted();
    const number = earlier.get(timeSeconds)!;
    const reading = readings.get(number);
    if (reading) readings.set(number, await takeSurerTitle(reader, reading, image, options));
    advance();
  }
  return readings;
};

/** With less of the time than this on drawn pictures the video is a film, not a lecture. */
const MIN_SLIDE_SHARE = 0.2;

/** Whether the video shows slides at all, by what its still stretches look like. */
export const showsSlides = (
  segments: readonly Segment[],
  readings: ReadonlyMap<number, SlideReading>,
  durationSeconds: number,
): boolean => {
  const seconds = segments
    .filter(({ slideNumber }) => readings.get(slideNumber)?.isSlide)
    .reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0);
  return seconds >= MIN_SLIDE_SHARE * durationSeconds;
};

export const withTitles = (
  segments: readonly Segment[],
  readings: ReadonlyMap<number, SlideReading>,
): TitledSegment[] =>
  segments.map((segment) => {
    const reading = readings.get(segment.slideNumber);
    if (!reading) return untitled(segment);
    const { title, titleConfidence, text } = reading;
    return { ...untitled(segment), title, titleConfidence, text };
  });
