import type { BoxPx } from '../core/geometry';
import type { LumaImage, RgbaImage } from '../core/image';
import { lumaOf } from './color';
import { connectedComponents } from './connected-components';
import { cropImage } from './crop-image';

/** Whether the letters are brighter or darker than what is round them. */
export type InkPolarity = 'light' | 'dark';

/** Room round the line, in line heights: what reaches across it to the edge is background. */
const ROOM = 0.25;
/** The fill of the letters: brighter than all but this share of the line's pixels. */
const FILL_SHARE = 0.04;
/** A pixel this many code values from the fill is no ink; within it the ink fades. */
const SPAN = 80;
/** Ink that belongs to a letter ... */
const INK = 0.4;
/** ... which has a core of nearly the fill's own value. */
const CORE = 0.8;

const quantile = (values: Uint8Array, share: number): number => {
  const counts = new Uint32Array(256);
  for (const value of values) counts[value]!++;
  let left = Math.floor(values.length * share);
  for (let value = 255; value > 0; value--) {
    left -= counts[value]!;
    if (left < 0) return value;
  }
  return 0;
};

const lumaImage = ({ widthPx, heightPx, data }: RgbaImage): LumaImage => {
  const luma = new Uint8Array(widthPx * heightPx);
  for (let i = 0; i < luma.length; i++)
    luma[i] = Math.round(lumaOf(data[4 * i]!, data[4 * i + 1]!, data[4 * i + 2]!));
  return { widthPx, heightPx, data: luma };
};

const around = ({ xPx, yPx, widthPx, heightPx }: BoxPx, image: RgbaImage): BoxPx => {
  const room = ROOM * Math.min(widthPx, heightPx);
  const left = Math.max(0, xPx - room);
  const top = Math.max(0, yPx - room);
  return {
    xPx: left,
    yPx: top,
    widthPx: Math.min(image.widthPx, xPx + widthPx + room) - left,
    heightPx: Math.min(image.heightPx, yPx + heightPx + room) - top,
  };
};

/** Ink 0..1 by how near each pixel is to the fill. */
const inkOf = ({ data }: LumaImage, fill: number): Float32Array =>
  Float32Array.from(data, (value) => Math.min(1, Math.max(0, 1 - (fill - value) / SPAN)));

/** Which pixels belong to letters: regions with a full core that end inside the picture, and their soft edges. */
const lettersOf = (ink: Float32Array, widthPx: number, heightPx: number): Uint8Array => {
  const letters = new Uint8Array(ink.length);
  const mask = Uint8Array.from(ink, (value) => (value > INK ? 1 : 0));
  const mark = (pixel: number): void => {
    letters[pixel] = 1;
    for (const edge of [pixel - 1, pixel + 1, pixel - widthPx, pixel + widthPx])
      if (!mask[edge]) letters[edge] = 1;
  };
  for (const { pixels, left, top, right, bottom } of connectedComponents(mask, widthPx, heightPx)) {
    const reachesOut = left === 0 || top === 0 || right === widthPx - 1 || bottom === heightPx - 1;
    if (!reachesOut && pixels.some((pixel) => ink[pixel]! >= CORE)) pixels.forEach((pixel) => mark(pixel));
  }
  return letters;
};

/**
 * A line of a caption as dark letters on white, with a little room: outlines, shadows and the picture behind are gone.
 * For recognisers made for printed pages. `box` is the line in pixels of `image`; `light` letters are the brightest in it.
 */
export const inkLine = (image: RgbaImage, box: BoxPx, polarity: InkPolarity): LumaImage => {
  const flip = polarity === 'dark' ? 255 : 0;
  const turn = (one: LumaImage): LumaImage => ({ ...one, data: one.data.map((value) => value ^ flip) });
  const fill = quantile(turn(lumaImage(cropImage(image, box))).data, FILL_SHARE);
  const luma = turn(lumaImage(cropImage(image, around(box, image))));
  const ink = inkOf(luma, fill);
  const letters = lettersOf(ink, luma.widthPx, luma.heightPx);
  return {
    ...luma,
    data: Uint8Array.from(ink, (value, i) => (letters[i] ? Math.round(255 * (1 - value)) : 255)),
  };
};
