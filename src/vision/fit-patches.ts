import { createArena } from '../kernels/kernel-arena';
import { openPatchFit, PATCH_SCRATCH_BYTES } from '../kernels/patch-fit';
import type { MotionLevel } from './motion-pyramid';
import { createPatchFitter } from './patch-fit';

/** Level pixels from patch to patch. */
export const PATCH_STRIDE = 4;

export interface PatchGrid {
  readonly columns: number;
  readonly rows: number;
  /** `[rows, columns, 4]`: the shift to start from, and the usual one. */
  readonly starts: Float32Array<ArrayBuffer>;
}

/** `[rows, columns, 3]`: the shift of every patch, and how far it is to be trusted (0..1). */
export type FoundShifts = Float32Array<ArrayBuffer>;

/** Without the kernel: the same patch by patch. */
export const fitPatchesPlain = (a: MotionLevel, b: MotionLevel, grid: PatchGrid): FoundShifts => {
  const { columns, rows, starts } = grid;
  const fit = createPatchFitter(a, b);
  const found = new Float32Array(columns * rows * 3);
  for (let node = 0; node < columns * rows; node++) {
    const place = {
      left: (node % columns) * PATCH_STRIDE,
      top: Math.floor(node / columns) * PATCH_STRIDE,
    };
    const [startX, startY, usualX, usualY] = starts.subarray(4 * node, 4 * node + 4);
    const { dx, dy, trust } = fit(place, { dx: startX!, dy: startY! }, { dx: usualX!, dy: usualY! });
    found.set([dx, dy, trust], 3 * node);
  }
  return found;
};

const arenaFor = createArena(openPatchFit);

/** Fits the patches at every `PATCH_STRIDE`th pixel of `a` into `b`. */
export const fitPatches = (a: MotionLevel, b: MotionLevel, grid: PatchGrid): FoundShifts => {
  const { columns, rows, starts } = grid;
  const planes = [a.luma, a.seen, a.slopeX, a.slopeY, b.luma, b.seen, starts];
  const foundBytes = columns * rows * 3 * Float32Array.BYTES_PER_ELEMENT;
  const arena = arenaFor([...planes.map(({ byteLength }) => byteLength), foundBytes, PATCH_SCRATCH_BYTES]);
  if (!arena) return fitPatchesPlain(a, b, grid);
  const { kernel, buffer, at } = arena;
  planes.forEach((plane, i) => new Float32Array(buffer, at[i]!, plane.length).set(plane));
  const [luma, seen, slopeX, slopeY, otherLuma, otherSeen, startsAt, found, scratch] = at as number[];
  kernel.fitPatches(
    ...([luma!, seen!, slopeX!, slopeY!, a.widthPx, otherLuma!, otherSeen!, b.widthPx, b.heightPx] as const),
    ...([columns, rows, startsAt!, found!, scratch!] as const),
  );
  return new Float32Array(buffer, found!, columns * rows * 3).slice();
};
