import type { Plane } from '../../core/image';

/** Frames from one look of the network to the next: never fewer than `least`, never more than `most`. */
export interface StepRange {
  readonly least: number;
  readonly most: number;
}

/** Drift, share of the subject's area, below which the matte may be followed for longer, and above which for less. */
const DRIFT = { small: 0.012, large: 0.03 } as const;

/** How far the matte that was followed to a frame is from what the network sees there; share of the subject's area. */
export const driftOf = (followed: Plane, seen: Plane): number => {
  let change = 0;
  let area = 0;
  for (let i = 0; i < seen.data.length; i++) {
    change += Math.abs(followed.data[i]! - seen.data[i]!);
    area += seen.data[i]!;
  }
  return area > 0 ? change / area : 1;
};

/** Where following holds, the network looks less often; where it does not, at once as often as it may. */
export const nextStep = (step: number, drift: number, { least, most }: StepRange): number => {
  if (drift > DRIFT.large) return least;
  return drift < DRIFT.small ? Math.min(most, step + 1) : step;
};
