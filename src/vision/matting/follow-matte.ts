import type { Plane } from '../../core/image';
import { estimateFlow, warpPlane, type Flow } from '../patch-flow';
import { resizePlane } from '../resize';

/** A frame on its way through the follower. */
export interface FollowedFrame {
  /** Luma at the size motion is found at, code values. */
  readonly luma: Plane;
  readonly alpha: Plane;
}

/** Difference of luma (code values) after motion below which the older matte is believed fully, and not at all. */
const MATCH = { full: 6, none: 22 } as const;
/** Share of the older matte in a new one where the motion fits: steadiness against freshness. */
const MEMORY = 0.5;

/** Mattes that differ by this much show different things: the fresh one is right, or the motion wrong. */
const DISPUTE = 0.5;

const believe = (difference: number): number =>
  difference <= MATCH.full
    ? 1
    : difference >= MATCH.none
      ? 0
      : (MATCH.none - difference) / (MATCH.none - MATCH.full);

/** How well `from`, moved, explains `to`'s picture: 0..1 per pixel of the alpha planes. */
const trustIn = (to: Plane, from: Plane, flow: Flow, size: Plane): Plane => {
  const moved = warpPlane(from, flow);
  const data = new Float32Array(to.data.length);
  for (let i = 0; i < data.length; i++) data[i] = believe(Math.abs(moved.data[i]! - to.data[i]!));
  return resizePlane({ ...to, data }, size.widthPx, size.heightPx, 'bilinear');
};

export interface Carried {
  readonly alpha: Plane;
  /** 0..1 per pixel. */
  readonly trust: Plane;
}

/** The matte of one frame carried over to another by the motion between them. */
export const carryMatte = (from: FollowedFrame, toLuma: Plane): Carried => {
  const flow = estimateFlow(toLuma, from.luma);
  return { alpha: warpPlane(from.alpha, flow), trust: trustIn(toLuma, from.luma, flow, from.alpha) };
};

/** A fresh matte steadied by the one carried over from the frame before. */
export const steadyMatte = (fresh: Plane, carried: Carried | null): Plane => {
  if (!carried) return fresh;
  const data = new Float32Array(fresh.data.length);
  for (let i = 0; i < data.length; i++) {
    const change = carried.alpha.data[i]! - fresh.data[i]!;
    const agreement = Math.max(0, 1 - Math.abs(change) / DISPUTE);
    data[i] = fresh.data[i]! + MEMORY * agreement * carried.trust.data[i]! * change;
  }
  return { widthPx: fresh.widthPx, heightPx: fresh.heightPx, data };
};

/** Between two looks: both carried to the frame, the nearer and better fitting one counts more. */
export const joinCarried = (before: Carried, after: Carried, position: number): Plane => {
  const { widthPx, heightPx } = before.alpha;
  const data = new Float32Array(widthPx * heightPx);
  for (let i = 0; i < data.length; i++) {
    const a = (1 - position) * (before.trust.data[i]! + 0.02);
    const b = position * (after.trust.data[i]! + 0.02);
    data[i] = (a * before.alpha.data[i]! + b * after.alpha.data[i]!) / (a + b);
  }
  return { widthPx, heightPx, data };
};
