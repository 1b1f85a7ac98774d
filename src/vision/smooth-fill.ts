import type { PlanarCrop } from './planar-crop';
import { pullPush } from './pull-push';

interface SizePx {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Sweeps after which holes as wide as a stroke have settled. */
const SWEEPS = 16;
/** Over-relaxation that settles such holes fastest. */
const OVER = 1.7;

const isInside = (i: number, { widthPx, heightPx }: SizePx): boolean => {
  const x = i % widthPx;
  return x > 0 && x < widthPx - 1 && i >= widthPx && i < widthPx * (heightPx - 1);
};

/** One sweep over pixels that all have four neighbours. */
const sweepInside = (values: Float32Array, widthPx: number, holes: Int32Array): void => {
  for (let k = 0; k < holes.length; k++) {
    const i = holes[k]!;
    const own = values[i]!;
    const round = values[i - 1]! + values[i + 1]! + values[i - widthPx]! + values[i + widthPx]!;
    values[i] = own + OVER * (round / 4 - own);
  }
};

/** One sweep over any pixels; beyond the border the picture goes on as it is there. */
const sweep = (values: Float32Array, { widthPx, heightPx }: SizePx, holes: Int32Array): void => {
  for (let k = 0; k < holes.length; k++) {
    const i = holes[k]!;
    const x = i % widthPx;
    const own = values[i]!;
    const left = x > 0 ? values[i - 1]! : own;
    const right = x < widthPx - 1 ? values[i + 1]! : own;
    const up = i >= widthPx ? values[i - widthPx]! : own;
    const down = i < widthPx * (heightPx - 1) ? values[i + widthPx]! : own;
    values[i] = own + OVER * ((left + right + up + down) / 4 - own);
  }
};

/** Relaxes the pixels listed towards the mean of their neighbours (Laplace's equation by successive over-relaxation). */
const relax = (values: Float32Array, size: SizePx, holes: Int32Array): void => {
  const back = holes.toReversed();
  const areInside = holes.every((i) => isInside(i, size));
  for (let round = 0; round < SWEEPS; round++) {
    const order = round % 2 ? back : holes;
    if (areInside) sweepInside(values, size.widthPx, order);
    else sweep(values, size, order);
  }
};

/** One plane of it; `isHole` tells what is painted. */
export const smoothFillPlane = (
  plane: Uint8Array,
  { widthPx, heightPx }: SizePx,
  isHole: (x: number, y: number) => boolean,
): Uint8Array<ArrayBuffer> => {
  const weights = new Float32Array(plane.length);
  const holes: number[] = [];
  for (let y = 0, i = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++, i++) {
      if (isHole(x, y)) holes.push(i);
      else weights[i] = 1;
    }
  const values = new Float32Array(plane);
  const filled = pullPush({ widthPx, heightPx, channels: 1, values, weights });
  relax(filled, { widthPx, heightPx }, Int32Array.from(holes));
  const painted = new Uint8Array(plane);
  for (let k = 0; k < holes.length; k++)
    painted[holes[k]!] = Math.min(255, Math.max(0, filled[holes[k]!]! + 0.5));
  return painted;
};

/**
 * Paints the hole (`hole[i] > 0`) smoothly from its surroundings: a membrane over it. Colours on its rim are painted too.
 */
export const smoothFill = (crop: PlanarCrop, hole: Uint8Array): PlanarCrop => {
  const { widthPx, heightPx, chromaStep } = crop;
  const isHole = (x: number, y: number) => hole[y * widthPx + x]! > 0;
  const isColorHole = (x: number, y: number) => {
    const [left, top] = [x * chromaStep, y * chromaStep];
    const [right, bottom] = [left + chromaStep - 1, top + chromaStep - 1];
    return isHole(left, top) || isHole(right, top) || isHole(left, bottom) || isHole(right, bottom);
  };
  const chroma = { widthPx: widthPx / chromaStep, heightPx: heightPx / chromaStep };
  return {
    ...crop,
    y: smoothFillPlane(crop.y, { widthPx, heightPx }, isHole),
    u: smoothFillPlane(crop.u, chroma, isColorHole),
    v: smoothFillPlane(crop.v, chroma, isColorHole),
  };
};
