import { outputName } from '../../core/file-name';
import type { NormalizedBox } from '../../core/geometry';
import type { RgbaImage } from '../../core/image';
import type { Json, OutputFile } from '../../core/media-function';
import type { SlideReason, SlideStrip } from '../../core/slides-result';
import { encodeImage } from '../../exporters/encode-image';
import { drawSprite, SPRITE_COLUMNS } from '../../vision/draw-sprite';
import type { TitledSegment } from './split-segments';

/** The documented Result. */
export const describeResult = (
  segments: readonly TitledSegment[],
  imageNames: readonly (string | null)[],
  region: NormalizedBox,
  reason: SlideReason | null,
): Json => ({
  segments: segments.map(({ start, end, title, titleConfidence, slideNumber, text }, i) => ({
    start,
    end,
    title,
    titleConfidence,
    slideNumber,
    slide: slideNumber > 0 ? { text, image: imageNames[i] ?? null } : null,
  })),
  region: [...region],
  reason,
});

/** Thumbnails and the segments for the page. */
export const writeStrip = async (
  about: Pick<SlideStrip, 'durationSeconds' | 'reason' | 'region'> & { readonly name: string },
  segments: readonly TitledSegment[],
  thumbs: readonly RgbaImage[],
): Promise<OutputFile[]> => {
  const first = thumbs[0];
  const fileName = outputName(about.name, 'slide-strip', 'jpg');
  const strip: SlideStrip = {
    version: 1,
    durationSeconds: about.durationSeconds,
    reason: about.reason,
    region: about.region,
    sprite: first
      ? {
          fileName,
          columns: Math.min(SPRITE_COLUMNS, thumbs.length),
          tileWidthPx: first.widthPx,
          tileHeightPx: first.heightPx,
        }
      : null,
    segments: [...segments],
  };
  const data: OutputFile = {
    role: 'data',
    fileName: outputName(about.name, 'slide-strip', 'json'),
    mimeType: 'application/json',
    blob: new Blob([JSON.stringify(strip)], { type: 'application/json' }),
  };
  if (!first) return [data];
  const blob = await encodeImage(drawSprite(thumbs), 'jpg');
  return [{ role: 'preview', fileName, mimeType: 'image/jpeg', blob }, data];
};
