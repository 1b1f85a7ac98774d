import type { CoverRejection } from '../../core/cover-candidates';
import { signatureSimilarity, type PictureSignature } from '../../vision/picture-signature';
import { REJECTION_COST } from '../../vision/plan-rejection';

/** What choosing needs to know of a frame. */
export interface Choosable {
  readonly timeSeconds: number;
  readonly score: number;
  readonly rejected: CoverRejection | null;
  /** Number of the shot the frame lies in. */
  readonly shot: number;
  readonly signature: PictureSignature;
}

/** Similarity from which two pictures look like the same one. */
export const NEAR_DUPLICATE = 0.9;
/** Points (of 10) that a likeness costs: none up to `LIKE_FROM`, all of it at 1. */
const LIKE_FROM = 0.55;
const LIKE_COST = 3;
const SAME_SHOT_COST = 4;
const DUPLICATE_COST = 20;
/** Larger than any score: a rejected frame comes after every good one. */
const REJECTED_COST = 100;

const likenessCost = (frame: Choosable, picked: readonly Choosable[]): number => {
  const likeness = Math.max(
    0,
    ...picked.map((other) => signatureSimilarity(frame.signature, other.signature)),
  );
  const duplicate = likeness > NEAR_DUPLICATE ? DUPLICATE_COST : 0;
  return duplicate + (LIKE_COST * Math.max(0, likeness - LIKE_FROM)) / (1 - LIKE_FROM);
};

/** Frames close in time are alike even when motion hides it. */
const nearnessCost = (frame: Choosable, picked: readonly Choosable[]): number => {
  const gap = Math.min(...picked.map((other) => Math.abs(other.timeSeconds - frame.timeSeconds)));
  return gap < 1 ? 3 * (1 - gap) : 0;
};

const valueOf = (frame: Choosable, picked: readonly Choosable[]): number => {
  const rejected = frame.rejected ? REJECTED_COST + 10 * REJECTION_COST[frame.rejected] : 0;
  if (picked.length === 0) return frame.score - rejected;
  const sameShot = picked.some((other) => other.shot === frame.shot) ? SAME_SHOT_COST : 0;
  return frame.score - rejected - sameShot - likenessCost(frame, picked) - nearnessCost(frame, picked);
};

/**
 * Indexes of up to `count` frames, in the order they were picked: the best frame, then each time the one that is
 * good and unlike those already there (maximal marginal relevance, Carbonell and Goldstein 1998). All frames
 * are picked in the end if `count` asks for as many, so there is always an answer.
 */
export const planCovers = (frames: readonly Choosable[], count: number): readonly number[] => {
  const picked: number[] = [];
  const rest = new Set(frames.keys());
  while (picked.length < count && rest.size > 0) {
    const chosen = picked.map((index) => frames[index]!);
    let best = -1;
    let bestValue = Number.NEGATIVE_INFINITY;
    for (const index of rest) {
      const value = valueOf(frames[index]!, chosen);
      if (value > bestValue) [best, bestValue] = [index, value];
    }
    picked.push(best);
    rest.delete(best);
  }
  return picked;
};
