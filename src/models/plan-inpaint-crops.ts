import type { BoxPx } from '../core/geometry';
import type { Plane } from '../core/image';

/** Round a hole the network needs to see this much of the picture, as a share of the hole's longer side ... */
const CONTEXT_SHARE = 0.75;
/** ... and never less than this. */
const MIN_CONTEXT_PX = 64;

interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const overlaps = (a: Bounds, b: Bounds): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const unite = (a: Bounds, b: Bounds): Bounds => ({
  left: Math.min(a.left, b.left),
  top: Math.min(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.max(a.bottom, b.bottom),
});

/** Runs of masked pixels per row, joined to the holes they touch; holes may still overlap afterwards. */
const holesOf = (mask: Plane): Bounds[] => {
  const holes: Bounds[] = [];
  for (let y = 0; y < mask.heightPx; y++) {
    for (let x = 0; x < mask.widthPx; x++) {
      if (mask.data[y * mask.widthPx + x]! <= 0) continue;
      const start = x;
      while (x < mask.widthPx && mask.data[y * mask.widthPx + x]! > 0) x++;
      const run = { left: start, top: y, right: x, bottom: y + 1 };
      const near = { ...run, left: start - 1, top: y - 1, right: x + 1 };
      const touching = holes.findIndex((hole) => overlaps(hole, near));
      if (touching < 0) holes.push(run);
      else holes[touching] = unite(holes[touching]!, run);
    }
  }
  return holes;
};

const withContext = (hole: Bounds, mask: Plane): Bounds => {
  const longSide = Math.max(hole.right - hole.left, hole.bottom - hole.top);
  const context = Math.max(MIN_CONTEXT_PX, Math.round(longSide * CONTEXT_SHARE));
  return {
    left: Math.max(0, hole.left - context),
    top: Math.max(0, hole.top - context),
    right: Math.min(mask.widthPx, hole.right + context),
    bottom: Math.min(mask.heightPx, hole.bottom + context),
  };
};

/** Joins overlapping crops until none do. */
const mergeCrops = (crops: readonly Bounds[]): Bounds[] => {
  const merged: Bounds[] = [];
  for (const crop of crops) {
    let grown = crop;
    for (let i = merged.findIndex((other) => overlaps(other, grown)); i >= 0;) {
      grown = unite(grown, merged.splice(i, 1)[0]!);
      i = merged.findIndex((other) => overlaps(other, grown));
    }
    merged.push(grown);
  }
  return merged;
};

/**
 * Windows that hold every masked pixel (mask > 0) with enough of the picture round it, none overlapping: the network
 * works at one fixed size, so it should look at the holes and not at the whole picture.
 */
export const planInpaintCrops = (mask: Plane): BoxPx[] =>
  mergeCrops(holesOf(mask).map((hole) => withContext(hole, mask))).map(({ left, top, right, bottom }) => ({
    xPx: left,
    yPx: top,
    widthPx: right - left,
    heightPx: bottom - top,
  }));
