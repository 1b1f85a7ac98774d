import { clamp, type BoxPx } from '../../core/geometry';
import type { Plane } from '../../core/image';
import { resizePlane } from '../../vision/resize';
import type { Look } from './look';
import { withMargin, type Size } from './plan-crops';

/** Crops fade out over this share of their shorter side where they end inside the picture. */
const FADE = 0.04;
/** How far outside a person's box their hair and hands are still believed, share of the box; then it fades. */
const REACH = 0.12;
const REACH_FADE = 0.08;

/** 1 inside, falling to 0 at the end of a crop, unless the crop ends with the picture. */
const fadeAlong = (start: number, length: number, limit: number): Float32Array => {
  const fade = Math.max(1, length * FADE);
  return Float32Array.from({ length }, (_, i) => {
    const near = start === 0 ? 1 : clamp((i + 0.5) / fade, 0, 1);
    const far = start + length >= limit ? 1 : clamp((length - i - 0.5) / fade, 0, 1);
    return Math.min(near, far);
  });
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
  const scale = [widthPx / picture.widthPx, heightPx / picture.heightPx] as const;
  for (const { crop, alpha } of looks) {
    const box = scaledBox(crop, scale);
    const part = resizePlane(alpha, box.widthPx, box.heightPx, 'bilinear');
    const across = fadeAlong(box.xPx, box.widthPx, widthPx);
    const down = fadeAlong(box.yPx, box.heightPx, heightPx);
    for (let y = 0; y < box.heightPx && box.yPx + y < heightPx; y++) {
      for (let x = 0; x < box.widthPx && box.xPx + x < widthPx; x++) {
        const i = (box.yPx + y) * widthPx + box.xPx + x;
        data[i] = Math.max(data[i]!, part.data[y * box.widthPx + x]! * across[x]! * down[y]!);
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
