import type { BoxPx } from '../core/geometry';
import type { Plane } from '../core/image';

/** Parts of a face box (forehead to chin), shares of its sides: eyes and nose hold still while the mouth speaks. */
const EYES = { left: 0.15, right: 0.85, top: 0.2, bottom: 0.55 } as const;
const MOUTH = { left: 0.25, right: 0.75, top: 0.65, bottom: 1 } as const;
/** The face is searched this far from where it was, share of its width. */
const REACH = 0.12;
/** Faces narrower than this, px, say nothing. */
export const MIN_FACE_PX = 20;

type Part = typeof EYES | typeof MOUTH;

const meanDifference = (
  [before, now]: readonly [before: Plane, now: Plane],
  { xPx, yPx, widthPx, heightPx }: BoxPx,
  part: Part,
  [dx, dy]: readonly [number, number],
): number => {
  let [sum, count] = [0, 0];
  const rows = [Math.round(yPx + part.top * heightPx), Math.round(yPx + part.bottom * heightPx)] as const;
  const columns = [Math.round(xPx + part.left * widthPx), Math.round(xPx + part.right * widthPx)] as const;
  for (let y = Math.max(0, rows[0]); y < Math.min(before.heightPx, rows[1]); y++) {
    const v = y + dy;
    if (v < 0 || v >= now.heightPx) continue;
    for (let x = Math.max(0, columns[0]); x < Math.min(before.widthPx, columns[1]); x++) {
      const u = x + dx;
      if (u < 0 || u >= now.widthPx) continue;
      sum += Math.abs(before.data[y * before.widthPx + x]! - now.data[v * now.widthPx + u]!);
      count++;
    }
  }
  return count > 0 ? sum / count : Number.POSITIVE_INFINITY;
};

/**
 * How much the mouth of a face changed from one picture to the next, in luma code values beyond the change of the eyes' part, with
 * the face's own movement taken out. 0 for faces too small to tell.
 */
export const measureMouthMotion = (before: Plane, now: Plane, face: BoxPx): number => {
  if (face.widthPx < MIN_FACE_PX) return 0;
  const reach = Math.ceil(REACH * face.widthPx);
  let best = { cost: Number.POSITIVE_INFINITY, shift: [0, 0] as readonly [number, number] };
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++) {
      const cost = meanDifference([before, now], face, EYES, [dx, dy]);
      if (cost < best.cost) best = { cost, shift: [dx, dy] };
    }
  const mouth = meanDifference([before, now], face, MOUTH, best.shift);
  return Number.isFinite(mouth) ? Math.max(0, mouth - best.cost) : 0;
};
