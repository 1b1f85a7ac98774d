import type { FrameSize } from './media-source';

export interface SizePx {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The largest whole-pixel size inside the limits with the source's aspect; never larger than the source. */
export const planFrameSize = (source: SizePx, limits: FrameSize = {}): SizePx => {
  const scale = Math.min(
    1,
    (limits.maxWidthPx ?? source.widthPx) / source.widthPx,
    (limits.maxHeightPx ?? source.heightPx) / source.heightPx,
  );
  return {
    widthPx: Math.max(1, Math.round(source.widthPx * scale)),
    heightPx: Math.max(1, Math.round(source.heightPx * scale)),
  };
};
