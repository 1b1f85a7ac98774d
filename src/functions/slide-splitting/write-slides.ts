import type { NormalizedBox } from '../../core/geometry';
import type { RgbaImage } from '../../core/image';
import { outputName } from '../../core/file-name';
import type { OutputFile } from '../../core/media-function';
import { drawCaption } from '../../exporters/draw-caption';
import { encodeImage, imageMimeType, type ImageFormat } from '../../exporters/encode-image';
import { clockTime } from '../../exporters/write-chapters';
import { writePicturePdf, type PicturePage } from '../../exporters/write-picture-pdf';
import type { MediaSource } from '../../media/media-source';
import { slidePictures, thumbOf } from './read-slides';
import { nameOf, type TitledSegment } from './split-segments';

export interface SlideFileOptions {
  readonly region: NormalizedBox;
  readonly images: boolean;
  readonly pdf: boolean;
  readonly format: ImageFormat;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

export interface SlideFiles {
  readonly images: readonly OutputFile[];
  readonly pdf: OutputFile | null;
  /** Of every segment, in their order. */
  readonly thumbs: readonly RgbaImage[];
  /** File name of the picture of each segment; null without one. */
  readonly imageNames: readonly (string | null)[];
}

/** The segment that each slide is shown by: its first. */
const firstOf = (segments: readonly TitledSegment[], { slideNumber }: TitledSegment): TitledSegment =>
  segments.find((other) => other.slideNumber === slideNumber)!;

/**
 * Where the picture of a segment is taken: a slide's at its fullest, which is when it was seen last in its first
 * segment; without a slide (0) the segment's own.
 */
const pictureTime = (segments: readonly TitledSegment[], segment: TitledSegment): number =>
  (segment.slideNumber > 0 ? firstOf(segments, segment) : segment).pictureSeconds;

const pictureTimes = (segments: readonly TitledSegment[]): number[] =>
  [...new Set(segments.map((segment) => pictureTime(segments, segment)))].sort((a, b) => a - b);

const pad = (value: number, total: number): string =>
  String(value).padStart(Math.max(2, String(total).length), '0');

const pdfPage = async (image: RgbaImage, segment: TitledSegment, index: number): Promise<PicturePage> => {
  const jpeg = await encodeImage(image, 'jpg');
  const name = nameOf(segment, index);
  return {
    picture: new Uint8Array(await jpeg.arrayBuffer()),
    caption: await drawCaption(`${index + 1}. ${name}`, clockTime(segment.start)),
    bookmark: name,
  };
};

/** One pass over the slides' pictures: image files, the handout and the thumbnails. */
export const writeSlides = async (
  source: MediaSource,
  segments: readonly TitledSegment[],
  options: SlideFileOptions,
): Promise<SlideFiles> => {
  const distinct = segments.filter(
    (segment) => segment.slideNumber > 0 && firstOf(segments, segment) === segment,
  );
  const names = new Map<number, string>();
  const images: OutputFile[] = [];
  const thumbs = new Map<number, RgbaImage>();
  const times = pictureTimes(segments);
  async function* pages(): AsyncGenerator<PicturePage> {
    for await (const { timeSeconds, image } of slidePictures(source, times, options.region)) {
      options.signal.throwIfAborted();
      thumbs.set(timeSeconds, thumbOf(image));
      options.onProgress(thumbs.size / times.length);
      for (const [index, segment] of distinct.entries()) {
        if (segment.pictureSeconds !== timeSeconds) continue;
        if (options.images) {
          const fileName = outputName(
            source.file.name,
            `slide-${pad(index + 1, distinct.length)}`,
            options.format,
          );
          names.set(segment.slideNumber, fileName);
          const blob = await encodeImage(image, options.format);
          images.push({ role: 'result', fileName, mimeType: imageMimeType(options.format), blob });
        }
        if (options.pdf) yield await pdfPage(image, segment, index);
      }
    }
  }
  const bytes = await writePicturePdf(source.file.name, pages());
  const pdf: OutputFile | null =
    options.pdf && distinct.length > 0
      ? {
          role: 'result',
          fileName: outputName(source.file.name, 'slides', 'pdf'),
          mimeType: 'application/pdf',
          blob: new Blob([bytes], { type: 'application/pdf' }),
        }
      : null;
  return {
    images,
    pdf,
    thumbs: segments.flatMap((segment) => thumbs.get(pictureTime(segments, segment)) ?? []),
    imageNames: segments.map(({ slideNumber }) => names.get(slideNumber) ?? null),
  };
};
