import { findPathFamily, type PathFamily } from '../../dsp/path-family';
import { checkerboardNovelty } from '../../dsp/self-similarity';
import type { SongGrid } from './plan-grid';
import type { SongSimilarity } from './plan-similarity';
import type { SongUnits } from './song-units';

/** A stretch of units `[from, to)`. */
export type Stretch = readonly [from: number, to: number];

/** One way to call some stretches of a song its chorus, with the evidence for it. */
export interface Candidate {
  readonly stretches: readonly Stretch[];
  /** Mean similarity along the repeats, 0..1. */
  readonly likeness: number;
  /** In the order of `EVIDENCE`. */
  readonly evidence: readonly number[];
}

export const EVIDENCE = [
  'likeness',
  'coverage',
  'repeats',
  'loudness',
  'brightness',
  'presence',
  'timbreAlike',
  'noveltyStart',
  'rise',
  'fall',
  'edgeOverInner',
  'firstStart',
  'lastEnd',
] as const;
export type EvidenceName = (typeof EVIDENCE)[number];

/** Shorter is a hook line, longer is half a song. */
const SHORTEST_SECONDS = 7;
const LONGEST_SECONDS = 50;
const NOVELTY_REACHES = [8, 16];
/** How far around an edge its novelty is looked for, and over what a rise in level is measured. */
const EDGE_SLACK = 1;
const RISE_UNITS = 6;
/** Changes this near to an edge belong to it. */
const INNER_MARGIN = 3;

const mean = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return values.length > 0 ? sum / values.length : 0;
};

/** Standard scores, so that evidence weighs alike in every song. */
const standardScores = (values: Float32Array): Float32Array => {
  const centre = mean(values);
  const spread = Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
  return values.map((value) => (value - centre) / (spread + 1e-6));
};

/** What all candidates of a song are judged by. */
interface Judge {
  readonly units: SongUnits;
  readonly grid: SongGrid;
  readonly novelty: Float32Array;
  readonly loudness: Float32Array;
  readonly brightness: Float32Array;
  readonly presence: Float32Array;
}

const openJudge = (units: SongUnits, grid: SongGrid, similarity: SongSimilarity): Judge => {
  const scales = NOVELTY_REACHES.map((reach) => standardScores(checkerboardNovelty(similarity.raw, reach)));
  const quietest = mean(units.loudnessDb) - 25;
  return {
    units,
    grid,
    novelty: scales[0]!.map((value, i) => (value + scales[1]![i]!) / 2),
    loudness: standardScores(units.loudnessDb.map((level) => Math.max(quietest, level))),
    brightness: standardScores(units.brightness),
    presence: standardScores(units.presence),
  };
};

/** Mean inside the stretches against the mean of the rest. */
const contrast = (values: Float32Array, inside: Uint8Array): number => {
  let sum = 0;
  let rest = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (inside[i]) {
      sum += values[i]!;
      count++;
    } else rest += values[i]!;
  }
  if (count === 0 || count === values.length) return 0;
  return sum / count - rest / (values.length - count);
};

const peakNear = (values: Float32Array, at: number): number => {
  const from = Math.max(0, at - EDGE_SLACK);
  return Math.max(...values.subarray(from, Math.min(values.length, at + EDGE_SLACK + 1)));
};

const meanOfRange = (values: Float32Array, from: number, to: number): number =>
  mean(values.subarray(Math.max(0, from), Math.min(values.length, to)));

/** Step up in level at an edge; nothing before the song counts as no step. */
const riseAt = (values: Float32Array, edge: number): number =>
  edge <= 0 || edge >= values.length
    ? 0
    : meanOfRange(values, edge, edge + RISE_UNITS) - meanOfRange(values, edge - RISE_UNITS, edge);

/** Mean distance of the stretches' mean timbres from their common mean, as likeness. */
const timbreLikeness = ({ units }: Judge, stretches: readonly Stretch[]): number => {
  const width = units.timbre.length / units.count;
  const means = stretches.map(([from, to]) =>
    Float64Array.from({ length: width }, (_, k) => {
      let sum = 0;
      for (let u = from; u < to; u++) sum += units.timbre[u * width + k]!;
      return sum / (to - from);
    }),
  );
  const centre = Float64Array.from({ length: width }, (_, k) => mean(means.map((row) => row[k]!)));
  const distance = mean(
    means.map((row) => Math.sqrt(mean(row.map((value, k) => (value - centre[k]!) ** 2)))),
  );
  return -distance;
};

/** A verse and its chorus together change in the middle; a chorus changes at its edges only. */
const edgeOverInner = ({ novelty }: Judge, stretches: readonly Stretch[]): number => {
  const largestInside = ([from, to]: Stretch): number =>
    novelty
      .subarray(from + INNER_MARGIN, Math.max(from, to - INNER_MARGIN))
      .reduce((top, x) => Math.max(top, x), 0);
  const edges = stretches.flatMap(([from, to]) => [peakNear(novelty, from), peakNear(novelty, to)]);
  return mean(edges) - mean(stretches.map(largestInside));
};

/** A chorus rarely opens a song, and is usually heard again near its end; beyond these shares place says no more. */
const EARLY = 0.2;
const LATE = 0.8;

const weigh = (judge: Judge, length: number, family: PathFamily): Candidate => {
  const { stretches, score, cells } = family;
  const { loudness, brightness, presence, novelty, grid, units } = judge;
  const inside = new Uint8Array(units.count);
  for (const [from, to] of stretches) inside.fill(1, from, to);

  // Müller et al. 2013: the segment's own path says nothing.
  const likeness = Math.max(0, (score - length) / Math.max(1, cells - length));
  const evidence = [
    likeness,
    mean(inside),
    Math.min(5, stretches.length),
    contrast(loudness, inside),
    contrast(brightness, inside),
    contrast(presence, inside),
    timbreLikeness(judge, stretches),
    mean(stretches.map(([from]) => peakNear(novelty, from))),
    mean(stretches.map(([from]) => riseAt(loudness, from))),
    mean(stretches.map(([, to]) => -riseAt(loudness, to))),
    edgeOverInner(judge, stretches),
    Math.min(EARLY, grid.edges[stretches[0]![0]]! / grid.edges.at(-1)!),
    Math.min(LATE, grid.edges[stretches.at(-1)![1]]! / grid.edges.at(-1)!),
  ];
  return { stretches, likeness, evidence };
};

/** Every segment of a plausible length with at least one repeat. */
export const planCandidates = (
  units: SongUnits,
  grid: SongGrid,
  similarity: SongSimilarity,
): readonly Candidate[] => {
  const judge = openJudge(units, grid, similarity);
  const candidates: Candidate[] = [];
  const unitSeconds = grid.edges.at(-1)! / units.count;
  const step = grid.unitsPerBar;
  const shortest = Math.ceil(SHORTEST_SECONDS / unitSeconds / step) * step;
  const longest = Math.floor(LONGEST_SECONDS / unitSeconds);
  for (let start = 0; start + shortest <= units.count; start++) {
    if (!grid.isDownbeat[start]) continue;
    for (let length = shortest; length <= longest && start + length <= units.count; length += step) {
      const family = findPathFamily(similarity.thresholded, start, Math.max(2, length));
      if (family.stretches.length > 1) candidates.push(weigh(judge, length, family));
    }
  }
  return candidates;
};
