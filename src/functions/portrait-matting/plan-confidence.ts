import { clamp } from '../../core/geometry';

export interface MatteEvidence {
  /** How far the looks at different scales differ, 0..1 of the subject. */
  readonly disagreement: number;
  /** Share of the subject that is neither in nor out. */
  readonly softShare: number;
}

/** Below this the result says that it is unsure. */
export const SURE_ENOUGH = 0.5;

/** Measured: portraits and bodies differ by 0.01 to 0.06 between scales, mattes that are wrong by 0.2 and more. */
const DISAGREEMENT = { fine: 0.05, hopeless: 0.25 } as const;
/** Measured: 0.01 to 0.06 for people with loose hair; a matte made of guesses is soft all over. */
const SOFTNESS = { fine: 0.1, hopeless: 0.4 } as const;

const rate = (value: number, { fine, hopeless }: { readonly fine: number; readonly hopeless: number }) =>
  clamp((hopeless - value) / (hopeless - fine), 0, 1);

/** How far a matte can be believed, 0..1: the worse of two signs. */
export const planConfidence = ({ disagreement, softShare }: MatteEvidence): number =>
  Math.min(rate(disagreement, DISAGREEMENT), rate(softShare, SOFTNESS));
