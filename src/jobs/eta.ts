/** Start-up (module load, first packets) says nothing about the pace. */
const WARM_UP_MS = 1500;
/** Below this share of the job a forecast would be a guess. */
const MIN_OVERALL = 0.03;
/** Time constant of the pace average. */
const PACE_MEMORY_MS = 8000;
/** Right after a change of stage the old pace says nothing; wait until the new stage has shown its own. */
const STAGE_SETTLE_MS = 1000;

interface Sample {
  readonly timeMs: number;
  readonly overall: number;
}

/**
 * Remaining seconds from an exponential average of the pace. Standing still counts as pace zero, so a stalled job's
 * estimate grows instead of freezing. `null` while there is nothing honest to say.
 */
export const createEtaEstimator = (startMs: number) => {
  let last: Sample | null = null;
  let pacePerMs: number | null = null;
  let stage = '';
  let stageStartMs = startMs;

  const learn = (timeMs: number, overall: number) => {
    if (last && timeMs > last.timeMs) {
      const spanMs = timeMs - last.timeMs;
      const pace = (overall - last.overall) / spanMs;
      const share = pacePerMs === null ? 1 : 1 - Math.exp(-spanMs / PACE_MEMORY_MS);
      pacePerMs = (pacePerMs ?? 0) * (1 - share) + pace * share;
    }
    last = { timeMs, overall };
  };

  return (timeMs: number, stageId: string, overall: number): number | null => {
    if (stageId !== stage) {
      stage = stageId;
      stageStartMs = timeMs;
      // A jump at the border of two stages is not pace.
      last = { timeMs, overall };
      return null;
    }
    if (timeMs - startMs >= WARM_UP_MS) learn(timeMs, overall);
    if (overall < MIN_OVERALL || timeMs - stageStartMs < STAGE_SETTLE_MS) return null;
    if (pacePerMs === null || pacePerMs <= 0) return null;
    return (1 - overall) / pacePerMs / 1000;
  };
};
