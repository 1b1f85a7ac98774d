import type { BoxPx } from '../core/geometry';

export type FitMode = 'cover' | 'contain' | 'stretch';

interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Where a picture of size `inner` is drawn on a canvas of size `outer`; may reach over the edges (`cover`). */
export const planFit = (inner: Size, outer: Size, mode: FitMode): BoxPx => {
  if (mode === 'stretch') return { xPx: 0, yPx: 0, ...outer };
  const scales = [outer.widthPx / inner.widthPx, outer.heightPx / inner.heightPx];
  const scale = mode === 'cover' ? Math.max(...scales) : Math.min(...scales);
  const widthPx = inner.widthPx * scale;
  const heightPx = inner.heightPx * scale;
  return { xPx: (outer.widthPx - widthPx) / 2, yPx: (outer.heightPx - heightPx) / 2, widthPx, heightPx };
};
