import type { TimeRange } from '../../core/geometry';
import type { RgbaImage } from '../../core/image';
import type { MediaSource } from '../../media/media-source';
import type { ShotBoundary } from '../../vision/plan-shot-boundaries';
import { lumaPlane } from '../../vision/color';
import { createShotDetector } from '../../vision/shot-detection';
import { measureSharpness } from '../../vision/sharpness';
import { measureTone } from '../../vision/tone';
import { chooseCovers, judgeCandidates } from './choose-covers';
import type { FaceFinder } from '../../models/face-finder';
import type { FaceMeasure } from '../../vision/frame-measures';
import { planMomentMerits, planRefinement, UNKNOWN_FRAMES, type MomentMeasures } from './plan-refinement';
import { planMovements } from '../../vision/plan-movements';
import { isInTransition } from '../../vision/plan-transitions';
import { takeSample } from '../../models/sample-frames';
import { ANALYSIS_PX } from '../../vision/frame-measures';
import type { Candidate, Scan } from './scan-video';

/** Frames of a stretch in which faces (blinks) are compared. */
const FACE_FRAMES = 4;
/** Faster than this is decoded but not compared: neighbours differ too little. */
const MAX_FRAME_RATE = 30;
const MAX_ROUNDS = 5;
/** Looked at closely beside those that would be taken: some of these may turn out better. */
const SPARE_CANDIDATES = 3;
/** What open eyes are worth among frames of one moment. */
const EYES_WEIGHT = 0.5;

export interface RefineTools {
  readonly signal: AbortSignal;
  readonly faces: FaceFinder;
  /** Moments with movement are wanted (for a GIF). */
  readonly lively: boolean;
  readonly onProgress: (fraction: number) => void;
}

interface Moment extends MomentMeasures {
  readonly image: RgbaImage;
}

/** Sparse scans know nothing beyond the stretch: its ends count as cuts unless the clip ends there. */
const guardEnds = (moments: readonly Moment[], durationSeconds: number): readonly Moment[] =>
  moments.map((moment, i) => {
    const nearStart = i < UNKNOWN_FRAMES && moments[0]!.timeSeconds > 0.01;
    const last = moments.at(-1)!.timeSeconds;
    const nearEnd = i >= moments.length - UNKNOWN_FRAMES && last < durationSeconds - 0.1;
    return nearStart || nearEnd ? { ...moment, inTransition: true } : moment;
  });

const readMoments = async (
  source: MediaSource,
  range: TimeRange,
  known: readonly ShotBoundary[] | null,
  signal: AbortSignal,
): Promise<readonly Moment[]> => {
  const detector = createShotDetector();
  const moments: Moment[] = [];
  const size = { maxWidthPx: ANALYSIS_PX, maxHeightPx: ANALYSIS_PX };
  for await (const { image, timeSeconds } of source.images({
    ...range,
    ...size,
    maxFrameRate: MAX_FRAME_RATE,
  })) {
    signal.throwIfAborted();
    const motion = detector.push(image, timeSeconds);
    const luma = lumaPlane(image);
    const { acutance, detail, edgeStrength } = measureSharpness(luma);
    const { contrast } = measureTone(luma);
    moments.push({
      timeSeconds,
      image,
      acutance: (acutance + detail) / 2,
      edgeStrength,
      motion,
      contrast,
      inTransition: false,
    });
  }
  const frameRate = source.video?.frameRate || MAX_FRAME_RATE;
  const boundaries = known ?? detector.finish();
  const movements = planMovements(moments.map((moment) => moment.motion));
  const marked = moments.map((moment, i) => ({
    ...moment,
    motion: movements[i]!,
    inTransition: isInTransition(boundaries, moment.timeSeconds, Math.min(frameRate, MAX_FRAME_RATE)),
  }));
  return known ? marked : guardEnds(marked, source.durationSeconds);
};

/** Openness of the main face's eyes, compared with the widest open of the moment. */
const withEyes = (faces: readonly FaceMeasure[], widest: number): readonly FaceMeasure[] =>
  faces.map((face) => ({
    ...face,
    // A closed eye keeps about half the contrast of an open one (lashes, shadow).
    eyesOpen:
      face.eyeContrast === null || widest <= 0
        ? null
        : Math.min(1, Math.max(0, (face.eyeContrast / widest - 0.5) / 0.35)),
  }));

/** The best frame of the moment: sharp, still, eyes open. */
const bestOf = async (
  moments: readonly Moment[],
  candidate: Candidate,
  faces: FaceFinder,
): Promise<Candidate | null> => {
  const merits = planMomentMerits(moments);
  const order = [...moments.keys()].filter((i) => merits[i]! > Number.NEGATIVE_INFINITY);
  const top = order.sort((a, b) => merits[b]! - merits[a]!).slice(0, FACE_FRAMES);
  const sampled: { readonly candidate: Candidate; readonly merit: number }[] = [];
  for (const index of top) {
    const moment = moments[index]!;
    const sample = await takeSample(moment, moment.motion, faces);
    sampled.push({ candidate: { ...sample, refined: true, shot: candidate.shot }, merit: merits[index]! });
    if (sample.measures.faces.length === 0 && sampled.length === 1) break;
  }
  const contrasts = sampled.map((one) => one.candidate.measures.faces[0]?.eyeContrast ?? 0);
  const widest = Math.max(0, ...contrasts);
  const judged = sampled.map(({ candidate: one, merit }) => {
    const found = withEyes(one.measures.faces, widest);
    const measures = { ...one.measures, faces: found };
    return { candidate: { ...one, measures }, merit: merit + EYES_WEIGHT * (found[0]?.eyesOpen ?? 0) };
  });
  return judged.sort((a, b) => b.merit - a.merit)[0]?.candidate ?? null;
};

const refineOne = async (
  source: MediaSource,
  scan: Scan,
  pool: readonly Candidate[],
  task: { readonly index: number; readonly chosen: readonly number[]; readonly tools: RefineTools },
): Promise<Candidate> => {
  const candidate = pool[task.index]!;
  const isExact = scan.plan.kind === 'stream';
  const range = planRefinement({
    timeSeconds: candidate.measures.timeSeconds,
    otherTimes: task.chosen.filter((i) => i !== task.index).map((i) => pool[i]!.measures.timeSeconds),
    shot: isExact ? scan.shots[candidate.shot]! : null,
    durationSeconds: source.durationSeconds,
  });
  const moments = await readMoments(source, range, isExact ? scan.boundaries : null, task.tools.signal);
  const best = await bestOf(moments, candidate, task.tools.faces);
  // Without a clear frame the candidate stays what it was, marked so that others go first.
  const unclear = { ...candidate.measures, inTransition: candidate.measures.inTransition || !isExact };
  return best ?? { ...candidate, refined: true, measures: unclear };
};

const withoutTwins = (pool: readonly Candidate[]): readonly Candidate[] =>
  pool.filter(
    (one, i) =>
      !pool.some(
        (other, k) =>
          k !== i &&
          Math.abs(other.measures.timeSeconds - one.measures.timeSeconds) < 1e-4 &&
          (other.refined && !one.refined ? true : other.refined === one.refined && k < i),
      ),
  );

/**
 * Replaces the most promising candidates by the best frames of their surroundings at full frame rate, until every
 * one of the `count` that would be chosen has been looked at that closely.
 */
export const refineCandidates = async (
  source: MediaSource,
  scan: Scan,
  count: number,
  tools: RefineTools,
): Promise<readonly Candidate[]> => {
  let pool = scan.frames;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const wanted = round === 0 ? count + SPARE_CANDIDATES : count;
    const chosen = chooseCovers(judgeCandidates(pool, tools.lively), wanted);
    const rough = chosen.filter((index) => !pool[index]!.refined);
    if (rough.length === 0) break;
    const next = [...pool];
    for (const [done, index] of rough.entries()) {
      next[index] = await refineOne(source, scan, pool, { index, chosen, tools });
      if (round === 0) tools.onProgress((done + 1) / rough.length);
    }
    pool = withoutTwins(next);
  }
  return [...pool].sort((a, b) => a.measures.timeSeconds - b.measures.timeSeconds);
};
