import type { Plane, RgbaImage } from '../../core/image';
import { cropImage } from '../crop-image';
import { guidedFilter } from './guided-filter';
import { solveBand } from './solve-band';
import { hasEdge, isUncertain } from './uncertain-band';

/** Pictures are refined in tiles, so that the filter's fifteen planes stay small however large the photo is. */
const TILE_PX = 384;
/** Colour variance under which a window counts as plain: about (2.5 code values) squared. */
const EPSILON = 1e-4;
/** Neighbouring tiles are solved this far into each other, so that no seam shows. */
const OVERLAP_PX = 24;
/** Alpha is within a hundredth of the solution after these steps on any picture tried. */
const STEPS = 12;
/** Hold on the rough value: loose in the middle of the range, firm near its ends, where the networks are sure. */
const HOLD = { least: 0.06, most: 1, power: 6 } as const;
/** What the networks and the fit leave of settled alpha at each end. */
const RESIDUE = 0.03;

interface Window {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const cropPlane = ({ widthPx, data }: Plane, { left, top, right, bottom }: Window): Plane => {
  const out = new Float32Array((right - left) * (bottom - top));
  for (let y = top; y < bottom; y++) {
    out.set(data.subarray(y * widthPx + left, y * widthPx + right), (y - top) * (right - left));
  }
  return { widthPx: right - left, heightPx: bottom - top, data: out };
};

/** Settled pixels keep their value: the filter would lay a veil of the next edge over them. */
const trust = (alpha: number): number => {
  const distance = Math.min(alpha, 1 - alpha);
  return distance >= 0.06 ? 1 : distance / 0.06;
};

const withoutResidue = ({ widthPx, heightPx, data }: Plane): Plane => {
  const out = new Float32Array(data.length);
  for (let i = 0; i < out.length; i++) {
    const alpha = (data[i]! - RESIDUE) / (1 - 2 * RESIDUE);
    out[i] = alpha < 0 ? 0 : alpha > 1 ? 1 : alpha;
  }
  return { widthPx, heightPx, data: out };
};

/** The band of `rough` solved, starting from and holding on to `prior`. */
const solveEdges = (image: RgbaImage, rough: Plane, prior: Plane): Plane => {
  const { least, most, power } = HOLD;
  const isOpen = new Uint8Array(rough.data.length);
  const weights = new Float32Array(rough.data.length);
  for (let i = 0; i < isOpen.length; i++) {
    const value = rough.data[i]!;
    if (!isUncertain(value)) continue;
    isOpen[i] = 1;
    weights[i] = least + (most - least) * Math.abs(2 * value - 1) ** power;
  }
  return solveBand(image, { prior, isOpen, weights, steps: STEPS });
};

const refineTile = (image: RgbaImage, alpha: Plane, tile: Window, radiusPx: number): Plane => {
  const box = {
    xPx: tile.left,
    yPx: tile.top,
    widthPx: tile.right - tile.left,
    heightPx: tile.bottom - tile.top,
  };
  const part = cropImage(image, box);
  const rough = cropPlane(alpha, tile);
  const fitted = guidedFilter(part, rough, { radiusPx, epsilon: EPSILON });
  const data = rough.data.map((value, i) => value + trust(value) * (fitted.data[i]! - value));
  return solveEdges(part, rough, { ...rough, data });
};

/**
 * Follows the picture's own edges where the matte is uncertain: smoothed along them first (`radiusPx`: how far), then
 * made as sharp as they are; the rest stays as it is. Picture and alpha have one size.
 */
export const refineEdges = (image: RgbaImage, alpha: Plane, radiusPx: number): Plane => {
  const { widthPx, heightPx } = alpha;
  const data = alpha.data.slice();
  const margin = Math.max(OVERLAP_PX, 2 * radiusPx);
  for (let top = 0; top < heightPx; top += TILE_PX) {
    for (let left = 0; left < widthPx; left += TILE_PX) {
      const right = Math.min(widthPx, left + TILE_PX);
      const bottom = Math.min(heightPx, top + TILE_PX);
      if (!hasEdge(alpha, { left, top, right, bottom })) continue;
      const outer = {
        left: Math.max(0, left - margin),
        top: Math.max(0, top - margin),
        right: Math.min(widthPx, right + margin),
        bottom: Math.min(heightPx, bottom + margin),
      };
      const refined = refineTile(image, alpha, outer, radiusPx);
      mixTile({ data, widthPx, inner: { left, top, right, bottom } }, refined, outer);
    }
  }
  return withoutResidue({ widthPx, heightPx, data });
};

const mixTile = (
  target: { readonly data: Float32Array; readonly widthPx: number; readonly inner: Window },
  refined: Plane,
  outer: Window,
): void => {
  const { data, widthPx, inner } = target;
  for (let y = inner.top; y < inner.bottom; y++) {
    for (let x = inner.left; x < inner.right; x++) {
      const i = y * widthPx + x;
      data[i] = refined.data[(y - outer.top) * refined.widthPx + x - outer.left]!;
    }
  }
};

/** A small matte made as sharp as the small picture it belongs to; cheap enough for every frame of a video. */
export const sharpenMatte = (image: RgbaImage, alpha: Plane): Plane =>
  withoutResidue(solveEdges(image, alpha, alpha));
