import type { BoxPx } from '../core/geometry';
import type { Plane, RgbaImage } from '../core/image';
import { lumaPlane } from './color';

/** Luma code values: a letterbox bar is black (16 in video, less after range expansion) and even. */
const BAR_LEVEL = 28;
/** Share of a line's pixels that must be black; a logo or subtitle may sit on a bar. */
const BAR_SHARE = 0.98;
/** Bars thinner than this share of the side are ignored; the picture keeps at least a third of it. */
const MIN_BAR_SHARE = 0.015;
const MAX_BAR_SHARE = 1 / 3;

/** Brightest luma of every pixel over the pictures: bars stay black in all of them. */
const brightest = (pictures: readonly RgbaImage[]): Plane | null => {
  const first = pictures[0];
  if (!first) return null;
  const top = new Float32Array(first.widthPx * first.heightPx);
  for (const picture of pictures) {
    const luma = lumaPlane(picture).data;
    for (let i = 0; i < top.length; i++) top[i] = Math.max(top[i]!, luma[i]!);
  }
  return { widthPx: first.widthPx, heightPx: first.heightPx, data: top };
};

const isBar = ({ data, widthPx, heightPx }: Plane, horizontal: boolean, line: number): boolean => {
  const length = horizontal ? widthPx : heightPx;
  let dark = 0;
  for (let k = 0; k < length; k++) {
    const index = horizontal ? line * widthPx + k : k * widthPx + line;
    if (data[index]! < BAR_LEVEL) dark++;
  }
  return dark >= BAR_SHARE * length;
};

const barLines = (plane: Plane, horizontal: boolean, fromStart: boolean): number => {
  const side = horizontal ? plane.heightPx : plane.widthPx;
  const limit = Math.floor(side * MAX_BAR_SHARE);
  let count = 0;
  while (count < limit && isBar(plane, horizontal, fromStart ? count : side - 1 - count)) count++;
  return count < Math.max(2, side * MIN_BAR_SHARE) || count === limit ? 0 : count;
};

/**
 * The picture inside letterbox or pillarbox bars, from several pictures of one size (spread over the clip).
 * Without bars it is the whole picture.
 */
export const findPictureBox = (pictures: readonly RgbaImage[]): BoxPx | null => {
  const plane = brightest(pictures);
  if (!plane) return null;
  const top = barLines(plane, true, true);
  const bottom = barLines(plane, true, false);
  const left = barLines(plane, false, true);
  const right = barLines(plane, false, false);
  return {
    xPx: left,
    yPx: top,
    widthPx: plane.widthPx - left - right,
    heightPx: plane.heightPx - top - bottom,
  };
};
