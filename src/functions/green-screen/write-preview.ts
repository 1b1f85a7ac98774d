import { MediaError } from '../../core/errors';
import { outputName } from '../../core/file-name';
import type { RgbaImage } from '../../core/image';
import { KEY_PREVIEW_LINES, type KeyPreview } from '../../core/key-preview';
import type { OutputFile } from '../../core/media-function';
import { encodeImage } from '../../exporters/encode-image';
import type { MediaSource } from '../../media/media-source';
import { fitInside, resizeArea } from '../../vision/resize';
import type { ScreenSegment } from './find-screens';
import { toHex } from './screen-hex';

/** Wide pictures are held to the same number of pixels as 16:9. */
const MAX_WIDTH_PX = Math.round((KEY_PREVIEW_LINES * 16) / 9);

const middleOf = (segment: ScreenSegment, durationSeconds: number): number =>
  (Math.max(0, segment.startSeconds) + Math.min(durationSeconds, segment.endSeconds)) / 2;

const frameAt = async (source: MediaSource, timeSeconds: number): Promise<RgbaImage> => {
  for await (const { image } of source.imagesAt([timeSeconds])) {
    return image;
  }
  throw new MediaError('decode-failed', `No frame at ${timeSeconds} s`);
};

/** One frame of the longest keyed span and its backdrop, small, so that the page can try other settings on it. */
export const writePreview = async (
  source: MediaSource,
  segments: readonly ScreenSegment[],
): Promise<readonly OutputFile[]> => {
  const lengthOf = ({ startSeconds, endSeconds }: ScreenSegment): number =>
    Math.min(source.durationSeconds, endSeconds) - Math.max(0, startSeconds);
  const [segment] = segments.filter(({ plate }) => plate).sort((a, b) => lengthOf(b) - lengthOf(a));
  if (!segment?.plate || !segment.screen) return [];
  const timeSeconds = source.kind === 'image' ? 0 : middleOf(segment, source.durationSeconds);
  const frame = await frameAt(source, timeSeconds);
  const size = fitInside(frame, MAX_WIDTH_PX, KEY_PREVIEW_LINES);
  const png = async (label: string, image: RgbaImage): Promise<OutputFile> => ({
    role: 'preview',
    fileName: outputName(source.file.name, label, 'png'),
    mimeType: 'image/png',
    blob: await encodeImage(resizeArea(image, size.widthPx, size.heightPx), 'png'),
  });
  const pictures = [await png('key-frame', frame), await png('key-plate', segment.plate.image)] as const;
  const preview: KeyPreview = {
    version: 1,
    timeSeconds,
    keyColor: toHex(segment.screen.rgb),
    frame: pictures[0].fileName,
    plate: pictures[1].fileName,
  };
  const blob = new Blob([JSON.stringify(preview)], { type: 'application/json' });
  const fileName = outputName(source.file.name, 'key-preview', 'json');
  return [...pictures, { role: 'preview', fileName, mimeType: 'application/json', blob }];
};
