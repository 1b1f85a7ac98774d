import { poseAt, type ReframeResult } from '../../src/core/reframe-path';
import type { ReframeCase } from './truth';

/** Where a crop is in one frame, px of the source: middle and width. */
export interface CropPlace {
  readonly centerPx: number;
  readonly widthPx: number;
}

export interface PathScore {
  /** Share of frames with the middle of the subject inside the crop. */
  readonly center: number;
  /** Mean share of the subject's area inside, over the frames where all of it could fit; `null` when there are none. */
  readonly area: number | null;
  /** Share of those frames with at least 90 % of it inside. */
  readonly whole: number | null;
  /** Mean and largest acceleration of the crop's middle, source heights a second squared, cuts left out. */
  readonly meanAcceleration: number;
  readonly maxAcceleration: number;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const accelerations = (
  { frameRate, heightPx }: ReframeCase,
  places: readonly CropPlace[],
  cutFrames: readonly number[],
): readonly number[] =>
  places.slice(2).flatMap((place, i) => {
    const frame = i + 2;
    if (cutFrames.some((cut) => cut > frame - 2 && cut <= frame)) return [];
    const bend = place.centerPx - 2 * places[frame - 1]!.centerPx + places[frame - 2]!.centerPx;
    return [Math.abs(bend / heightPx) * frameRate ** 2];
  });

/** `cutFrames`: first frames of new shots, where the crop may jump. */
export const scorePath = (
  truth: ReframeCase,
  places: readonly CropPlace[],
  cutFrames: readonly number[] = [],
): PathScore => {
  const frames = truth.boxes.map(([left, , right], i) => {
    const { centerPx, widthPx } = places[i]!;
    const [from, to] = [centerPx - widthPx / 2, centerPx + widthPx / 2];
    const middle = (left + right) / 2;
    const inside = Math.max(0, Math.min(right, to) - Math.max(left, from)) / (right - left);
    return { holdsCenter: middle >= from && middle <= to, inside, fits: right - left <= widthPx };
  });
  const fitting = frames.filter(({ fits }) => fits);
  const bends = accelerations(truth, places, cutFrames);
  return {
    center: mean(frames.map(({ holdsCenter }) => (holdsCenter ? 1 : 0))),
    area: fitting.length > 0 ? mean(fitting.map(({ inside }) => inside)) : null,
    whole: fitting.length > 0 ? mean(fitting.map(({ inside }) => (inside >= 0.9 ? 1 : 0))) : null,
    meanAcceleration: mean(bends),
    maxAcceleration: Math.max(0, ...bends),
  };
};

/** The crop of every frame, as the Result says. */
export const placesOf = (truth: ReframeCase, result: ReframeResult): readonly CropPlace[] => {
  const path = result.Shots.flatMap((shot) => shot.path);
  const aspect = result.Width / result.Height;
  return truth.boxes.map((_, i) => {
    const { cx, scale } = poseAt(path, i / truth.frameRate);
    return {
      centerPx: cx * truth.widthPx,
      widthPx: Math.min(truth.widthPx, scale * aspect * truth.heightPx),
    };
  });
};

/** A crop that never moves. */
export const centerPlaces = ({ boxes, widthPx, heightPx }: ReframeCase): readonly CropPlace[] =>
  boxes.map(() => ({ centerPx: widthPx / 2, widthPx: (heightPx * 9) / 16 }));

/** A crop whose middle is put on the middle of the true subject in every frame: what following without smoothing can reach. */
export const followPlaces = ({ boxes, widthPx, heightPx }: ReframeCase): readonly CropPlace[] =>
  boxes.map(([left, , right]) => {
    const width = (heightPx * 9) / 16;
    const centerPx = Math.min(widthPx - width / 2, Math.max(width / 2, (left + right) / 2));
    return { centerPx, widthPx: width };
  });
