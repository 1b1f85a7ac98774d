import type { PlanarCrop } from './planar-crop';
import { pullPush } from './pull-push';

interface Half {
  readonly widthPx: number;
  readonly heightPx: number;
}

const fillPlane = (
  plane: Uint8Array,
  { widthPx, heightPx }: Half,
  isHole: (x: number, y: number) => boolean,
): Uint8Array<ArrayBuffer> => {
  const weights = new Float32Array(plane.length);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) weights[y * widthPx + x] = isHole(x, y) ? 0 : 1;
  const values = Float32Array.from(plane);
  const filled = pullPush({ widthPx, heightPx, channels: 1, values, weights });
  return Uint8Array.from(filled, (value) => value + 0.5);
};

/** Paints the hole (`hole[i] > 0`) smoothly from its surroundings. Colours on its rim are painted too. */
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
    y: fillPlane(crop.y, { widthPx, heightPx }, isHole),
    u: fillPlane(crop.u, chroma, isColorHole),
    v: fillPlane(crop.v, chroma, isColorHole),
  };
};
