import { MediaError } from '../../core/errors';
import { toNormalizedBox } from '../../core/geometry';
import type { RgbaImage } from '../../core/image';
import type { Logo } from '../../core/logo-result';
import type { RunContext } from '../../core/media-function';
import type { MediaSource } from '../../media/media-source';
import { openTextReader, type TextReader } from '../../models/text-reader';
import { lastingLines, planTextMarks, type ReadLine } from './plan-text-marks';

/** Small lettering is lost below this; larger pictures take long to read. */
const READ_PX = 1280;
/** Moments of a video that are read, as shares of its length. */
const MOMENTS = [0.15, 0.5, 0.85] as const;

interface TextMarks {
  readonly logos: readonly Logo[];
  readonly candidates: readonly Logo[];
}

const readLines = async (reader: TextReader, image: RgbaImage): Promise<readonly ReadLine[]> => {
  const rows = await reader.read(image, { longSidePx: READ_PX });
  return rows
    .flat()
    .map(({ box, text }) => ({ text, box: toNormalizedBox(box, image.widthPx, image.heightPx) }));
};

const readPictures = async (source: MediaSource, ctx: RunContext<'model'>) => {
  const { signal, backend, log } = ctx;
  const onDownload = (fraction: number) => ctx.progress('model', 0.5 * fraction);
  await using reader = await openTextReader({ signal, backend, log, onDownload });
  const times = source.kind === 'image' ? [0] : MOMENTS.map((share) => share * source.durationSeconds);
  const pictures: (readonly ReadLine[])[] = [];
  for await (const { image } of source.imagesAt(times, { maxWidthPx: READ_PX, maxHeightPx: READ_PX })) {
    signal.throwIfAborted();
    pictures.push(await readLines(reader, image));
    ctx.progress('model', 0.5 + (0.5 * pictures.length) / times.length);
  }
  log(`Words on the picture: ${JSON.stringify(pictures.map((lines) => lines.map(({ text }) => text)))}`);
  return pictures;
};

/** Marks told by their words, where nothing moves that could tell them. Without the networks there are none. */
export const readTextMarks = async (source: MediaSource, ctx: RunContext<'model'>): Promise<TextMarks> => {
  try {
    const pictures = await readPictures(source, ctx);
    if (source.kind === 'image') return planTextMarks(pictures[0] ?? [], 0);
    return planTextMarks(lastingLines(pictures), source.durationSeconds);
  } catch (error) {
    ctx.signal.throwIfAborted();
    if (!(error instanceof MediaError)) throw error;
    ctx.log(`No text could be read (${error.code})`);
    return { logos: [], candidates: [] };
  }
};
