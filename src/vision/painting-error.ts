import { cellOf } from './background-candidate';
import { HIDDEN, RIM, type FrameRoles } from './frame-roles';
import type { PlanarCrop } from './planar-crop';
import { pullPush } from './pull-push';
import { smoothFillPlane } from './smooth-fill';

/**
 * How far off (code values) painting from the surroundings will be, per half-size cell: the rim of what is hidden is
 * painted too and compared with what is really there.
 */
export const estimatePaintingError = (crop: PlanarCrop, { roles, places }: FrameRoles): Float32Array => {
  const { widthPx, heightPx } = crop;
  const hole = new Uint8Array(roles.length);
  for (const place of places) hole[place] = 1;
  const painted = smoothFillPlane(crop.y, crop, (x, y) => hole[y * widthPx + x]! > 0);
  const half = { widthPx: widthPx >> 1, heightPx: heightPx >> 1 };
  const sums = new Float32Array(half.widthPx * half.heightPx);
  const counts = new Float32Array(sums.length);
  for (const place of places) {
    if (roles[place] !== RIM) continue;
    const cell = cellOf(widthPx, place);
    sums[cell] = sums[cell]! + Math.abs(crop.y[place]! - painted[place]!);
    counts[cell] = counts[cell]! + 1;
  }
  const weights = new Float32Array(sums.length);
  for (let cell = 0; cell < sums.length; cell++) {
    if (counts[cell] === 0) continue;
    sums[cell] = sums[cell]! / counts[cell]!;
    weights[cell] = 1;
  }
  return pullPush({ ...half, channels: 1, values: sums, weights });
};

/** Distance (pixels, city block) of each hidden pixel from what is seen. */
export const measureDepth = ({ roles, places }: FrameRoles, widthPx: number): Uint8Array => {
  const depth = new Uint8Array(roles.length);
  const near = (place: number, step: number): number =>
    roles[place + step] === HIDDEN ? depth[place + step]! : 0;
  const settle = (place: number, first: number, second: number): number =>
    1 + Math.min(near(place, first), near(place, second));
  for (const place of places)
    if (roles[place] === HIDDEN) depth[place] = Math.min(254, settle(place, -1, -widthPx));
  for (let k = places.length - 1; k >= 0; k--) {
    const place = places[k]!;
    if (roles[place] === HIDDEN) depth[place] = Math.min(depth[place]!, settle(place, 1, widthPx));
  }
  return depth;
};
