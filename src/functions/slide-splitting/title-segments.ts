import type { BoxPx, NormalizedBox } from '../../core/geometry';
import type { RunContext } from '../../core/media-function';
import type { MediaSource } from '../../media/media-source';
import type { TextReader } from '../../models/text-reader';
import type { FoundSegments } from './find-segments';
import type { Segment } from './plan-segments';
import { movingPart } from './plan-region';
import type { TitleLanguage } from './plan-title';
import { readSlide, slidePictures, type SlideReading } from './read-slides';
import { untitled, type TitledSegment } from './split-segments';

/** A box of text with more than this of it in a camera picture is not the slide's. */
const CAMERA_PART = 0.5;

export interface ReadOptions {
  readonly region: NormalizedBox;
  readonly lang: TitleLanguage;
}

/** Reads the picture of every slide once; a slide that comes back has been read already. */
export const readSegments = async (
  source: MediaSource,
  { segments, tracked }: FoundSegments,
  reader: TextReader,
  { region, lang }: ReadOptions,
  { signal, progress }: Pick<RunContext<'read'>, 'signal' | 'progress'>,
): Promise<ReadonlyMap<number, SlideReading>> => {
  const slides = segments.filter(({ slideNumber }) => slideNumber > 0);
  const numberAt = new Map<number, number>();
  for (const { slideNumber, pictureSeconds } of slides)
    if (![...numberAt.values()].includes(slideNumber)) numberAt.set(pictureSeconds, slideNumber);
  const times = [...numberAt.keys()].sort((a, b) => a - b);
  const { grid, movingShare, widthPx: scanWidthPx } = tracked;
  const readings = new Map<number, SlideReading>();
  for await (const { timeSeconds, image } of slidePictures(source, times, region)) {
    signal.throwIfAborted();
    // The region's own place in the whole picture, in the pixels of the part that was cut out.
    const wholeWidthPx = image.widthPx / region[2];
    const isCamera = (box: BoxPx, readWidthPx: number): boolean => {
      const scale = image.widthPx / readWidthPx;
      const inWhole = {
        xPx: box.xPx * scale + region[0] * wholeWidthPx,
        yPx: box.yPx * scale + (region[1] * image.heightPx) / region[3],
        widthPx: box.widthPx * scale,
        heightPx: box.heightPx * scale,
      };
      return movingPart(inWhole, wholeWidthPx, movingShare, grid, scanWidthPx) > CAMERA_PART;
    };
    const reading = await readSlide(reader, image, { language: lang, isCamera });
    readings.set(numberAt.get(timeSeconds)!, reading);
    progress('read', readings.size / times.length);
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
