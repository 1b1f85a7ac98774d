import type { NormalizedBox } from '../../core/geometry';

const overlapArea = (a: NormalizedBox, b: NormalizedBox): number => {
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  return Math.max(0, width) * Math.max(0, height);
};

/** Share of the smaller box that lies in the other, 0..1. */
export const shareOfSmaller = (a: NormalizedBox, b: NormalizedBox): number =>
  overlapArea(a, b) / Math.max(1e-9, Math.min(a[2] * a[3], b[2] * b[3]));

/** Share of `inner` that lies in `outer`, 0..1. */
export const shareInside = (inner: NormalizedBox, outer: NormalizedBox): number =>
  overlapArea(inner, outer) / Math.max(1e-9, inner[2] * inner[3]);

/** Intersection over union, 0..1. */
export const likeBoxes = (a: NormalizedBox, b: NormalizedBox): number => {
  const overlap = overlapArea(a, b);
  return overlap / Math.max(1e-9, a[2] * a[3] + b[2] * b[3] - overlap);
};
