import type { TimeRange } from '../core/geometry';

export interface VoiceSpanOptions {
  /** Probability at which speech starts. */
  readonly startThreshold: number;
  /** Probability below which it may end; lower, so that a span does not flicker. */
  readonly endThreshold: number;
  /** Shorter spans are dropped. */
  readonly minSpeechSeconds: number;
  /** Shorter gaps are bridged. */
  readonly minSilenceSeconds: number;
  /** Added before and after, without overlapping a neighbour. */
  readonly padSeconds: number;
}

/** The values Silero's own examples use. */
export const VOICE_SPAN_DEFAULTS: VoiceSpanOptions = {
  startThreshold: 0.5,
  endThreshold: 0.35,
  minSpeechSeconds: 0.25,
  minSilenceSeconds: 0.1,
  padSeconds: 0.03,
};

interface Span {
  startSeconds: number;
  endSeconds: number;
}

const rawSpans = (
  probabilities: ArrayLike<number>,
  hopSeconds: number,
  options: VoiceSpanOptions,
): Span[] => {
  const spans: Span[] = [];
  let open: Span | undefined;
  for (let i = 0; i < probabilities.length; i++) {
    const probability = probabilities[i]!;
    const speaking = probability >= (open ? options.endThreshold : options.startThreshold);
    if (speaking && !open) spans.push((open = { startSeconds: i * hopSeconds, endSeconds: 0 }));
    if (speaking && open) open.endSeconds = (i + 1) * hopSeconds;
    if (!speaking) open = undefined;
  }
  return spans;
};

const bridgeGaps = (spans: readonly Span[], minSilenceSeconds: number): Span[] => {
  const bridged: Span[] = [];
  for (const span of spans) {
    const last = bridged.at(-1);
    if (last && span.startSeconds - last.endSeconds < minSilenceSeconds) last.endSeconds = span.endSeconds;
    else bridged.push({ ...span });
  }
  return bridged;
};

/** Turns probabilities per hop into speech spans, in order, not overlapping. */
export const planVoiceSpans = (
  probabilities: ArrayLike<number>,
  hopSeconds: number,
  options: VoiceSpanOptions = VOICE_SPAN_DEFAULTS,
): TimeRange[] => {
  const endSeconds = probabilities.length * hopSeconds;
  const spans = bridgeGaps(rawSpans(probabilities, hopSeconds, options), options.minSilenceSeconds).filter(
    (span) => span.endSeconds - span.startSeconds >= options.minSpeechSeconds,
  );
  return spans.map((span, index) => {
    const before = spans[index - 1]?.endSeconds ?? 0;
    const after = spans[index + 1]?.startSeconds ?? endSeconds;
    return {
      startSeconds: Math.max(span.startSeconds - options.padSeconds, (span.startSeconds + before) / 2, 0),
      endSeconds: Math.min(span.endSeconds + options.padSeconds, (span.endSeconds + after) / 2, endSeconds),
    };
  });
};
