import { matchEvents, scoreOf, type Score } from './events';

export interface LabelledSegment {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/** All distinct edges of the segments, ascending. */
export const boundariesOf = (segments: readonly LabelledSegment[]): number[] =>
  [...new Set(segments.flatMap((segment) => [segment.start, segment.end]))].sort((a, b) => a - b);

/** Boundary hit rate at `windowSeconds` (0.5 and 3 are usual), outer edges counted, as `mir_eval.segment.detection`. */
export const boundaryHitRate = (
  reference: readonly LabelledSegment[],
  estimated: readonly LabelledSegment[],
  windowSeconds: number,
): Score => {
  const wanted = boundariesOf(reference);
  const found = boundariesOf(estimated);
  return scoreOf(matchEvents(wanted, found, windowSeconds).length, found.length, wanted.length);
};

const FRAME_SECONDS = 0.1;

const labelsPerFrame = (segments: readonly LabelledSegment[], durationSeconds: number): string[] =>
  Array.from({ length: Math.ceil(durationSeconds / FRAME_SECONDS - 1e-9) }, (_, n) => {
    const time = n * FRAME_SECONDS + 1e-9;
    return segments.find((segment) => time >= segment.start && time < segment.end)?.label ?? '';
  });

/** Pairwise frame clustering (Levy and Sandler 2008) at 0.1 s: do two frames share a label in both? */
export const pairwiseFrames = (
  reference: readonly LabelledSegment[],
  estimated: readonly LabelledSegment[],
  durationSeconds: number,
): Score => {
  const wanted = labelsPerFrame(reference, durationSeconds);
  const found = labelsPerFrame(estimated, durationSeconds);
  const pairs = (counts: ReadonlyMap<string, number>): number =>
    [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  const countOf = (keys: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
  };
  const both = wanted.map((label, n) => `${label}\u0000${found[n]!}`);
  return scoreOf(pairs(countOf(both)), pairs(countOf(found)), pairs(countOf(wanted)));
};

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Seconds covered by at least one span. */
const coveredSeconds = (spans: readonly Span[]): number => {
  let end = -Infinity;
  let total = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    total += Math.max(0, span.end - Math.max(end, span.start));
    end = Math.max(end, span.end);
  }
  return total;
};

/** Frame F1 of one label (chorus or not), in continuous time. */
export const spanF1 = (reference: readonly Span[], estimated: readonly Span[]): Score => {
  const common = reference.flatMap((a) =>
    estimated
      .map((b) => ({ start: Math.max(a.start, b.start), end: Math.min(a.end, b.end) }))
      .filter((span) => span.end > span.start),
  );
  return scoreOf(coveredSeconds(common), coveredSeconds(estimated), coveredSeconds(reference));
};
