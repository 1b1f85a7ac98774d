import type { TimeRange } from '../../core/geometry';
import type { SummaryReason } from '../../core/video-summary';
import type { Analysis } from './analyse-video';
import { planByHand } from './plan-by-hand';
import { planSpan } from './plan-fallback';
import { planSummary, type SummaryMode } from './plan-summary';

export interface ChooseOptions {
  readonly mode: SummaryMode;
  readonly durationSeconds: number;
  readonly overlapSeconds: number;
  readonly isMusicAligned: boolean;
  readonly byHand: readonly (readonly [start: number, end: number])[];
  readonly sourceSeconds: number;
}

export interface Choice {
  readonly segments: readonly TimeRange[];
  readonly musicStartSeconds: number | null;
  readonly reasons: readonly SummaryReason[];
}

/** A summary this little shorter than asked for is as long as asked for. */
const SHORT_SECONDS = 0.1;

const chooseByHand = (analysis: Analysis, options: ChooseOptions): readonly TimeRange[] =>
  planByHand({
    segments: options.byHand,
    boundaries: analysis.looks.flatMap((look) => look.boundaries),
    durationSeconds: options.sourceSeconds,
    frameSeconds: analysis.frameSeconds,
  });

const chooseSpan = (analysis: Analysis, options: ChooseOptions): Choice => {
  const span = planSpan(analysis.looks, options.durationSeconds, analysis.frameSeconds);
  const isShort = span.endSeconds - span.startSeconds < options.durationSeconds - SHORT_SECONDS;
  const isClear = analysis.looks.some((look) => look.frames.some(({ isVoid }) => !isVoid));
  return {
    segments: [span],
    musicStartSeconds: options.isMusicAligned ? span.startSeconds : null,
    reasons: [
      ...(isShort ? (['shorter-than-asked'] as const) : []),
      ...(isClear ? [] : (['nothing-clear'] as const)),
    ],
  };
};

/** The segments by hand, or the best; where the shots do not fill the summary, one stretch across them. */
export const chooseSegments = (analysis: Analysis, options: ChooseOptions): Choice => {
  const byHand = chooseByHand(analysis, options);
  if (byHand.length > 0) {
    const first = byHand[0]!.startSeconds;
    const musicStartSeconds = options.isMusicAligned ? first : null;
    return { segments: byHand, musicStartSeconds, reasons: ['picked-by-hand'] };
  }
  const input = {
    ...options,
    unitSeconds: analysis.unitSeconds,
    music: options.isMusicAligned ? analysis.sound : null,
  };
  const plan =
    planSummary({ ...input, rooms: analysis.rooms(false) }) ??
    planSummary({ ...input, rooms: analysis.rooms(true) });
  return plan ? { ...plan, reasons: [] } : chooseSpan(analysis, options);
};
