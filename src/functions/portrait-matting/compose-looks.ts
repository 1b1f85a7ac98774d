import { clamp, type BoxPx } from '../../core/geometry';
import type { Plane } from '../../core/image';
import { samplePlane } from '../../vision/patch-flow';
import type { Look } from './look';
import { withMargin, type Size } from './plan-crops';

/** Crops fade out over this share of their shorter side where they end inside the picture. */
const FADE = 0.04;
/** How far outside a person's box their hair and hands are still believed, share of the box; then it fades. */
const REACH = 0.12;
const REACH_FADE = 0.08;

/** Where target pixels lie along one side of a crop: positions in its plane, and 1 inside falling to 0 at its ends. */
interface Along {
  readonly first: number;
  readonly at: Float32Array;
  readonly share: Float32Array;
}

/** Exact to parts of a pixel: a matte that is half a pixel off shows at every edge. */
const planAlong = (
  crop: { readonly start: number; readonly length: number; readonly plane: number },
  picture: number,
  target: number,
): Along => {
  const scale = picture / target;
  const first = Math.max(0, Math.ceil(crop.start / scale - 0.5));
  const last = Math.min(target - 1, Math.ceil((crop.start + crop.length) / scale - 0.5) - 1);
  const count = Math.max(0, last - first + 1);
  const fade = Math.max(1, crop.length * FADE);
  const endsInside = crop.start + crop.length < picture;
  const at = new Float32Array(count);
  const share = new Float32Array(count);
  for (let k = 0; k < count; k++) {
    const inCrop = (first + k + 0.5) * scale - crop.start;
    at[k] = (inCrop * crop.plane) / crop.length - 0.5;
    const near = crop.start > 0 ? inCrop / fade : 1;
    const far = endsInside ? (crop.length - inCrop) / fade : 1;
    share[k] = clamp(Math.min(near, far), 0, 1);
  }
  return { first, at, share };
};

const scaledBox = ({ xPx, yPx, widthPx, heightPx }: BoxPx, scale: readonly [number, number]): BoxPx => {
  const left = Math.round(xPx * scale[0]);
  const top = Math.round(yPx * scale[1]);
  return {
    xPx: left,
    yPx: top,
    widthPx: Math.max(1, Math.round((xPx + widthPx) * scale[0]) - left),
    heightPx: Math.max(1, Math.round((yPx + heightPx) * scale[1]) - top),
  };
};

/** One alpha plane of size `target` from the looks at crops of a picture of size `picture`. */
export const composeLooks = (looks: readonly Look[], picture: Size, target: Size): Plane => {
  const { widthPx, heightPx } = target;
  const data = new Float32Array(widthPx * heightPx);
  for (const { crop, alpha } of looks) {
    const across = { start: crop.xPx, length: crop.widthPx, plane: alpha.widthPx };
    const down = { start: crop.yPx, length: crop.heightPx, plane: alpha.heightPx };
    const columns = planAlong(across, picture.widthPx, widthPx);
    const rows = planAlong(down, picture.heightPx, heightPx);
    for (let y = 0; y < rows.at.length; y++) {
      for (let x = 0; x < columns.at.length; x++) {
        const i = (rows.first + y) * widthPx + columns.first + x;
        const value = samplePlane(alpha, columns.at[x]!, rows.at[y]!);
        data[i] = Math.max(data[i]!, value * columns.share[x]! * rows.share[y]!);
      }
    }
  }
  return { widthPx, heightPx, data };
};

/** 1 inside `start .. end`, falling to 0 over `fade` on either side. */
const plateau = (at: number, [start, end]: readonly [number, number], fade: number): number =>
  clamp(Math.min((at - start) / fade + 1, (end - at) / fade + 1), 0, 1);

/**
 * Takes away what the network found far from every person: statues, poles, the dog. Boxes in pixels of `picture`.
 * No boxes: everything stays. Changes `alpha` in place.
 */
export const keepNearPeople = (alpha: Plane, people: readonly BoxPx[], picture: Size): void => {
  if (people.length === 0) return;
  const { widthPx, heightPx, data } = alpha;
  const scale = [widthPx / picture.widthPx, heightPx / picture.heightPx] as const;
  const near = new Float32Array(data.length);
  for (const person of people) {
    const box = scaledBox(withMargin(person, picture, REACH), scale);
    const fade = Math.max(2, REACH_FADE * Math.max(box.widthPx, box.heightPx));
    const across = Float32Array.from({ length: widthPx }, (_, x) =>
      plateau(x, [box.xPx, box.xPx + box.widthPx], fade),
    );
    for (let y = 0; y < heightPx; y++) {
      const down = plateau(y, [box.yPx, box.yPx + box.heightPx], fade);
      if (down === 0) continue;
      for (let x = 0; x < widthPx; x++) {
        const i = y * widthPx + x;
        near[i] = Math.max(near[i]!, down * across[x]!);
      }
    }
  }
  for (let i = 0; i < data.length; i++) data[i] = data[i]! * near[i]!;
};
