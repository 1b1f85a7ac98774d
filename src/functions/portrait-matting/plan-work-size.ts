import type { BoxPx } from '../../core/geometry';
import type { Size } from './plan-crops';

/** The matte of a video is followed at this size at most; beyond it the motion search costs more than the network. */
const MAX_LONG_SIDE_PX = 896;

/**
 * Size at which a video's matte is kept between looks: as fine as the network sees the crops, never finer than the
 * video.
 */
export const planWorkSize = (crops: readonly BoxPx[], size: Size, shortSidePx: number): Size => {
  const finest = Math.max(
    shortSidePx / Math.min(size.widthPx, size.heightPx),
    ...crops.map((crop) => shortSidePx / Math.min(crop.widthPx, crop.heightPx)),
  );
  const scale = Math.min(1, finest, MAX_LONG_SIDE_PX / Math.max(size.widthPx, size.heightPx));
  return {
    widthPx: Math.max(8, Math.round(size.widthPx * scale)),
    heightPx: Math.max(8, Math.round(size.heightPx * scale)),
  };
};
