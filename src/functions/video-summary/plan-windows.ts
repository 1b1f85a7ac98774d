import type { TimeRange } from '../../core/geometry';
import { signatureSimilarity, type PictureSignature } from '../../vision/picture-signature';

/** A keyframe of a long video: what it prospects of the stretch after it. */
export interface Prospect {
  readonly timeSeconds: number;
  /** 0..1 */
  readonly interest: number;
  readonly signature: PictureSignature;
}

export interface WindowInput {
  readonly prospects: readonly Prospect[];
  /** Length of one stretch. */
  readonly windowSeconds: number;
  /** Stretches are added until they are this long together. */
  readonly totalSeconds: number;
  readonly durationSeconds: number;
}

/** What being just like a stretch that is already taken costs. */
const LIKENESS_COST = 0.5;
/** What lying next to one costs; it fades over this share of the video. */
const NEARNESS_COST = 0.3;
const NEARNESS_SHARE = 0.05;

const valueOf = (one: Prospect, taken: readonly Prospect[], durationSeconds: number): number => {
  if (taken.length === 0) return one.interest;
  const likeness = Math.max(...taken.map((other) => signatureSimilarity(one.signature, other.signature)));
  const gap = Math.min(...taken.map((other) => Math.abs(other.timeSeconds - one.timeSeconds)));
  const nearness = Math.exp(-gap / Math.max(1, NEARNESS_SHARE * durationSeconds));
  return one.interest - LIKENESS_COST * likeness ** 2 - NEARNESS_COST * nearness;
};

const joined = (windows: readonly TimeRange[]): readonly TimeRange[] => {
  const ordered = [...windows].sort((a, b) => a.startSeconds - b.startSeconds);
  const runs: TimeRange[] = [];
  for (const window of ordered) {
    const last = runs.at(-1);
    if (last && window.startSeconds <= last.endSeconds)
      runs[runs.length - 1] = {
        ...last,
        endSeconds: Math.max(last.endSeconds, window.endSeconds),
      };
    else runs.push(window);
  }
  return runs;
};

/**
 * The stretches of a long video that are worth looking at frame by frame: good, unlike each other, spread over the video.
 * Each starts at a keyframe, from which decoding is cheap. In order of time, not overlapping.
 */
export const planWindows = (input: WindowInput): readonly TimeRange[] => {
  const { prospects, windowSeconds, totalSeconds, durationSeconds } = input;
  const taken: Prospect[] = [];
  const rest = new Set(prospects);
  while (rest.size > 0 && taken.length * windowSeconds < totalSeconds) {
    let best: Prospect | null = null;
    let bestValue = Number.NEGATIVE_INFINITY;
    for (const one of rest) {
      const value = valueOf(one, taken, durationSeconds);
      if (value > bestValue) [best, bestValue] = [one, value];
    }
    taken.push(best!);
    for (const one of rest) {
      if (Math.abs(one.timeSeconds - best!.timeSeconds) < windowSeconds) rest.delete(one);
    }
  }
  return joined(
    taken.map(({ timeSeconds }) => ({
      startSeconds: timeSeconds,
      endSeconds: Math.min(durationSeconds, timeSeconds + windowSeconds),
    })),
  );
};
