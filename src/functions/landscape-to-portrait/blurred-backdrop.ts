import {
  planSampling,
  type Plane,
  type PlaneRect,
  type PlaneSampler,
  type Sampling,
} from '../../vision/sample-plane';
import type { SourceSize } from './plan-frame';

/** The backdrop is made this small first, px across: that is the blur. */
const BLUR_COLUMNS = 14;
/** Narrower outputs than 1 : 20 are blurred more coarsely down. */
const MAX_ROWS = 280;
/** Luma of the backdrop beside the picture's own, so that the picture stands out. */
export const BLUR_LIGHT = 0.7;
const BLACK = 16;
const SITING = { x: 0.5, y: 0.5 } as const;

/** The room round a rectangle: above, below, to its left and to its right, where there is any. */
export const planBars = ({ widthPx, heightPx }: SourceSize, picture: PlaneRect): readonly PlaneRect[] => {
  const [right, bottom] = [picture.x + picture.width, picture.y + picture.height];
  const sides = { y: picture.y, height: picture.height };
  return [
    { x: 0, y: 0, width: widthPx, height: picture.y },
    { x: 0, y: bottom, width: widthPx, height: heightPx - bottom },
    { x: 0, width: picture.x, ...sides },
    { x: right, width: widthPx - right, ...sides },
  ].filter(({ width, height }) => width > 0 && height > 0);
};

/** Part of a plane, px. */
export const partOf = (plane: Plane, { x, y, width, height }: PlaneRect): Plane => ({
  ...plane,
  at: plane.at + y * plane.stride + x,
  widthPx: width,
  heightPx: height,
});

/** One plane of an output in which the picture is drawn already. */
export interface BackdropPlane {
  readonly target: Plane;
  readonly picture: PlaneRect;
  readonly isLuma: boolean;
}

/** The room at the end of a sampler's output in which small pictures are made. */
export const BACKDROP_BYTES = BLUR_COLUMNS * MAX_ROWS;

/** How the backdrop of an output (or of one plane of it) is made. */
export const planBackdrop = (output: SourceSize) => {
  const aspect = output.widthPx / output.heightPx;
  const heightPx = Math.min(MAX_ROWS, Math.max(2, Math.round(BLUR_COLUMNS / aspect)));
  const [across, down] = [BLUR_COLUMNS / output.widthPx, heightPx / output.heightPx];
  return {
    small: { widthPx: BLUR_COLUMNS, heightPx },
    /** The middle of a picture of this size, in the output's shape. */
    middleOf: (picture: PlaneRect): PlaneRect => {
      const width = Math.min(picture.width, picture.height * aspect);
      const height = width / aspect;
      return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height };
    },
    /** The room round a picture, and what of the small one is grown into it. */
    barsOf: (picture: PlaneRect): readonly { readonly bar: PlaneRect; readonly from: PlaneRect }[] =>
      planBars(output, picture).map((bar) => ({
        bar,
        from: { x: bar.x * across, y: bar.y * down, width: bar.width * across, height: bar.height * down },
      })),
  };
};

/** Makes small pictures of `picture`'s middle and grows them into the room round it. */
export const createBackdrop = (sampler: PlaneSampler, { target, picture, isLuma }: BackdropPlane) => {
  const plan = planBackdrop(target);
  const at = sampler.output + sampler.outputBytes - BACKDROP_BYTES;
  const small: Plane = { at, stride: BLUR_COLUMNS, ...plan.small };
  const pixels = sampler.bytes.subarray(at, at + small.widthPx * small.heightPx);
  const from = partOf(target, picture);
  const shrink = planSampling(plan.middleOf(picture), from, small, SITING);
  const bars = plan.barsOf(picture).map(({ bar, from: rect }): readonly [Plane, Sampling] => {
    const own = partOf(target, bar);
    return [own, planSampling(rect, small, own, SITING)];
  });
  return (): void => {
    sampler.sample(from, shrink, small);
    if (isLuma) for (let i = 0; i < pixels.length; i++) pixels[i] = BLACK + (pixels[i]! - BLACK) * BLUR_LIGHT;
    for (const [bar, sampling] of bars) sampler.sample(small, sampling, bar);
  };
};
