import type { Stage } from './media-function';

const clampFraction = (fraction: number): number => Math.min(1, Math.max(0, fraction || 0));

/** Folds "fraction of a stage" into "fraction of the job", 0..1; earlier stages count as done. */
export const overallProgress = (stages: readonly Stage[], stageId: string, fraction: number): number => {
  const index = stages.findIndex((stage) => stage.id === stageId);
  if (index < 0) return 0;
  const done = stages.slice(0, index).reduce((sum, stage) => sum + stage.weight, 0);
  return clampFraction(done + (stages[index]?.weight ?? 0) * clampFraction(fraction));
};
