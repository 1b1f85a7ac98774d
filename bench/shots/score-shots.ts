import type { ShotTruth } from './make-cases';

/** A found change of shot; start and end are equal for a cut. */
export interface FoundShot {
  readonly kind: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export interface ShotScore {
  readonly hits: number;
  readonly missed: number;
  readonly false: number;
}

const matches = (truth: ShotTruth, found: FoundShot, toleranceSeconds: number): boolean =>
  found.startSeconds - toleranceSeconds <= truth.endSeconds &&
  found.endSeconds + toleranceSeconds >= truth.startSeconds;

/**
 * Matches each true change with at most one found one: a cut within the tolerance, a dissolve or fade by
 * overlap. What is left over is missed or false; a change in `ignored` stretches counts neither way.
 */
export const scoreShots = (
  truth: readonly ShotTruth[],
  found: readonly FoundShot[],
  toleranceSeconds: number,
  ignored: readonly (readonly [from: number, to: number])[] = [],
): ShotScore => {
  const free = new Set(found);
  let hits = 0;
  for (const one of truth) {
    const match = [...free].find((candidate) => matches(one, candidate, toleranceSeconds));
    if (!match) continue;
    free.delete(match);
    hits++;
  }
  const counted = [...free].filter(
    ({ startSeconds, endSeconds }) => !ignored.some(([from, to]) => startSeconds >= from && endSeconds <= to),
  );
  return { hits, missed: truth.length - hits, false: counted.length };
};

export const addScores = (scores: readonly ShotScore[]): ShotScore => ({
  hits: scores.reduce((sum, score) => sum + score.hits, 0),
  missed: scores.reduce((sum, score) => sum + score.missed, 0),
  false: scores.reduce((sum, score) => sum + score.false, 0),
});

/** Harmonic mean of precision and recall; 1 when there was nothing to find and nothing was. */
export const f1 = ({ hits, missed, false: wrong }: ShotScore): number =>
  hits + missed + wrong === 0 ? 1 : (2 * hits) / (2 * hits + missed + wrong);
