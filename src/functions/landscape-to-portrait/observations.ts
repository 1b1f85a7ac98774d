import type { NormalizedBox } from '../../core/geometry';
import type { CocoClass } from '../../models/coco-classes';
import type { ShotBoundary } from '../../vision/plan-shot-boundaries';

/** What made us look at a place: a detector's class, a face, its own motion, or that it stands out. */
export type SightingKind = CocoClass | 'face' | 'moving' | 'salient';

export interface TimedBox {
  readonly timeSeconds: number;
  readonly box: NormalizedBox;
}

/** Something that may be a subject, seen in one frame. */
export interface Sighting {
  readonly kind: SightingKind;
  readonly box: NormalizedBox;
  /** 0..1 that it is there. */
  readonly score: number;
  /** Where it went until the next look, followed by its motion; without the look itself. */
  readonly trail: readonly TimedBox[];
  /** Not found at this look, but at an earlier one and followed since. */
  readonly isCarried?: boolean;
  /** Faces only: motion of the mouth from tick to tick until the next look, code values. */
  readonly mouth?: readonly number[];
}

/** One frame that the detectors were shown. */
export interface Look {
  readonly timeSeconds: number;
  readonly sightings: readonly Sighting[];
  readonly faces: readonly Sighting[];
}

/** Columns and rows of the map of own motion. */
export const MOTION_COLUMNS = 32;
export const MOTION_ROWS = 18;

/** What moved since the tick before; about eight a second. */
export interface Tick {
  readonly timeSeconds: number;
  /** First of its kind after a change of shot: nothing to compare with. */
  readonly isFresh: boolean;
  /** Shift of the picture since the tick before, share of its width and height. */
  readonly panX: number;
  readonly panY: number;
  readonly zoom: number;
  /** `[MOTION_ROWS][MOTION_COLUMNS]`, mean unexplained change, code values. */
  readonly cells: Uint8Array;
}

/** All that planning sees of a clip: plain numbers. */
export interface Observations {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** The picture inside letterbox bars, normalised. */
  readonly picture: NormalizedBox;
  readonly boundaries: readonly ShotBoundary[];
  readonly looks: readonly Look[];
  readonly ticks: readonly Tick[];
  /** Probability of speech over time, where it was listened for. */
  readonly voice: Voice | null;
}

/** Window `i` covers `[i, i + 1) * hopSeconds`. */
export interface Voice {
  readonly hopSeconds: number;
  readonly probabilities: readonly number[];
}
