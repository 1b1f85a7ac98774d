import { clamp, type BoxPx, type NormalizedBox } from '../../core/geometry';
import type { Plane } from '../../core/image';

export interface CropInput {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Wanted width / height; `null` keeps the whole picture. */
  readonly aspect: number | null;
  /** The picture inside letterbox bars, normalised. */
  readonly picture: NormalizedBox;
  readonly faces: readonly NormalizedBox[];
  /** Saliency of the whole frame. */
  readonly saliency: Plane;
}

/** A head reaches this much beyond the face box (forehead to chin): hair above, neck below, ears beside. */
const HEAD = { above: 0.45, below: 0.25, beside: 0.25 } as const;
const STEPS = 80;
/** A head counts more than all saliency together, a cut head as much against. */
const HEAD_WEIGHT = 3;
const CUT_WEIGHT = 4;
const CENTER_WEIGHT = 0.15;

const headOf = ([x, y, width, height]: NormalizedBox): NormalizedBox => {
  const top = Math.max(0, y - HEAD.above * height);
  const left = Math.max(0, x - HEAD.beside * width);
  return [
    left,
    top,
    Math.min(1, x + (1 + HEAD.beside) * width) - left,
    Math.min(1, y + (1 + HEAD.below) * height) - top,
  ];
};

/** Share of `inner` that lies in `outer`. */
const shareInside = (inner: NormalizedBox, outer: NormalizedBox): number => {
  const width = Math.min(inner[0] + inner[2], outer[0] + outer[2]) - Math.max(inner[0], outer[0]);
  const height = Math.min(inner[1] + inner[3], outer[1] + outer[3]) - Math.max(inner[1], outer[1]);
  return (Math.max(0, width) * Math.max(0, height)) / Math.max(1e-9, inner[2] * inner[3]);
};

/** A cut head is worst when half of it is gone. */
const headValue = (head: NormalizedBox, crop: NormalizedBox, largest: number): number => {
  const share = shareInside(head, crop);
  const weight = head[3] / largest;
  return weight * (HEAD_WEIGHT * share - CUT_WEIGHT * 4 * share * (1 - share));
};

const saliencyInside = ({ data, widthPx, heightPx }: Plane, crop: NormalizedBox, total: number): number => {
  const left = Math.round(crop[0] * widthPx);
  const right = Math.round((crop[0] + crop[2]) * widthPx);
  const bottom = Math.round((crop[1] + crop[3]) * heightPx);
  let sum = 0;
  for (let y = Math.round(crop[1] * heightPx); y < bottom; y++) {
    for (let x = left; x < right; x++) sum += data[y * widthPx + x]!;
  }
  return total > 0 ? sum / total : 0;
};

/** Pulls the main subject (or the saliency's centre of mass) towards the middle of the crop. */
const centering = (focus: readonly [number, number], crop: NormalizedBox): number => {
  const dx = (focus[0] - crop[0] - crop[2] / 2) / crop[2];
  const dy = (focus[1] - crop[1] - crop[3] / 2) / crop[3];
  return -CENTER_WEIGHT * Math.min(1, Math.hypot(dx, dy));
};

const massCenter = ({ data, widthPx, heightPx }: Plane, total: number): readonly [number, number] => {
  if (total <= 0) return [0.5, 0.5];
  let x = 0;
  let y = 0;
  data.forEach((value, i) => {
    x += (value * ((i % widthPx) + 0.5)) / widthPx;
    y += (value * (Math.floor(i / widthPx) + 0.5)) / heightPx;
  });
  return [x / total, y / total];
};

/** The largest box of the wanted aspect inside the picture, as width and height of the frame. */
const cropSize = (input: CropInput, aspect: number): readonly [number, number] => {
  const [, , pictureWidth, pictureHeight] = input.picture;
  const width = pictureWidth * input.widthPx;
  const height = pictureHeight * input.heightPx;
  const cropWidth = Math.min(width, height * aspect);
  return [cropWidth / input.widthPx, cropWidth / aspect / input.heightPx];
};

/**
 * The crop of the wanted shape, as large as it can be: all heads whole if they fit, else the largest whole, then
 * as much of what draws the eye as possible. Normalised.
 */
export const planCrop = (input: CropInput): NormalizedBox => {
  if (input.aspect === null) return [0, 0, 1, 1];
  const [width, height] = cropSize(input, input.aspect);
  const [left, top, pictureWidth, pictureHeight] = input.picture;
  const heads = input.faces.map(headOf);
  const largest = Math.max(1e-9, ...heads.map((head) => head[3]));
  const main = heads.find((head) => head[3] === largest);
  const total = input.saliency.data.reduce((sum, value) => sum + value, 0);
  const focus = main
    ? ([main[0] + main[2] / 2, main[1] + main[3] / 2] as const)
    : massCenter(input.saliency, total);
  const valueOf = (crop: NormalizedBox): number =>
    heads.reduce((sum, head) => sum + headValue(head, crop, largest), 0) +
    saliencyInside(input.saliency, crop, total) +
    centering(focus, crop);
  let best: NormalizedBox = [left, top, width, height];
  let bestValue = Number.NEGATIVE_INFINITY;
  for (let step = 0; step <= STEPS; step++) {
    const share = step / STEPS;
    const crop = [
      left + share * Math.max(0, pictureWidth - width),
      top + share * Math.max(0, pictureHeight - height),
      width,
      height,
    ] as const;
    const value = valueOf(crop);
    if (value > bestValue) [best, bestValue] = [crop, value];
  }
  return best;
};

/** The box in whole pixels, with exactly the wanted aspect to within one pixel. */
export const cropPixels = (crop: NormalizedBox, widthPx: number, heightPx: number): BoxPx => {
  const wide = clamp(Math.round(crop[2] * widthPx), 1, widthPx);
  const high = clamp(Math.round(crop[3] * heightPx), 1, heightPx);
  return {
    xPx: clamp(Math.round(crop[0] * widthPx), 0, widthPx - wide),
    yPx: clamp(Math.round(crop[1] * heightPx), 0, heightPx - high),
    widthPx: wide,
    heightPx: high,
  };
};
