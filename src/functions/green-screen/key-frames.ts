import { toBoxPx, type NormalizedBox } from '../../core/geometry';
import type { RgbaImage } from '../../core/image';
import type { ScreenPlate } from '../../vision/chroma-key/build-plate';
import { createKeyer, type KeyerSettings } from '../../vision/chroma-key/create-keyer';

const clearBox = (image: RgbaImage, box: NormalizedBox): void => {
  const { xPx, yPx, widthPx, heightPx } = toBoxPx(box, image.widthPx, image.heightPx);
  const left = Math.round(xPx);
  const right = Math.min(image.widthPx, Math.round(xPx + widthPx));
  const bottom = Math.min(image.heightPx, Math.round(yPx + heightPx));
  for (let y = Math.round(yPx); y < bottom; y++) {
    image.data.fill(0, (y * image.widthPx + left) * 4, (y * image.widthPx + right) * 4);
  }
};

/** Keys frames of one backdrop and clears what lies in the boxes. The result is reused by the next call. */
export const keyWithGarbage = (
  plate: ScreenPlate,
  settings: KeyerSettings,
  garbage: readonly NormalizedBox[],
) => {
  const keyer = createKeyer(plate, settings);
  return (frame: RgbaImage): RgbaImage => {
    const keyed = keyer.keyFrame(frame);
    for (const box of garbage) clearBox(keyed, box);
    return keyed;
  };
};
