import type { CoverRejection } from '../../core/cover-candidates';
import { planCovers, type Choosable } from './plan-covers';
import { planRejections, planRepresentation } from '../../vision/plan-rejection';
import { planScores, type FrameScore } from '../../vision/plan-scores';
import type { Candidate } from './scan-video';

/** A candidate with the verdict on it. */
export interface JudgedCandidate extends Candidate, FrameScore {
  readonly rejected: CoverRejection | null;
}

/** Judges all candidates against each other; `lively` prefers movement (for a GIF). */
export const judgeCandidates = (
  candidates: readonly Candidate[],
  lively: boolean,
): readonly JudgedCandidate[] => {
  const measures = candidates.map((candidate) => candidate.measures);
  const rejections = planRejections(measures);
  const scores = planScores(measures, planRepresentation(measures), lively);
  return candidates.map((candidate, i) => ({ ...candidate, ...scores[i]!, rejected: rejections[i]! }));
};

const toChoosable = ({ measures, score, rejected, shot }: JudgedCandidate): Choosable => ({
  timeSeconds: measures.timeSeconds,
  signature: measures.signature,
  score,
  rejected,
  shot,
});

/** Indexes of the `count` best and most different candidates, in the order they were picked. */
export const chooseCovers = (judged: readonly JudgedCandidate[], count: number): readonly number[] =>
  planCovers(judged.map(toChoosable), count);
