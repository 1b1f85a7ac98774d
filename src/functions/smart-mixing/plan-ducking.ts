import { sideChainReduction, type SideChainOptions } from '../../dsp/side-chain';
import { CURVE_POINTS_PER_SECOND } from '../../core/mix-graph';
import { movingMean } from './plan-levels';

export type DuckingChoice = 'off' | 'gentle' | 'normal' | 'strong';

interface DuckingDepth {
  /** Least reduction while someone speaks. */
  readonly depthDb: number;
  /** The voice stands at least this far above the bed, whatever that takes (up to `MAX_DEPTH_DB`). */
  readonly marginDb: number;
}

const DEPTHS: Readonly<Record<Exclude<DuckingChoice, 'off'>, DuckingDepth>> = {
  gentle: { depthDb: 4, marginDb: 7 },
  normal: { depthDb: 8, marginDb: 12.5 },
  strong: { depthDb: 14, marginDb: 18 },
};
const MAX_DEPTH_DB = 36;

/** Down within a third of a second, ready just before the first word, back 1.1 s after the last one. */
const SIDE_CHAIN: SideChainOptions = {
  pointsPerSecond: CURVE_POINTS_PER_SECOND,
  attackSeconds: 0.36,
  leadSeconds: 0.06,
  holdSeconds: 0.16,
  releaseSeconds: 0.9,
  bridgeSeconds: 1.4,
};
/** The depth follows the bed's loud passages over this time to each side, then smoothly. */
const DEPTH_HOLD_POINTS = 30;
const DEPTH_SMOOTH_POINTS = 20;

/** Largest value within +-`reach` entries. */
const movingMaximum = (values: ArrayLike<number>, reach: number): Float64Array =>
  Float64Array.from({ length: values.length }, (_, i) => {
    let largest = -Infinity;
    const to = Math.min(values.length - 1, i + reach);
    for (let k = Math.max(0, i - reach); k <= to; k++) largest = Math.max(largest, values[k]!);
    return largest;
  });

/** One entry per curve point of the mix. */
export interface DuckingEvidence {
  readonly speaking: Uint8Array;
  /** Local level of the voice's words, dB; `-Infinity` where none are near. */
  readonly voiceDb: ArrayLike<number>;
  /** Local level of the bed before ducking, dB. */
  readonly bedDb: ArrayLike<number>;
}

/** Linear gain per curve point by which a voice ducks a bed. */
export const planDucking = (
  { speaking, voiceDb, bedDb }: DuckingEvidence,
  choice: Exclude<DuckingChoice, 'off'>,
): Float32Array<ArrayBuffer> => {
  const { depthDb, marginDb } = DEPTHS[choice];
  const wanted = Float64Array.from({ length: speaking.length }, (_, i) => {
    const needed = voiceDb[i]! === -Infinity ? 0 : bedDb[i]! + marginDb - voiceDb[i]!;
    return Math.min(MAX_DEPTH_DB, Math.max(depthDb, needed));
  });
  const depth = movingMean(movingMaximum(wanted, DEPTH_HOLD_POINTS), DEPTH_SMOOTH_POINTS);
  const reduction = sideChainReduction(speaking, depth, SIDE_CHAIN);
  return reduction.map((dB) => 10 ** (-dB / 20));
};
