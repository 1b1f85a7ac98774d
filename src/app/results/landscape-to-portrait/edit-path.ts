import { clamp, type NormalizedBox } from '../../../core/geometry';
import { poseAt, type Keyframe, type ReframePose, type ReframeShot } from '../../../core/reframe-path';

/** A pose set by hand at a moment. */
export interface HandPose extends ReframePose {
  readonly timeSeconds: number;
}

/** Shape of the crop and of the source. */
export interface CropShape {
  /** Width / height of the output. */
  readonly aspect: number;
  /** Width / height of the source. */
  readonly sourceAspect: number;
}

/** Two poses closer than this, seconds, are at one moment. */
export const SAME_SECONDS = 0.02;
const MIN_SCALE = 0.1;

/** Crop width as a share of the source's. */
const widthOf = (scale: number, { aspect, sourceAspect }: CropShape): number =>
  (scale * aspect) / sourceAspect;

/** The part of the source a pose shows, normalised; a crop that reaches over the picture ends at its rim. */
export const boxOfPose = ({ cx, cy, scale }: ReframePose, shape: CropShape): NormalizedBox => {
  const width = widthOf(scale, shape);
  const left = clamp(cx - width / 2, 0, 1);
  const top = clamp(cy - scale / 2, 0, 1);
  return [left, top, clamp(cx + width / 2, 0, 1) - left, clamp(cy + scale / 2, 0, 1) - top];
};

const keepInside = ({ cx, cy, scale }: ReframePose, shape: CropShape): ReframePose => {
  const axis = (value: number, length: number): number =>
    length >= 1 ? 0.5 : clamp(value, length / 2, 1 - length / 2);
  return { cx: axis(cx, widthOf(scale, shape)), cy: axis(cy, scale), scale };
};

/** The pose after its box was dragged or resized. */
export const poseOfBox = (box: NormalizedBox, before: ReframePose, shape: CropShape): ReframePose => {
  const old = boxOfPose(before, shape);
  const scale = Math.max(MIN_SCALE, before.scale * (box[2] / Math.max(1e-6, old[2])));
  return keepInside({ cx: box[0] + box[2] / 2, cy: box[1] + box[3] / 2, scale }, shape);
};

export const shotAt = (shots: readonly ReframeShot[], timeSeconds: number): number => {
  const index = shots.findIndex(({ end }) => timeSeconds < end);
  return index < 0 ? shots.length - 1 : index;
};

const posesIn = ({ start, end }: ReframeShot, poses: readonly HandPose[]): readonly HandPose[] =>
  poses
    .filter(({ timeSeconds }) => timeSeconds >= start && timeSeconds < end)
    .sort((a, b) => a.timeSeconds - b.timeSeconds);

const held = (path: readonly Keyframe[]): boolean =>
  path.every((frame) => [1, 2, 3].every((k) => frame[k] === path[0]![k]));

/** How far poses set by hand are from the automatic path, as a path of its own; held before the first and after the last. */
const offsetsOf = (shot: ReframeShot, poses: readonly HandPose[]): readonly Keyframe[] =>
  poses.map((pose): Keyframe => {
    const own = poseAt(shot.path, pose.timeSeconds);
    return [pose.timeSeconds, pose.cx - own.cx, pose.cy - own.cy, pose.scale / own.scale];
  });

/**
 * The path of one shot with the poses set by hand: the automatic path is bent so that it goes through all of them. One pose alone
 * moves the whole shot.
 */
const bendShot = (shot: ReframeShot, poses: readonly HandPose[], shape: CropShape): readonly Keyframe[] => {
  if (poses.length === 0) return shot.path;
  const offsets = offsetsOf(shot, poses);
  const times = shot.path.map(([t]) => t);
  const extra = poses.map(({ timeSeconds }) => timeSeconds);
  const all = [...new Set([...times, ...extra])].sort((a, b) => a - b);
  const bent = all.map((t): Keyframe => {
    const own = poseAt(shot.path, t);
    const off = poseAt(offsets, t);
    const { cx, cy, scale } = keepInside(
      { cx: own.cx + off.cx, cy: own.cy + off.cy, scale: own.scale * off.scale },
      shape,
    );
    return [t, cx, cy, scale];
  });
  return held(bent) ? [bent[0]!, bent.at(-1)!] : bent;
};

/** The keyframes to render with: every shot's path, bent by hand where it was. */
export const bendPath = (
  shots: readonly ReframeShot[],
  poses: readonly HandPose[],
  shape: CropShape,
): readonly Keyframe[] => shots.flatMap((shot) => bendShot(shot, posesIn(shot, poses), shape));

/** Sets a pose; one at the same moment is replaced. */
export const withPose = (poses: readonly HandPose[], pose: HandPose): readonly HandPose[] =>
  [...poses.filter(({ timeSeconds }) => Math.abs(timeSeconds - pose.timeSeconds) > SAME_SECONDS), pose].sort(
    (a, b) => a.timeSeconds - b.timeSeconds,
  );

/** The shot stands still at a pose: its own motion is taken out. */
export const holdShot = (
  shots: readonly ReframeShot[],
  index: number,
  { cx, cy, scale }: ReframePose,
): readonly ReframeShot[] =>
  shots.map((shot, i) =>
    i === index
      ? {
          ...shot,
          strategy: shot.strategy === 'fit' ? shot.strategy : 'still',
          path: [
            [shot.start, cx, cy, scale],
            [shot.path.at(-1)![0], cx, cy, scale],
          ],
        }
      : shot,
  );
