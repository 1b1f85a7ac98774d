import { MediaError } from '../../core/errors';
import { outputName } from '../../core/file-name';
import type { RgbaImage, TimedImage } from '../../core/image';
import type { KeyPreview } from '../../core/key-preview';
import type { OutputFile } from '../../core/media-function';
import { encodeImage } from '../../exporters/encode-image';
import type { MediaSource } from '../../media/media-source';
import type { ScreenSegment } from './find-screens';
import { toHex } from './screen-hex';
import { shrinkForPreview } from './shrink-for-preview';

const middleOf = (segment: ScreenSegment, durationSeconds: number): number =>
  (Math.max(0, segment.startSeconds) + Math.min(durationSeconds, segment.endSeconds)) / 2;

const frameAt = async (source: MediaSource, timeSeconds: number): Promise<TimedImage> => {
  for await (const { image } of source.imagesAt([timeSeconds]))
    return { timeSeconds, image: shrinkForPreview(image) };
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
  const middle = source.kind === 'image' ? 0 : middleOf(segment, source.durationSeconds);
  const { timeSeconds, image } = segment.example ?? (await frameAt(source, middle));
  const png = async (label: string, picture: RgbaImage): Promise<OutputFile> => ({
    role: 'preview',
    fileName: outputName(source.file.name, label, 'png'),
    mimeType: 'image/png',
    blob: await encodeImage(picture, 'png'),
  });
  const plate = shrinkForPreview(segment.plate.image);
  const pictures = [await png('key-frame', image), await png('key-plate', plate)] as const;
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
