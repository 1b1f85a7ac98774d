import type { RgbaImage } from '../../src/core/image';
import { createMatteScorer, type MatteScore } from '../matte-cases/score-matte';
import { gradientError } from './score-gradient';

export interface Score extends MatteScore {
  readonly gradient: number;
}

/** Frames against their truth, in order. */
export const scoreOf = (results: readonly RgbaImage[], truth: readonly RgbaImage[]): Score => {
  if (results.length !== truth.length) throw new Error(`${results.length} frames, not ${truth.length}`);
  const scorer = createMatteScorer();
  let gradient = 0;
  for (const [i, result] of results.entries()) {
    scorer.add(result, truth[i]!);
    gradient += gradientError(result, truth[i]!) / results.length;
  }
  return { ...scorer.finish(), gradient };
};
