import type { TimeRange } from '../core/geometry';
import type { RgbaImage, TimedImage } from '../core/image';
import { planShotBoundaries, type ShotBoundary } from './plan-shot-boundaries';
import {
  addFrame,
  dropOldFrames,
  motionOf,
  noteMixes,
  noteReturns,
  type FrameMotion,
  type FrameWindow,
} from './shot-evidence';

export interface ShotDetector {
  /** Frames in order, all of one size; 160 px wide is plenty. Returns the change to the frame before. */
  push(image: RgbaImage, timeSeconds: number): FrameMotion;
  /** Boundaries between shots, in order. */
  finish(): readonly ShotBoundary[];
}

/**
 * Streaming detector of cuts, dissolves and fades. Feed it every frame (or an even thinning of 12 a second or
 * more). Pixels of two seconds are held; of the rest only a few numbers a frame.
 */
export const createShotDetector = (): ShotDetector => {
  const window: FrameWindow = { held: [], changes: [] };
  return {
    push(image, timeSeconds) {
      const frame = addFrame(window, image, timeSeconds);
      noteReturns(window, frame);
      noteMixes(window, frame);
      const motion = motionOf(window, frame);
      dropOldFrames(window, timeSeconds);
      return motion;
    },
    finish: () => planShotBoundaries(window.changes),
  };
};

/** Runs the detector over a stream of small pictures. */
export const detectShots = async (images: AsyncIterable<TimedImage>): Promise<readonly ShotBoundary[]> => {
  const detector = createShotDetector();
  for await (const { image, timeSeconds } of images) detector.push(image, timeSeconds);
  return detector.finish();
};

/** The stretches between boundaries; the change itself (dissolve, black) belongs to no shot. */
export const shotsBetween = (
  boundaries: readonly ShotBoundary[],
  startSeconds: number,
  endSeconds: number,
): readonly TimeRange[] => {
  const starts = [startSeconds, ...boundaries.map((boundary) => boundary.endSeconds)];
  const ends = [...boundaries.map((boundary) => boundary.startSeconds), endSeconds];
  const shots = starts.map((start, i) => ({ startSeconds: start, endSeconds: ends[i]! }));
  const real = shots.filter((shot) => shot.endSeconds > shot.startSeconds);
  return real.length > 0 ? real : [{ startSeconds, endSeconds }];
};
