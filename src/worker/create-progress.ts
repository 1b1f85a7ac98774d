import type { Stage } from '../core/media-function';
import { overallProgress } from '../core/progress';

/** At most 10 progress events a second cross to the page (law 2). */
const MIN_INTERVAL_MS = 100;

export interface ProgressSink {
  report(stage: string, fraction: number): void;
  /** Sends what was held back; nothing is sent afterwards. */
  end(): void;
}

/** Folds stage progress into one number that never falls, and holds back what comes too fast. */
export const createProgress = (
  stages: readonly Stage[],
  emit: (stage: string, overall: number) => void,
  now: () => number = Date.now,
): ProgressSink => {
  let highest = 0;
  let lastSentMs = -Infinity;
  let held: string | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let ended = false;

  const flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (held === null) return;
    const stage = held;
    held = null;
    lastSentMs = now();
    emit(stage, highest);
  };

  return {
    report: (stage, fraction) => {
      if (ended) return;
      highest = Math.max(highest, overallProgress(stages, stage, fraction));
      held = stage;
      const waitMs = lastSentMs + MIN_INTERVAL_MS - now();
      if (waitMs <= 0) flush();
      else timer ??= setTimeout(flush, waitMs);
    },
    end: () => {
      ended = true;
      flush();
    },
  };
};
