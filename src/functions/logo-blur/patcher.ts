import type { EditPlane } from '../../vision/marks/edit-plane';
import { planeRect, type PlaneRect } from '../../vision/marks/edit-plane';
import { blurRect, mosaicRect } from '../../vision/marks/hide-rect';
import type { Patch } from './plan-patches';

/** Changes the planes of one frame in place, inside the patches that are due. */
export interface Patcher {
  patch(planes: readonly EditPlane[], timeSeconds: number): void | Promise<void>;
  /** Ends what is still being read. */
  close?(): Promise<void>;
}

/** Width of the soft rim round a box, as a share of its shorter side. */
const FEATHER_SHARE = 0.12;
/** Blur radius and mosaic square against the shorter side: no letter survives a third of its height. */
const BLUR_SHARE = 0.3;
const CELL_SHARE = 0.34;
const MIN_CELL_PX = 6;

export const featherOf = ({ box }: Patch): number =>
  Math.max(2, FEATHER_SHARE * Math.min(box.widthPx, box.heightPx));

export const isDue = ({ startSeconds, endSeconds }: Patch, timeSeconds: number): boolean =>
  timeSeconds >= startSeconds - 1e-6 && timeSeconds < endSeconds + 1e-6;

/** Remembers the rects of a patch: planes keep their sizes through a clip. */
export const createRects = () => {
  const known = new Map<Patch, PlaneRect[]>();
  return (patch: Patch, planes: readonly EditPlane[]): readonly PlaneRect[] => {
    const rects = known.get(patch) ?? planes.map((plane) => planeRect(plane, patch.box, featherOf(patch)));
    known.set(patch, rects);
    return rects;
  };
};

export type HideMode = 'blur' | 'mosaic';

/** How strongly a mark is hidden, px of the picture. */
export const hidingOf = ({ box }: Patch, mode: HideMode) => {
  const side = Math.min(box.widthPx, box.heightPx);
  if (mode === 'blur') return { mode, radiusPx: BLUR_SHARE * side } as const;
  return { mode, cellPx: Math.max(MIN_CELL_PX, CELL_SHARE * side) } as const;
};

/** Blurs, or replaces by squares. */
export const createHider = (patches: readonly Patch[], mode: HideMode): Patcher => {
  const rectsOf = createRects();
  return {
    patch: (planes, timeSeconds) => {
      for (const patch of patches) {
        if (!isDue(patch, timeSeconds)) continue;
        const hiding = hidingOf(patch, mode);
        rectsOf(patch, planes).forEach((rect, index) => {
          if (hiding.mode === 'blur') blurRect(planes[index]!, rect, hiding.radiusPx);
          else mosaicRect(planes[index]!, rect, hiding.cellPx);
        });
      }
    },
  };
};
