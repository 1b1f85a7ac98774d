import { intersectionOverUnion, type BoxPx } from '../../src/core/geometry';
import type { TrueMark } from './make-cases';

/** Found and true boxes are compared once in so many seconds. */
const STEP_SECONDS = 0.2;
const MIN_OVERLAP = 0.4;

export interface MarkScore {
  readonly hits: number;
  readonly missed: number;
  readonly false: number;
  /** Sum of the overlaps of the hits. */
  readonly overlap: number;
}

const at = (marks: readonly TrueMark[], seconds: number): readonly BoxPx[] =>
  marks.filter(({ startSeconds, endSeconds }) => startSeconds <= seconds && seconds < endSeconds);

/** Best pairs first; each box is used once. */
const scoreMoment = (truth: readonly BoxPx[], found: readonly BoxPx[]): MarkScore => {
  const pairs = truth
    .flatMap((box, t) => found.map((other, f) => ({ t, f, overlap: intersectionOverUnion(box, other) })))
    .filter(({ overlap }) => overlap >= MIN_OVERLAP)
    .sort((a, b) => b.overlap - a.overlap);
  const [usedTrue, usedFound] = [new Set<number>(), new Set<number>()];
  let overlap = 0;
  for (const pair of pairs) {
    if (usedTrue.has(pair.t) || usedFound.has(pair.f)) continue;
    usedTrue.add(pair.t);
    usedFound.add(pair.f);
    overlap += pair.overlap;
  }
  const hits = usedTrue.size;
  return { hits, missed: truth.length - hits, false: found.length - hits, overlap };
};

export const addMarkScores = (scores: readonly MarkScore[]): MarkScore => ({
  hits: scores.reduce((sum, score) => sum + score.hits, 0),
  missed: scores.reduce((sum, score) => sum + score.missed, 0),
  false: scores.reduce((sum, score) => sum + score.false, 0),
  overlap: scores.reduce((sum, score) => sum + score.overlap, 0),
});

export const scoreMarks = (
  truth: readonly TrueMark[],
  found: readonly TrueMark[],
  durationSeconds: number,
): MarkScore => {
  const moments: MarkScore[] = [];
  for (let seconds = STEP_SECONDS / 2; seconds < durationSeconds; seconds += STEP_SECONDS)
    moments.push(scoreMoment(at(truth, seconds), at(found, seconds)));
  return addMarkScores(moments);
};

const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
export const recallOf = ({ hits, missed }: MarkScore): number => share(hits, hits + missed);
export const precisionOf = (score: MarkScore): number => share(score.hits, score.hits + score.false);
export const meanOverlap = ({ overlap, hits }: MarkScore): number => share(overlap, hits);
