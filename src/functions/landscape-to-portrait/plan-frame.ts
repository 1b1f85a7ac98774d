import type { NormalizedBox } from '../../core/geometry';

/** Sizes that hold for the whole clip. */
export interface FramePlan {
  /** Width / height asked for. */
  readonly aspect: number;
  /** Crop height / source height of the largest crop that lies wholly inside the picture. */
  readonly fullScale: number;
  /** Crop height / source height from which the picture is seen whole, over a fill. */
  readonly wholeScale: number;
  /** Crop width / source width at scale 1. */
  readonly widthAtOne: number;
  /** The picture inside letterbox bars, normalised. */
  readonly picture: NormalizedBox;
}

export interface SourceSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface AspectParams {
  readonly AspectRatio: string;
  readonly CustomWidth: number;
  readonly CustomHeight: number;
}

export const wantedAspect = ({ AspectRatio, CustomWidth, CustomHeight }: AspectParams): number => {
  if (AspectRatio === 'custom') return CustomWidth / CustomHeight;
  const [width, height] = AspectRatio.split(':').map(Number);
  return width! / height!;
};

const evenBelow = (value: number): number => Math.max(2, 2 * Math.floor((value + 1e-6) / 2));
const nearestEven = (value: number): number => Math.max(2, 2 * Math.round(value / 2));

/**
 * The largest even size of an aspect inside the given one: the side that limits keeps its full length, the other is the nearest
 * even number.
 */
export const planOutputSize = (aspect: number, inside: SourceSize): SourceSize => {
  if (inside.widthPx / inside.heightPx >= aspect) {
    const heightPx = evenBelow(inside.heightPx);
    return { widthPx: Math.min(evenBelow(inside.widthPx), nearestEven(heightPx * aspect)), heightPx };
  }
  const widthPx = evenBelow(inside.widthPx);
  return { widthPx, heightPx: Math.min(evenBelow(inside.heightPx), nearestEven(widthPx / aspect)) };
};

export const planFrame = (source: SourceSize, aspect: number, picture: NormalizedBox): FramePlan => {
  const widthAtOne = (source.heightPx * aspect) / source.widthPx;
  return {
    aspect,
    picture,
    widthAtOne,
    fullScale: Math.min(picture[3], picture[2] / widthAtOne),
    wholeScale: Math.max(picture[3], picture[2] / widthAtOne),
  };
};

/** Size of the output: that of the largest crop, so that nothing is scaled up needlessly and no pixel is lost. */
export const planVideoSize = (
  source: SourceSize,
  frame: FramePlan,
  scales: readonly number[],
): SourceSize => {
  const largest = Math.min(frame.fullScale, Math.max(...scales));
  return planOutputSize(frame.aspect, {
    widthPx: Math.min(source.widthPx, Math.ceil(largest * frame.widthAtOne * source.widthPx - 1e-6)) + 1,
    heightPx: largest * source.heightPx,
  });
};
