import type { TimeRange } from '../../core/geometry';
import type { RgbaImage } from '../../core/image';
import type { MediaSource } from '../../media/media-source';
import type { FaceFinder } from '../../models/face-finder';
import { createSampler } from '../../models/sample-frames';
import { lumaPlane } from '../../vision/color';
import { ANALYSIS_PX, type MeasuredFrame } from '../../vision/frame-measures';
import { planMovements } from '../../vision/plan-movements';
import type { ShotBoundary } from '../../vision/plan-shot-boundaries';
import { resizeArea } from '../../vision/resize';
import { createShotDetector } from '../../vision/shot-detection';
import type { FrameMotion } from '../../vision/shot-evidence';
import { measureTone } from '../../vision/tone';

/** Grid on which a frame is told from black and white. */
const TONE_COLUMNS = 64;
const TONE_ROWS = 36;
/** Luma code values, as for covers. */
const BLACK_P95 = 40;
const WHITE_P5 = 225;

/** What is kept of every frame. */
export interface SeenFrame {
  readonly timeSeconds: number;
  /** The larger of the changes to it and from it. */
  readonly motion: FrameMotion;
  /** Black or white all over. */
  readonly isVoid: boolean;
  /** Standard deviation of luma, code values. */
  readonly contrast: number;
}

/** A stretch of the video of which every frame was looked at. */
export interface Look extends TimeRange {
  readonly frames: readonly SeenFrame[];
  readonly boundaries: readonly ShotBoundary[];
  /** Frames measured closely, in order of time. */
  readonly samples: readonly MeasuredFrame[];
  /** The stretch starts (ends) where the video does, so no unseen cut can lie just outside. */
  readonly isStartKnown: boolean;
  readonly isEndKnown: boolean;
}

export interface LookTools {
  readonly signal: AbortSignal;
  readonly faces: FaceFinder;
  /** Seconds between frames that are measured closely. */
  readonly stepSeconds: number;
  readonly onTime: (timeSeconds: number) => void;
}

const measureVoid = (image: RgbaImage): Pick<SeenFrame, 'isVoid' | 'contrast'> => {
  const tone = measureTone(lumaPlane(resizeArea(image, TONE_COLUMNS, TONE_ROWS)));
  return { isVoid: tone.p95 < BLACK_P95 || tone.p5 > WHITE_P5, contrast: tone.contrast };
};

/** Frames at either end within this of the video's own ends are its first and last. */
const END_SECONDS = 0.1;

/** Passes every frame of the range by, at small size: exact cuts, black frames, and a close look now and then. */
export const lookThrough = async (source: MediaSource, range: TimeRange, tools: LookTools): Promise<Look> => {
  const detector = createShotDetector();
  const sample = createSampler(tools.faces);
  const samples: MeasuredFrame[] = [];
  const seen: SeenFrame[] = [];
  let due = Number.NEGATIVE_INFINITY;
  const size = { maxWidthPx: ANALYSIS_PX, maxHeightPx: ANALYSIS_PX };
  for await (const frame of source.images({ ...range, ...size })) {
    tools.signal.throwIfAborted();
    const { image, timeSeconds } = frame;
    const motion = detector.push(image, timeSeconds);
    const before = seen.at(-1)?.motion ?? motion;
    seen.push({ timeSeconds, motion, ...measureVoid(image) });
    tools.onTime(timeSeconds);
    if (timeSeconds < due) continue;
    due = timeSeconds + tools.stepSeconds;
    samples.push(await sample(frame, planMovements([before, motion])[0]!));
  }
  const movements = planMovements(seen.map(({ motion }) => motion));
  const first = seen[0]?.timeSeconds ?? range.startSeconds;
  const start = source.video?.startSeconds ?? 0;
  return {
    startSeconds: first,
    endSeconds: Math.max(first, Math.min(range.endSeconds, source.durationSeconds)),
    frames: seen.map((frame, i) => ({ ...frame, motion: movements[i]! })),
    boundaries: detector.finish(),
    samples,
    isStartKnown: first <= start + END_SECONDS,
    isEndKnown: range.endSeconds >= source.durationSeconds - END_SECONDS,
  };
};
