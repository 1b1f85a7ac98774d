import type { NormalizedBox } from '../core/geometry';
import type { Plane } from '../core/image';

/** Where the eye goes, from a saliency map; all normalised 0..1. */
export interface Subject {
  readonly centerX: number;
  readonly centerY: number;
  /** Box that holds the middle 80 % of the saliency on each axis. */
  readonly box: NormalizedBox;
  /** 0: spread evenly .. 1: all in one spot. */
  readonly concentration: number;
  /** Share of the saliency in the outer frame of the picture: a subject cut by the edge. */
  readonly edgeShare: number;
}

const EDGE_SHARE = 0.04;
const BOX_SHARE = 0.8;
/** Picture share in which concentration is measured. */
const SPOT_SHARE = 0.15;

/** Sums of rows or columns. */
const profileOf = ({ data, widthPx, heightPx }: Plane, byColumn: boolean): Float64Array => {
  const profile = new Float64Array(byColumn ? widthPx : heightPx);
  for (let i = 0; i < data.length; i++) {
    const bin = byColumn ? i % widthPx : Math.floor(i / widthPx);
    profile[bin] = profile[bin]! + data[i]!;
  }
  return profile;
};

/** Position (0..1) up to which `share` of the profile lies. */
const positionOf = (profile: Float64Array, share: number): number => {
  const total = profile.reduce((sum, value) => sum + value, 0);
  let sum = 0;
  for (let i = 0; i < profile.length; i++) {
    const next = sum + profile[i]!;
    if (next >= share * total)
      return (i + (share * total - sum) / Math.max(1e-9, profile[i]!)) / profile.length;
    sum = next;
  }
  return 1;
};

const edgeShareOf = ({ data, widthPx, heightPx }: Plane, total: number): number => {
  const marginX = widthPx * EDGE_SHARE;
  const marginY = heightPx * EDGE_SHARE;
  let edge = 0;
  for (let i = 0; i < data.length; i++) {
    const x = (i % widthPx) + 0.5;
    const y = Math.floor(i / widthPx) + 0.5;
    const inside = x > marginX && y > marginY && x < widthPx - marginX && y < heightPx - marginY;
    if (!inside) edge += data[i]!;
  }
  return edge / total;
};

export const summarizeSaliency = (map: Plane): Subject => {
  const total = map.data.reduce((sum, value) => sum + value, 0);
  if (total <= 0) {
    return { centerX: 0.5, centerY: 0.5, box: [0, 0, 1, 1], concentration: 0, edgeShare: 0 };
  }
  const columns = profileOf(map, true);
  const rows = profileOf(map, false);
  const margin = (1 - BOX_SHARE) / 2;
  const left = positionOf(columns, margin);
  const top = positionOf(rows, margin);
  const strongest = map.data.slice().sort().reverse();
  const spot = strongest.subarray(0, Math.ceil(strongest.length * SPOT_SHARE));
  const inSpot = spot.reduce((sum, value) => sum + value, 0) / total;
  return {
    centerX: positionOf(columns, 0.5),
    centerY: positionOf(rows, 0.5),
    box: [left, top, positionOf(columns, 1 - margin) - left, positionOf(rows, 1 - margin) - top],
    concentration: Math.max(0, (inSpot - SPOT_SHARE) / (1 - SPOT_SHARE)),
    edgeShare: edgeShareOf(map, total),
  };
};
