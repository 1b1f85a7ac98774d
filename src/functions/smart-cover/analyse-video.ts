import type { CoverReason } from '../../core/cover-candidates';
import { MediaError } from '../../core/errors';
import type { NormalizedBox } from '../../core/geometry';
import type { RunContext } from '../../core/media-function';
import type { MediaSource } from '../../media/media-source';
import { signatureSimilarity } from '../../vision/picture-signature';
import { chooseCovers, judgeCandidates, type JudgedCandidate } from './choose-covers';
import type { FaceFinder } from '../../models/face-finder';
import { sampleTimes } from './pick-by-hand';
import { planCrop } from './plan-crop';
import { wantedAspect, type SizeParams } from './plan-output-size';
import { NEAR_DUPLICATE } from './plan-covers';
import { refineCandidates } from './refine-candidates';
import { scanVideo, type Candidate, type Scan } from './scan-video';

export interface AnalyseParams extends SizeParams {
  readonly Times: readonly number[];
  readonly Crops: readonly NormalizedBox[];
}

export interface Analysis {
  readonly scan: Scan;
  /** In order of time. */
  readonly candidates: readonly JudgedCandidate[];
  /** Indexes of the chosen ones, best first (hand-picked: in the order given). */
  readonly ranking: readonly number[];
  readonly cropOf: (candidate: JudgedCandidate) => NormalizedBox;
}

const cropFor =
  (source: MediaSource, scan: Scan, params: AnalyseParams) =>
  ({ measures, saliency }: JudgedCandidate): NormalizedBox =>
    planCrop({
      widthPx: source.video?.widthPx ?? 1,
      heightPx: source.video?.heightPx ?? 1,
      aspect: wantedAspect(params),
      picture: scan.picture,
      faces: measures.faces.map((face) => face.box),
      saliency,
    });

const isNearDuplicate = (one: Candidate, others: readonly Candidate[]): boolean =>
  others.some(
    (other) => signatureSimilarity(one.measures.signature, other.measures.signature) > NEAR_DUPLICATE,
  );

/** What the person should know about the choice beside the frame's own merits. */
const choiceReasons = (
  candidate: JudgedCandidate,
  chosen: readonly JudgedCandidate[],
  wanted: number,
): readonly CoverReason[] => {
  const others = chosen.filter((other) => other !== candidate);
  const reasons: (CoverReason | false)[] = [
    candidate.rejected !== null && 'best-of-rejected',
    isNearDuplicate(candidate, others) && 'near-duplicates',
    chosen.length < wanted && 'fewer-than-asked',
  ];
  return reasons.filter((reason) => reason !== false);
};

const chooseAutomatically = (pool: readonly Candidate[], count: number, lively: boolean) => {
  const judged = judgeCandidates(pool, lively);
  const picked = chooseCovers(judged, count);
  const chosen = picked.map((index) => judged[index]!);
  const isGood = (index: number): number => (judged[index]!.rejected === null ? 100 : 0);
  const ranking = [...picked].sort((a, b) => isGood(b) + judged[b]!.score - isGood(a) - judged[a]!.score);
  const candidates = judged.map((candidate, index) =>
    picked.includes(index)
      ? { ...candidate, reasons: [...candidate.reasons, ...choiceReasons(candidate, chosen, count)] }
      : candidate,
  );
  return { candidates, ranking };
};

/** Hand-picked frames join the scanned ones; they need not be good. */
const chooseByHand = (scanned: readonly Candidate[], picked: readonly Candidate[], lively: boolean) => {
  const times = new Set(picked.map((candidate) => candidate.measures.timeSeconds));
  const rest = scanned.filter((candidate) => !times.has(candidate.measures.timeSeconds));
  const unique = picked.filter(
    (one, i) => picked.findIndex((other) => other.measures.timeSeconds === one.measures.timeSeconds) === i,
  );
  const pool = [...rest, ...unique].sort((a, b) => a.measures.timeSeconds - b.measures.timeSeconds);
  const judged = judgeCandidates(pool, lively);
  const ranking = picked.map((one) =>
    judged.findIndex((candidate) => candidate.measures.timeSeconds === one.measures.timeSeconds),
  );
  const candidates = judged.map((candidate, index) =>
    ranking.includes(index)
      ? { ...candidate, reasons: ['picked-by-hand' as const, ...candidate.reasons] }
      : candidate,
  );
  return { candidates, ranking };
};

/** Looks through the video and decides which `count` frames are taken. Throws `decode-failed` when none decodes. */
export const analyseVideo = async (
  source: MediaSource,
  params: AnalyseParams & { readonly count: number; readonly lively: boolean },
  faces: FaceFinder,
  ctx: RunContext<'scan' | 'refine'>,
): Promise<Analysis> => {
  const scan = await scanVideo(source, { signal: ctx.signal, progress: ctx.progress, faces });
  if (scan.frames.length === 0) throw new MediaError('decode-failed', 'No frame of the video decodes');
  ctx.log(`Looked at ${scan.frames.length} frames`, { scan: scan.plan.kind, shots: scan.shots.length });
  const tools = {
    signal: ctx.signal,
    faces,
    lively: params.lively,
    onProgress: (fraction: number) => ctx.progress('refine', fraction),
  };
  const cropOf = cropFor(source, scan, params);
  if (params.Times.length > 0) {
    const picked = await sampleTimes(source, scan, params.Times, tools);
    return { scan, cropOf, ...chooseByHand(scan.frames, picked, params.lively) };
  }
  const pool = await refineCandidates(source, scan, params.count, tools);
  return { scan, cropOf, ...chooseAutomatically(pool, params.count, params.lively) };
};
