import type { RgbaImage } from '../../core/image';
import { KEY_PREVIEW_LINES } from '../../core/key-preview';
import { fitInside, resizeArea } from '../../vision/resize';

/** Wide pictures are held to the same number of pixels as 16:9. */
const MAX_WIDTH_PX = Math.round((KEY_PREVIEW_LINES * 16) / 9);

/** As large as the live preview keys at interactive rate. A picture of its own. */
export const shrinkForPreview = (image: RgbaImage): RgbaImage => {
  const { widthPx, heightPx } = fitInside(image, MAX_WIDTH_PX, KEY_PREVIEW_LINES);
  const small = resizeArea(image, widthPx, heightPx);
  return small === image ? { ...image, data: image.data.slice() } : small;
};
