import type { TimeRange } from '../../core/geometry';

/** A segment that starts this soon after somebody began to speak has lost the first word. */
const AFTER_ONSET_SECONDS = 0.4;
/** One that starts (or ends) this soon before has no room for the breath. */
const BEFORE_ONSET_SECONDS = 0.12;
/** Costs on the scale of a segment's value, about 0.2: an onset is avoided whenever anything else fits. */
const ONSET_COST = 1;
const INSIDE_COST = 0.08;
/** Ending on the pause after a sentence is worth something. */
const PAUSE_GAIN = 0.05;
const PAUSE_SECONDS = 0.35;

const isNearOnset = (timeSeconds: number, { startSeconds }: TimeRange): boolean =>
  timeSeconds > startSeconds - BEFORE_ONSET_SECONDS && timeSeconds < startSeconds + AFTER_ONSET_SECONDS;

const isInside = (timeSeconds: number, { startSeconds, endSeconds }: TimeRange): boolean =>
  timeSeconds >= startSeconds && timeSeconds < endSeconds;

/** What it costs to start a segment at this time, where these spans are speech. */
export const speechStartCost = (timeSeconds: number, speech: readonly TimeRange[]): number => {
  if (speech.some((span) => isNearOnset(timeSeconds, span))) return ONSET_COST;
  return speech.some((span) => isInside(timeSeconds, span)) ? INSIDE_COST : 0;
};

/** What it costs to end one there. */
export const speechEndCost = (timeSeconds: number, speech: readonly TimeRange[]): number => {
  const base = speechStartCost(timeSeconds, speech);
  const isPause = speech.some(
    ({ endSeconds }) => timeSeconds >= endSeconds && timeSeconds < endSeconds + PAUSE_SECONDS,
  );
  return base === 0 && isPause ? -PAUSE_GAIN : base;
};
