import { boxArea, intersectionOverUnion, type BoxPx } from '../core/geometry';

export interface ScoredBox {
  readonly box: BoxPx;
  /** 0..1 */
  readonly score: number;
}

/** Greedy non-maximum suppression: the best of every group of overlapping boxes, best first. */
export const suppressOverlaps = <T extends ScoredBox>(candidates: readonly T[], maxOverlap: number): T[] => {
  const kept: T[] = [];
  for (const candidate of [...candidates].sort((a, b) => b.score - a.score)) {
    if (kept.every((other) => intersectionOverUnion(other.box, candidate.box) <= maxOverlap))
      kept.push(candidate);
  }
  return kept;
};

/** Part of the smaller box that lies in the other one, 0..1. */
export const shareInside = (a: BoxPx, b: BoxPx): number => {
  const width = Math.min(a.xPx + a.widthPx, b.xPx + b.widthPx) - Math.max(a.xPx, b.xPx);
  const height = Math.min(a.yPx + a.heightPx, b.yPx + b.heightPx) - Math.max(a.yPx, b.yPx);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / Math.min(boxArea(a), boxArea(b));
};
