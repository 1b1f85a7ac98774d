export type ShotBoundaryKind = 'cut' | 'dissolve' | 'fade';

/**
 * A change of shot. For a cut all three times are the first frame of the new shot. A dissolve or fade spans the frames that mix;
 * `timeSeconds` is its middle (of the black, for a fade).
 */
export interface ShotBoundary {
  readonly kind: ShotBoundaryKind;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly timeSeconds: number;
}

/** Evidence that a frame is a mix of the frames `reach` before and after; strength 0..1. */
export interface MixEvidence {
  readonly strength: number;
  readonly reach: number;
}

/** What the detector keeps of every frame. */
export interface FrameChange {
  readonly timeSeconds: number;
  /** Difference to the frame before. */
  readonly score: number;
  /** Smallest difference between the frame before and those shortly after this one, and where. */
  returnScore: number;
  returnIndex: number;
  readonly isVoid: boolean;
  /** Standard deviation of luma, code values. */
  readonly contrast: number;
  readonly mixes: MixEvidence[];
}

// Values measured on real cuts (0.28 .. 1.0) and on ordinary motion (0 .. 0.35); see docs/quality.md, shots.
const CUT_FLOOR = 0.26;
/** Busy motion lifts the bar: a cut must stand this far above its neighbourhood. */
const CUT_OVER_CONTEXT = 1.5;
const CUT_MARGIN = 0.1;
/** Fast motion builds up and dies down over frames; a cut does neither. */
const CUT_OVER_NEIGHBOURS = 1.7;
const CONTEXT_FRAMES = 8;
/** After a flash the old picture is back: difference below this share of the jump, or below the floor. */
const RETURN_SHARE = 0.45;
const RETURN_FLOOR = 0.12;
const MIX_STRENGTH = 0.27;
/** A frame counts as part of a change when its evidence reaches this share of the peak's. */
const MIX_EXTENT_SHARE = 0.5;
/** Frames with shares 0.3..0.7 make up this part of a linear dissolve. */
const MIX_CORE_SHARE = 0.4;
/** Voids shorter than this may be flashes. */
const SHORT_VOID_SECONDS = 0.25;
/** While a fade runs, contrast grows by at least this factor a frame, for at most this long. */
const FADE_GROWTH = 1.012;
const FADE_MAX_SECONDS = 2.5;

interface IndexRange {
  readonly first: number;
  readonly last: number;
}

const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
};

/** What change is ordinary around frame `index`: the upper quartile of its neighbours. */
const contextOf = (changes: readonly FrameChange[], index: number): number => {
  const from = Math.max(1, index - CONTEXT_FRAMES);
  const around = changes.slice(from, index + CONTEXT_FRAMES + 1).filter((_, i) => from + i !== index);
  return quantile(
    around.map((change) => change.score),
    0.75,
  );
};

const standsOut = (changes: readonly FrameChange[], index: number): boolean => {
  const { score } = changes[index]!;
  const beside = Math.max(index > 1 ? changes[index - 1]!.score : 0, changes[index + 1]?.score ?? 0);
  return (
    score >= CUT_OVER_CONTEXT * contextOf(changes, index) + CUT_MARGIN &&
    score >= CUT_OVER_NEIGHBOURS * beside
  );
};

const isFlash = (change: FrameChange): boolean =>
  change.returnScore < Math.max(RETURN_FLOOR, RETURN_SHARE * change.score);

const findCuts = (changes: readonly FrameChange[]): readonly number[] => {
  const cuts: number[] = [];
  let quietUntil = -1;
  changes.forEach((change, index) => {
    if (index === 0 || index <= quietUntil || change.score < CUT_FLOOR) return;
    if (isFlash(change)) {
      quietUntil = change.returnIndex;
      return;
    }
    if (standsOut(changes, index)) cuts.push(index);
  });
  return cuts;
};

/** Runs of consecutive frames that satisfy the test. */
const runsOf = (length: number, test: (index: number) => boolean): readonly IndexRange[] => {
  const runs: IndexRange[] = [];
  let first = -1;
  for (let index = 0; index <= length; index++) {
    const inside = index < length && test(index);
    if (inside && first < 0) first = index;
    if (!inside && first >= 0) {
      runs.push({ first, last: index - 1 });
      first = -1;
    }
  }
  return runs;
};

/** Strongest evidence for frame `index` whose window crosses no cut (a cut is not a mix). */
const mixStrength = (changes: readonly FrameChange[], cuts: readonly number[], index: number): number =>
  Math.max(
    0,
    ...changes[index]!.mixes.filter(
      ({ reach }) => !cuts.some((cut) => cut > index - reach && cut <= index + reach),
    ).map(({ strength }) => strength),
  );

const dissolveAround = (
  changes: readonly FrameChange[],
  strengths: readonly number[],
  run: IndexRange,
): ShotBoundary => {
  const inRun = strengths.slice(run.first, run.last + 1);
  const bar = MIX_EXTENT_SHARE * Math.max(...inRun);
  const first = run.first + inRun.findIndex((strength) => strength >= bar);
  const last = run.first + inRun.findLastIndex((strength) => strength >= bar);
  const half = Math.max(1, Math.round((last - first + 1) / MIX_CORE_SHARE / 2));
  const middle = Math.round((first + last) / 2);
  const timeAt = (index: number): number =>
    changes[Math.min(changes.length - 1, Math.max(0, index))]!.timeSeconds;
  return {
    kind: 'dissolve',
    startSeconds: timeAt(middle - half),
    endSeconds: timeAt(middle + half),
    timeSeconds: timeAt(middle),
  };
};

const findDissolves = (changes: readonly FrameChange[], cuts: readonly number[]): readonly ShotBoundary[] => {
  const strengths = changes.map((_, index) => mixStrength(changes, cuts, index));
  return runsOf(changes.length, (index) => strengths[index]! >= MIX_STRENGTH)
    .filter((run) => run.last > run.first)
    .map((run) => dissolveAround(changes, strengths, run));
};

/** Walks outward from a void while contrast keeps growing: the length of the fade on that side. */
const fadeEdge = (changes: readonly FrameChange[], from: number, step: 1 | -1): number => {
  let index = from;
  for (;;) {
    const next = changes[index + step];
    if (!next || Math.abs(next.timeSeconds - changes[from]!.timeSeconds) > FADE_MAX_SECONDS) return index;
    if (next.contrast < FADE_GROWTH * changes[index]!.contrast) return index;
    index += step;
  }
};

/** A flash to white (or a dropped black frame): brief, with the same picture on both sides. */
const isBriefFlash = (changes: readonly FrameChange[], run: IndexRange): boolean => {
  const after = changes[run.last + 1];
  const seconds = (after ?? changes[run.last]!).timeSeconds - changes[run.first]!.timeSeconds;
  return seconds <= SHORT_VOID_SECONDS && isFlash(changes[run.first]!);
};

const fadeAround = (changes: readonly FrameChange[], run: IndexRange): ShotBoundary => {
  const first = fadeEdge(changes, run.first, -1);
  const last = Math.min(changes.length - 1, fadeEdge(changes, run.last, 1) + 1);
  const start = changes[first]!.timeSeconds;
  const end = changes[last]!.timeSeconds;
  const middle = (changes[run.first]!.timeSeconds + changes[run.last]!.timeSeconds) / 2;
  return { kind: 'fade', startSeconds: start, endSeconds: end, timeSeconds: middle };
};

const overlaps = (a: ShotBoundary, b: ShotBoundary): boolean =>
  a.startSeconds <= b.endSeconds && b.startSeconds <= a.endSeconds;

/**
 * Decides where shots change, from the per-frame numbers. A black or white stretch is one boundary together
 * with the fades or cuts that lead into and out of it; at the very start or end of the clip it is one too.
 */
export const planShotBoundaries = (changes: readonly FrameChange[]): readonly ShotBoundary[] => {
  const voids = runsOf(changes.length, (index) => changes[index]!.isVoid);
  const fades = voids.filter((run) => !isBriefFlash(changes, run)).map((run) => fadeAround(changes, run));
  if (voids.length === 1 && voids[0]!.last - voids[0]!.first + 1 === changes.length) return [];
  const cutIndexes = findCuts(changes);
  const cuts = cutIndexes.map((index): ShotBoundary => {
    const timeSeconds = changes[index]!.timeSeconds;
    return { kind: 'cut', startSeconds: timeSeconds, endSeconds: timeSeconds, timeSeconds };
  });
  const hard = [...fades, ...cuts.filter((cut) => !fades.some((fade) => overlaps(fade, cut)))];
  const dissolves = findDissolves(changes, cutIndexes).filter(
    (dissolve) => !hard.some((boundary) => overlaps(boundary, dissolve)),
  );
  return [...hard, ...dissolves].sort((a, b) => a.timeSeconds - b.timeSeconds);
};
