import type { Keyframe, ReframePose, ReframeShot } from '../../core/reframe-path';
import type { PlaneRect } from '../../vision/sample-plane';
import type { SourceSize } from './plan-frame';

/** What is drawn for one frame: `from` the source, px, to `to` of the output, px. Round it there may be a fill. */
export interface Placement {
  readonly from: PlaneRect;
  readonly to: PlaneRect;
}

/** Movement is rounded to this, px: finer is not seen, and chroma moves in halves of it. */
const STEP_PX = 1 / 8;

const toStep = (value: number): number => Math.round(value / STEP_PX) * STEP_PX;

const evenRect = (value: number): number => 2 * Math.round(value / 2);

/**
 * The crop of a pose as rectangles. A crop that is larger than the picture shows the picture whole along that side, centred as the
 * pose says, on even output px (4:2:0 chroma).
 */
export const planPlacement = (pose: ReframePose, source: SourceSize, output: SourceSize): Placement => {
  const heightPx = pose.scale * source.heightPx;
  // As near the output's own size as rounding to even sides allows: then pixels are moved, not scaled.
  const ratio = Math.abs(heightPx - output.heightPx) < 1.5 ? 1 : heightPx / output.heightPx;
  const axis = (center: number, sourcePx: number, outputPx: number) => {
    const length = outputPx * ratio;
    // Less than two pixels of room (an odd side) is no room to move in.
    const room = sourcePx - length;
    const start = room >= 0 && room < 2 ? 0 : center * sourcePx - length / 2;
    if (length <= sourcePx + 1e-6) {
      const at = Math.min(sourcePx - length, Math.max(0, toStep(start)));
      return { from: at, length, to: 0, size: outputPx };
    }
    const size = Math.min(outputPx, evenRect(sourcePx / ratio));
    const to = Math.min(outputPx - size, Math.max(0, evenRect(-start / ratio)));
    return { from: 0, length: sourcePx, to, size };
  };
  const across = axis(pose.cx, source.widthPx, output.widthPx);
  const down = axis(pose.cy, source.heightPx, output.heightPx);
  return {
    from: { x: across.from, y: down.from, width: across.length, height: down.length },
    to: { x: across.to, y: down.to, width: across.size, height: down.size },
  };
};

const isRest = (path: readonly Keyframe[]): boolean =>
  path.every((frame) => [1, 2, 3].every((k) => frame[k] === path[0]![k]));

/** A shot that stands still moves by less than two pixels to where its frames can be cut out without resampling. */
export const settleShot = (shot: ReframeShot, source: SourceSize, output: SourceSize): ReframeShot => {
  const [first] = shot.path;
  if (!first || !isRest(shot.path)) return shot;
  const [, cx, cy, scale] = first;
  const { from, to } = planPlacement({ cx, cy, scale }, source, output);
  if (from.width !== to.width || from.height !== to.height) return shot;
  const settle = (start: number, length: number, sourcePx: number): number =>
    (Math.min(2 * Math.floor((sourcePx - length) / 2), evenRect(start)) + length / 2) / sourcePx;
  const center = [
    settle(from.x, from.width, source.widthPx),
    settle(from.y, from.height, source.heightPx),
  ] as const;
  return { ...shot, path: shot.path.map(([t]): Keyframe => [t, center[0], center[1], scale]) };
};

export const isWholeOutput = ({ to }: Placement, output: SourceSize): boolean =>
  to.width === output.widthPx && to.height === output.heightPx;

const isEven = (value: number): boolean => Math.abs(value - evenRect(value)) < 1e-6;

/** The decoder's own picture can be handed on with another visible part: nothing is copied. */
export const isPlainCut = ({ from, to }: Placement): boolean =>
  from.width === to.width && from.height === to.height && isEven(from.x) && isEven(from.y);
