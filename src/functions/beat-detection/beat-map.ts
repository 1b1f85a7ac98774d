import type { LevelName } from './definition';

export interface Beat {
  readonly timeSeconds: number;
  /** 1-based place in the bar. */
  readonly number: number;
  /** 0..1: how sure the tracker is of a beat here. */
  readonly strength: number;
}

/** Why no beats are reported; words in `app/i18n/functions/beat-detection.ts`. */
export type NoBeatReason = 'too-short' | 'silence' | 'no-beat';

export interface Level {
  readonly name: LevelName;
  readonly times: readonly number[];
  /** 0..1 for each time. */
  readonly strength: readonly number[];
}

export interface BeatMap {
  readonly beats: readonly Beat[];
  readonly beatsPerBar: number;
  readonly reason: NoBeatReason | null;
}
