import type { LectureTruth } from './make-lectures';

/** Counts of a one-to-one match of boundaries. */
export interface BoundaryScore {
  readonly hits: number;
  readonly missed: number;
  readonly false: number;
}

/** Boundaries as far apart as this are the same (the bar). */
const TOLERANCE_SECONDS = 1;

/** Every true boundary takes the nearest found one that is left, closest pairs first. */
export const scoreBoundaries = (truth: readonly number[], found: readonly number[]): BoundaryScore => {
  const pairs = truth
    .flatMap((time, i) => found.map((other, k) => ({ i, k, apart: Math.abs(time - other) })))
    .filter(({ apart }) => apart <= TOLERANCE_SECONDS)
    .sort((a, b) => a.apart - b.apart);
  const [takenTruth, takenFound] = [new Set<number>(), new Set<number>()];
  for (const { i, k } of pairs) {
    if (takenTruth.has(i) || takenFound.has(k)) continue;
    takenTruth.add(i);
    takenFound.add(k);
  }
  const hits = takenTruth.size;
  return { hits, missed: truth.length - hits, false: found.length - hits };
};

export const addBoundaries = (scores: readonly BoundaryScore[]): BoundaryScore =>
  scores.reduce(
    (sum, score) => ({
      hits: sum.hits + score.hits,
      missed: sum.missed + score.missed,
      false: sum.false + score.false,
    }),
    { hits: 0, missed: 0, false: 0 },
  );

/** 1 where there is nothing to find and nothing was found. */
export const f1Of = ({ hits, missed, false: wrong }: BoundaryScore): number =>
  hits + missed + wrong === 0 ? 1 : (2 * hits) / (2 * hits + missed + wrong);

/** Levenshtein distance in characters. */
export const editDistance = (a: string, b: string): number => {
  const [from, to] = [[...a], [...b]];
  let row = to.map((_, k) => k + 1);
  row.unshift(0);
  for (const [i, sign] of from.entries()) {
    const next = [i + 1];
    for (const [k, other] of to.entries())
      next.push(Math.min(next[k]! + 1, row[k + 1]! + 1, row[k]! + (sign === other ? 0 : 1)));
    row = next;
  }
  return row.at(-1)!;
};

export interface FoundSegment {
  readonly start: number;
  readonly end: number;
  readonly title: string;
  readonly slideNumber: number;
}

export interface TitleScore {
  readonly characters: number;
  readonly errors: number;
}

const overlap = (a: LectureTruth, b: FoundSegment): number =>
  Math.min(a.endSeconds, b.end) - Math.max(a.startSeconds, b.start);

/** Titles against those of the found segments that share most time with each true one; spaces count. */
export const scoreTitles = (truth: readonly LectureTruth[], found: readonly FoundSegment[]): TitleScore =>
  truth
    .filter(({ title }) => title !== '')
    .reduce(
      (sum, one) => {
        const best = found.toSorted((a, b) => overlap(one, b) - overlap(one, a))[0];
        const errors = Math.min([...one.title].length, editDistance(one.title, best?.title ?? ''));
        return { characters: sum.characters + [...one.title].length, errors: sum.errors + errors };
      },
      { characters: 0, errors: 0 },
    );

/** Pairs of true segments whose "same slide or another" was told right, among those that were found; 0..1. */
export const scoreRecurrence = (truth: readonly LectureTruth[], found: readonly FoundSegment[]): number => {
  const number = truth.map(
    (one) => found.toSorted((a, b) => overlap(one, b) - overlap(one, a))[0]?.slideNumber ?? -1,
  );
  let [right, total] = [0, 0];
  for (let i = 0; i < truth.length; i++)
    for (let k = 0; k < i; k++) {
      total++;
      if ((truth[i]!.slide === truth[k]!.slide) === (number[i] === number[k])) right++;
    }
  return total > 0 ? right / total : 1;
};
