import type { Plane } from '../core/image';

export interface MixFit {
  /** Share of the first picture in the mix, 0..1 when the frame lies between the two. */
  readonly share: number;
  /** RMS of what the mix leaves unexplained, relative to the RMS difference of the two pictures. */
  readonly residual: number;
  /** RMS difference of the two pictures, luma code values. */
  readonly spread: number;
}

/**
 * Least-squares fit of `middle` = share * before + (1 - share) * after. A dissolve or fade is exactly such a
 * mix; pans, zooms and moving subjects are not.
 */
export const fitMix = (before: Plane, middle: Plane, after: Plane): MixFit => {
  let dot = 0;
  let spread = 0;
  let own = 0;
  for (let i = 0; i < middle.data.length; i++) {
    const difference = before.data[i]! - after.data[i]!;
    const rest = middle.data[i]! - after.data[i]!;
    dot += rest * difference;
    spread += difference * difference;
    own += rest * rest;
  }
  if (spread === 0) return { share: 0, residual: own > 0 ? 1 : 0, spread: 0 };
  const share = dot / spread;
  const residual = Math.sqrt(Math.max(0, own - share * dot) / spread);
  return { share, residual, spread: Math.sqrt(spread / middle.data.length) };
};
