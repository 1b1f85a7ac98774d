import { toBoxPx, toNormalizedBox, type NormalizedBox } from '../../core/geometry';
import type { Plane, RgbaImage } from '../../core/image';
import {
  fitCameraMotion,
  matchMotion,
  ownMotion,
  STILL_CAMERA,
  type BlockMotion,
  type CameraMotion,
} from '../../vision/camera-motion';
import { lumaPlane } from '../../vision/color';
import { followBox } from '../../vision/follow-box';
import { measureMouthMotion } from '../../vision/mouth-motion';
import { fitInside, resizeArea } from '../../vision/resize';
import { MOTION_COLUMNS, MOTION_ROWS, type Tick } from './observations';

/** Longer side of the pictures motion is read from, px. */
const MOTION_PX = 160;
/** Unexplained change below this, code values, is noise of the codec. */
const NOISE_LEVEL = 5;

/** Means over the cells of a coarse grid; values up to `floor` count as nothing. */
const cellMeans = ({ data, widthPx, heightPx }: Plane, floor = 0): Float32Array => {
  const sums = new Float32Array(MOTION_COLUMNS * MOTION_ROWS);
  const counts = new Float32Array(sums.length);
  for (let y = 0; y < heightPx; y++) {
    const row = Math.floor((y * MOTION_ROWS) / heightPx) * MOTION_COLUMNS;
    for (let x = 0; x < widthPx; x++) {
      const cell = row + Math.floor((x * MOTION_COLUMNS) / widthPx);
      const value = data[y * widthPx + x]!;
      counts[cell] = counts[cell]! + 1;
      if (value > floor) sums[cell] = sums[cell]! + value;
    }
  }
  return sums.map((sum, i) => sum / Math.max(1, counts[i]!));
};

/** Unexplained change per cell, a quarter of a code value as the unit. */
const toCells = (change: Plane): Uint8Array =>
  Uint8Array.from(cellMeans(change, NOISE_LEVEL), (mean) => Math.min(255, Math.round(4 * mean)));

/** Smaller changes of brightness are motion or noise. */
const MIN_GAIN_CHANGE = 0.02;
/** Means under this tell nothing about a factor. */
const DARK_LEVEL = 4;

/** `before` as bright as `now`: in a fade or a flash most places change by one factor, and that is no motion. */
const matchBrightness = (before: Plane, now: Plane): Plane => {
  const means = cellMeans(now);
  const factors = [...cellMeans(before)]
    .flatMap((mean, i) => (mean > DARK_LEVEL && means[i]! > DARK_LEVEL ? means[i]! / mean : []))
    .sort((a, b) => a - b);
  const gain = factors[factors.length >> 1] ?? 1;
  if (Math.abs(gain - 1) < MIN_GAIN_CHANGE) return before;
  return { ...before, data: before.data.map((value) => value * gain) };
};

/** Compares each picture with the one before and takes boxes along. */
export interface MotionWatch {
  /** `isFresh`: after a change of shot nothing is compared. */
  push(image: RgbaImage, timeSeconds: number, isFresh: boolean): Tick;
  /** Where a box went between the last two pictures. */
  follow(box: NormalizedBox): NormalizedBox;
  /** How much the mouth of a face moved between the last two pictures. */
  mouth(face: NormalizedBox): number;
}

export const createMotionWatch = (): MotionWatch => {
  let before: Plane | null = null;
  let large: { readonly before: Plane | null; readonly now: Plane | null } = { before: null, now: null };
  let blocks: readonly BlockMotion[] = [];
  let camera: CameraMotion = STILL_CAMERA;
  return {
    push: (image, timeSeconds, isFresh) => {
      const size = fitInside(image, MOTION_PX, MOTION_PX);
      const now = lumaPlane(resizeArea(image, size.widthPx, size.heightPx));
      const compares = before !== null && !isFresh && size.widthPx >= 3 && size.heightPx >= 3;
      const like = compares ? matchBrightness(before!, now) : null;
      blocks = like ? matchMotion(like, now) : [];
      camera = fitCameraMotion(blocks, now);
      const cells = like
        ? toCells(ownMotion(like, now, camera))
        : new Uint8Array(MOTION_COLUMNS * MOTION_ROWS);
      before = now;
      large = { before: compares ? large.now : null, now: lumaPlane(image) };
      const { panXPx, panYPx, zoom } = camera;
      return {
        timeSeconds,
        isFresh: !compares,
        panX: panXPx / now.widthPx,
        panY: panYPx / now.heightPx,
        zoom,
        cells,
      };
    },
    mouth: (face) => {
      if (!large.before || !large.now) return 0;
      return measureMouthMotion(
        large.before,
        large.now,
        toBoxPx(face, large.now.widthPx, large.now.heightPx),
      );
    },
    follow: (box) => {
      if (!before) return box;
      const { widthPx, heightPx } = before;
      return toNormalizedBox(
        followBox(toBoxPx(box, widthPx, heightPx), blocks, camera, before),
        widthPx,
        heightPx,
      );
    },
  };
};
