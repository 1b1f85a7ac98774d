import type { RgbaImage } from '../../core/image';
import { uprightBox } from '../../models/oriented-box';
import type { TextReader } from '../../models/text-reader';
import type { SeenLine } from './plan-subtitles';

/** Longer side at which a still is searched. */
const SEARCH_SIDE_PX = 1280;

/** Every legible line of a still, as one that stands there from its first to its last moment, the end in seconds. */
export const findStillText = async (
  image: RgbaImage,
  reader: TextReader,
  endSeconds: number,
): Promise<readonly SeenLine[]> => {
  const rows = await reader.read(image, { longSidePx: SEARCH_SIDE_PX });
  return rows.flat().map(({ oriented, text, confidence }) => ({
    box: uprightBox(oriented, image.widthPx, image.heightPx),
    startSeconds: 0,
    lastSeconds: 0,
    endSeconds,
    startIsOpen: true,
    endIsOpen: true,
    startChange: 0,
    endChange: 0,
    text,
    confidence,
  }));
};
