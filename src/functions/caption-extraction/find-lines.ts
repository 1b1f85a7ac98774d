import type { BoxPx } from '../../core/geometry';
import type { LumaImage, RgbaImage } from '../../core/image';
import type { TextDetector } from '../../models/text-detector';

/** Lines are thinner than this share of the longer side; what is not is a mistake of the network. */
const MAX_HEIGHT = 0.13;

/** Grey as RGBA, for networks. */
export const greyImage = ({ widthPx, heightPx, data }: LumaImage): RgbaImage => {
  const words = new Uint32Array(data.length);
  for (let i = 0; i < data.length; i++) words[i] = 0xff000000 | (data[i]! * 0x010101);
  return { widthPx, heightPx, data: new Uint8ClampedArray(words.buffer) };
};

export const isLineSized = (box: BoxPx, widthPx: number, heightPx: number): boolean =>
  Math.min(box.widthPx, box.heightPx) <= MAX_HEIGHT * Math.max(widthPx, heightPx);

/** Lines of text in a luma picture, in its pixels. */
export const findLines = async (
  detector: TextDetector,
  luma: LumaImage,
  longSidePx: number,
): Promise<readonly BoxPx[]> => {
  const found = await detector.detect(greyImage(luma), { longSidePx });
  return found.map(({ box }) => box).filter((box) => isLineSized(box, luma.widthPx, luma.heightPx));
};
