import type { TimeRange } from '../../core/geometry';
import type { RunContext } from '../../core/media-function';
import type { MediaSource } from '../../media/media-source';
import type { FaceFinder } from '../../models/face-finder';
import { sampleSparsely } from '../../models/sample-frames';
import { ANALYSIS_PX, type MeasuredFrame } from '../../vision/frame-measures';
import { planScan } from '../../vision/plan-scan';
import { isInTransition } from '../../vision/plan-transitions';
import { lookThrough, type Look } from './look-through';
import { judgeSamples } from './plan-interest';
import { planIdealSeconds, type SummaryMode } from './plan-summary';
import { planWindows } from './plan-windows';

/** A look is this many times as long as the segment that is wanted from it, beside what its unknown ends cost. */
const WINDOW_SHARE = 2;
const WINDOW_ENDS_SECONDS = 1.6;
/** Together the looks are this many times as long as the summary, so that there is a choice. */
const CHOICE_SHARE = 2;
const MIN_CHOICE_SECONDS = 36;
/** However long the summary, no more is decoded for analysis: about half a minute's work at 1080p. */
const MAX_PIXELS = 4500 * 1920 * 1080;
const SAMPLE_STEP_SECONDS = 0.5;

export interface Seen {
  /** In order of time. */
  readonly looks: readonly Look[];
  readonly samples: readonly MeasuredFrame[];
}

export interface SeeOptions {
  readonly mode: SummaryMode;
  readonly durationSeconds: number;
  /** Stretches chosen by hand, which are looked at as well. */
  readonly wanted: readonly TimeRange[];
}

type Tools = Pick<RunContext<'scan' | 'look'>, 'signal' | 'progress'> & { readonly faces: FaceFinder };

const markTransitions = (look: Look, frameRate: number): Look => ({
  ...look,
  samples: look.samples.map((sample) => {
    const inTransition = isInTransition(look.boundaries, sample.measures.timeSeconds, frameRate);
    return { ...sample, measures: { ...sample.measures, inTransition } };
  }),
});

const seeAll = async (source: MediaSource, stepSeconds: number, tools: Tools): Promise<Seen> => {
  const endSeconds = Math.max(source.durationSeconds, 0.001);
  const look = await lookThrough(
    source,
    { startSeconds: 0, endSeconds },
    {
      ...tools,
      stepSeconds,
      onTime: (time) => tools.progress('scan', time / endSeconds),
    },
  );
  tools.progress('look', 1);
  return { looks: [look], samples: look.samples };
};

/** A hand-made stretch with what lies round its ends. */
const around = (range: TimeRange, endSeconds: number): TimeRange => ({
  startSeconds: Math.max(0, range.startSeconds - 1),
  endSeconds: Math.min(endSeconds, range.endSeconds + 1),
});

const merge = (ranges: readonly TimeRange[]): readonly TimeRange[] => {
  const merged: TimeRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.startSeconds - b.startSeconds)) {
    const last = merged.at(-1);
    if (!last || range.startSeconds > last.endSeconds) merged.push(range);
    else merged[merged.length - 1] = { ...last, endSeconds: Math.max(last.endSeconds, range.endSeconds) };
  }
  return merged;
};

const chooseWindows = (
  source: MediaSource,
  sparse: readonly MeasuredFrame[],
  { mode, durationSeconds }: SeeOptions,
): readonly TimeRange[] => {
  const { widthPx, heightPx, frameRate } = source.video!;
  const affordable = MAX_PIXELS / (widthPx * heightPx * Math.max(1, frameRate));
  const choice = Math.max(MIN_CHOICE_SECONDS, CHOICE_SHARE * durationSeconds);
  return planWindows({
    prospects: judgeSamples(sparse.map(({ measures }) => measures)).map((sample) => ({
      timeSeconds: sample.timeSeconds,
      interest: sample.rejected === null ? sample.score / 10 : sample.score / 25,
      signature: sample.signature,
    })),
    windowSeconds: WINDOW_SHARE * planIdealSeconds(mode, durationSeconds) + WINDOW_ENDS_SECONDS,
    totalSeconds: Math.max(1.5 * durationSeconds, Math.min(choice, affordable)),
    durationSeconds: source.durationSeconds,
  });
};

const seeWindows = async (
  source: MediaSource,
  timesSeconds: readonly number[],
  options: SeeOptions,
  tools: Tools,
): Promise<Seen> => {
  const size = { maxWidthPx: ANALYSIS_PX, maxHeightPx: ANALYSIS_PX };
  const { samples } = await sampleSparsely(source.imagesAt(timesSeconds, size), tools.faces, (count) => {
    tools.signal.throwIfAborted();
    tools.progress('scan', count / timesSeconds.length);
  });
  const byHand = options.wanted.map((range) => around(range, source.durationSeconds));
  const windows = merge([...chooseWindows(source, samples, options), ...byHand]);
  const looks: Look[] = [];
  for (const [i, window] of windows.entries()) {
    const look = await lookThrough(source, window, {
      ...tools,
      stepSeconds: SAMPLE_STEP_SECONDS,
      onTime: () => undefined,
    });
    if (look.frames.length > 0) looks.push(look);
    tools.progress('look', (i + 1) / windows.length);
  }
  return { looks, samples: [...samples, ...looks.flatMap((look) => look.samples)] };
};

/**
 * Looks at the video at small size: a short one whole, of a long one the keyframes and then, frame by frame, the
 * stretches that promise most.
 */
export const lookAtVideo = async (source: MediaSource, options: SeeOptions, tools: Tools): Promise<Seen> => {
  const { widthPx, heightPx, frameRate } = source.video!;
  const keyframeTimes = await source.keyframeTimes();
  const { durationSeconds } = source;
  const plan = planScan({ durationSeconds, frameRate: frameRate || 25, widthPx, heightPx, keyframeTimes });
  const seen =
    plan.kind === 'stream'
      ? await seeAll(source, plan.stepSeconds, tools)
      : await seeWindows(source, plan.timesSeconds, options, tools);
  const looks = seen.looks.map((look) => markTransitions(look, frameRate || 25));
  const marked = looks.flatMap((look) => look.samples);
  const times = new Set(marked.map(({ measures }) => measures.timeSeconds));
  const others = seen.samples.filter(({ measures }) => !times.has(measures.timeSeconds));
  const samples = [...others, ...marked].sort((a, b) => a.measures.timeSeconds - b.measures.timeSeconds);
  return { looks, samples };
};
