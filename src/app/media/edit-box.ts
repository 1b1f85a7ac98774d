import { clamp, type NormalizedBox } from '../../core/geometry';

/** Which part of a box is dragged: its middle, or a corner. */
export type BoxHandle = 'move' | 'nw' | 'ne' | 'sw' | 'se';

/** Smallest side a box may get, as a share of the picture. */
export const MIN_BOX_SIDE = 0.02;

export const moveBox = ([x, y, w, h]: NormalizedBox, dx: number, dy: number): NormalizedBox => [
  clamp(x + dx, 0, 1 - w),
  clamp(y + dy, 0, 1 - h),
  w,
  h,
];

interface Corners {
  readonly fixedX: number;
  readonly fixedY: number;
  /** Direction in which the dragged corner lies: 1 right or down, -1 left or up. */
  readonly signX: 1 | -1;
  readonly signY: 1 | -1;
}

const cornersOf = ([x, y, w, h]: NormalizedBox, handle: BoxHandle): Corners => ({
  fixedX: handle === 'nw' || handle === 'sw' ? x + w : x,
  fixedY: handle === 'nw' || handle === 'ne' ? y + h : y,
  signX: handle === 'nw' || handle === 'sw' ? -1 : 1,
  signY: handle === 'nw' || handle === 'ne' ? -1 : 1,
});

/** Largest size with this width/height ratio that is no larger than asked and fits the room. */
const lockAspect = (
  w: number,
  h: number,
  room: readonly [number, number],
  aspect: number,
): [number, number] => {
  const wanted = Math.max(w, h * aspect);
  const width = Math.min(wanted, room[0], room[1] * aspect);
  return [width, width / aspect];
};

/**
 * Drags a corner; the opposite one stays. `aspect` = width / height in normalised units, `null` = free.
 */
const resizeCorner = (
  box: NormalizedBox,
  handle: BoxHandle,
  delta: readonly [number, number],
  aspect: number | null,
): NormalizedBox => {
  const { fixedX, fixedY, signX, signY } = cornersOf(box, handle);
  const room = [signX > 0 ? 1 - fixedX : fixedX, signY > 0 ? 1 - fixedY : fixedY] as const;
  const freeW = clamp(box[2] + delta[0] * signX, MIN_BOX_SIDE, room[0]);
  const freeH = clamp(box[3] + delta[1] * signY, MIN_BOX_SIDE, room[1]);
  const [w, h] = aspect === null ? [freeW, freeH] : lockAspect(freeW, freeH, room, aspect);
  return [signX > 0 ? fixedX : fixedX - w, signY > 0 ? fixedY : fixedY - h, w, h];
};

export const dragBox = (
  box: NormalizedBox,
  handle: BoxHandle,
  delta: readonly [number, number],
  aspect: number | null,
): NormalizedBox =>
  handle === 'move' ? moveBox(box, delta[0], delta[1]) : resizeCorner(box, handle, delta, aspect);

/** Grows (`factor` > 1) or shrinks round the middle, keeping the shape and staying inside. */
export const scaleBox = (box: NormalizedBox, factor: number): NormalizedBox => {
  const [x, y, w, h] = box;
  const limit = Math.min(1 / w, 1 / h);
  const least = Math.max(MIN_BOX_SIDE / w, MIN_BOX_SIDE / h);
  const by = clamp(factor, Math.min(least, limit), limit);
  const width = w * by;
  const height = h * by;
  return [
    clamp(x + (w - width) / 2, 0, 1 - width),
    clamp(y + (h - height) / 2, 0, 1 - height),
    width,
    height,
  ];
};

/** The largest centred box of this shape (width / height in normalised units). */
export const centredBox = (aspect: number): NormalizedBox => {
  const w = Math.min(1, aspect);
  const h = w / aspect;
  return [(1 - w) / 2, (1 - h) / 2, w, h];
};

/** The box between two points of a drag, at least the smallest size. */
export const boxBetween = (a: readonly [number, number], b: readonly [number, number]): NormalizedBox => {
  const [x, y] = [Math.min(a[0], b[0]), Math.min(a[1], b[1])];
  const w = clamp(Math.abs(a[0] - b[0]), MIN_BOX_SIDE, 1);
  const h = clamp(Math.abs(a[1] - b[1]), MIN_BOX_SIDE, 1);
  return [clamp(x, 0, 1 - w), clamp(y, 0, 1 - h), w, h];
};
