import type { NormalizedBox, TimeRange } from '../../core/geometry';
import type { RunContext } from '../../core/media-function';
import { toNormalizedBox } from '../../core/geometry';
import type { MediaSource } from '../../media/media-source';
import { findPictureBox } from '../../vision/borders';
import type { FrameMotion } from '../../vision/shot-evidence';
import { createShotDetector, shotsBetween } from '../../vision/shot-detection';
import type { ShotBoundary } from '../../vision/plan-shot-boundaries';
import type { FaceFinder } from '../../models/face-finder';
import { createSampler, sampleSparsely } from '../../models/sample-frames';
import { ANALYSIS_PX, type MeasuredFrame } from '../../vision/frame-measures';
import { planScan, type ScanPlan } from '../../vision/plan-scan';
import { planMovements } from '../../vision/plan-movements';
import { isInTransition } from '../../vision/plan-transitions';

/** Pictures kept to look for letterbox bars. */
const BORDER_PICTURES = 12;

/** A frame that may become a cover. */
export interface Candidate extends MeasuredFrame {
  /** Its surroundings were looked at in full: no cut near it, and the best moment of them. */
  readonly refined: boolean;
  /** Number of its shot, counted from 0. */
  readonly shot: number;
}

export interface Scan {
  readonly plan: ScanPlan;
  readonly frames: readonly Candidate[];
  /** Exact for a clip that was looked through whole, else only what the samples show. */
  readonly boundaries: readonly ShotBoundary[];
  readonly shots: readonly TimeRange[];
  readonly picture: NormalizedBox;
}

type Tools = Pick<RunContext<'scan'>, 'signal' | 'progress'> & { readonly faces: FaceFinder };

const small = { maxWidthPx: ANALYSIS_PX, maxHeightPx: ANALYSIS_PX };

/** Every frame through the shot detector; one each `stepSeconds` is measured. */
const scanStream = async (source: MediaSource, stepSeconds: number, tools: Tools) => {
  const detector = createShotDetector();
  const samples: MeasuredFrame[] = [];
  const sample = createSampler(tools.faces);
  let latest: FrameMotion = { score: 0, local: 0 };
  let due = Number.NEGATIVE_INFINITY;
  for await (const frame of source.images(small)) {
    tools.signal.throwIfAborted();
    const [before, motion] = [latest, detector.push(frame.image, frame.timeSeconds)];
    latest = motion;
    if (frame.timeSeconds < due) continue;
    due = frame.timeSeconds + stepSeconds;
    samples.push(await sample(frame, planMovements([before, motion])[0]!));
    tools.progress('scan', frame.timeSeconds / Math.max(0.1, source.durationSeconds));
  }
  return { samples, boundaries: detector.finish() };
};

const scanSparse = (source: MediaSource, timesSeconds: readonly number[], tools: Tools) =>
  sampleSparsely(source.imagesAt(timesSeconds, small), tools.faces, (count) => {
    tools.signal.throwIfAborted();
    tools.progress('scan', count / timesSeconds.length);
  });

const pictureOf = (samples: readonly MeasuredFrame[]): NormalizedBox => {
  const step = Math.max(1, Math.floor(samples.length / BORDER_PICTURES));
  const thumbs = samples.filter((_, i) => i % step === 0).map((sample) => sample.thumb);
  const box = findPictureBox(thumbs);
  const first = thumbs[0];
  return box && first ? toNormalizedBox(box, first.widthPx, first.heightPx) : [0, 0, 1, 1];
};

/** Looks through the clip at small size, once, decoding as little as its length demands. */
export const scanVideo = async (source: MediaSource, tools: Tools): Promise<Scan> => {
  const { video, durationSeconds } = source;
  const keyframeTimes = await source.keyframeTimes();
  const plan = planScan({
    durationSeconds,
    frameRate: video?.frameRate || 25,
    widthPx: video?.widthPx ?? 1,
    heightPx: video?.heightPx ?? 1,
    keyframeTimes,
  });
  const { samples, boundaries } =
    plan.kind === 'stream'
      ? await scanStream(source, plan.stepSeconds, tools)
      : await scanSparse(source, plan.timesSeconds, tools);
  const shots = shotsBetween(
    boundaries,
    0,
    Math.max(durationSeconds, samples.at(-1)?.measures.timeSeconds ?? 0),
  );
  const frames = samples.map((sample): Candidate => {
    const { timeSeconds } = sample.measures;
    // Between two samples of a sparse scan the place of a cut is a guess, so it marks nothing.
    const inTransition =
      plan.kind === 'stream' && isInTransition(boundaries, timeSeconds, video?.frameRate || 25);
    const shot = shots.findIndex((range) => timeSeconds < range.endSeconds);
    return {
      ...sample,
      refined: false,
      measures: { ...sample.measures, inTransition },
      shot: shot < 0 ? shots.length - 1 : shot,
    };
  });
  return { plan, frames, boundaries, shots, picture: pictureOf(samples) };
};
