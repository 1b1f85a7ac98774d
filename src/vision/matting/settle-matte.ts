import type { Plane } from '../../core/image';
import { dilate, erode } from '../erode';

/** Alpha within this of 0 or 1 in a whole neighbourhood is the network's haze, not an edge. */
const HAZE = 0.2;
/** Haze fades out over this much more, so that no seam shows. */
const HAZE_FADE = 0.25;

const ramp = (value: number, from: number, span: number): number =>
  value <= from ? 0 : value >= from + span ? 1 : (value - from) / span;

/** Stretches alpha so that faint haze is gone at both ends. */
const stretched = (alpha: number, low: number, high: number): number => ramp(alpha, low, high - low);

/** What is cut off at each end everywhere; the networks never quite reach 0 and 1. */
const LOW = 0.02;
const HIGH = 0.98;

/**
 * Pulls alpha to 0 or 1 where everything within `radiusPx` nearly is, and leaves edges and wisps as they are.
 * `alpha` 0..1.
 */
export const settleMatte = (alpha: Plane, radiusPx: number): Plane => {
  const { widthPx, heightPx } = alpha;
  const highest = dilate(alpha.data, widthPx, heightPx, radiusPx);
  const lowest = erode(alpha.data, widthPx, heightPx, radiusPx);
  const data = new Float32Array(alpha.data.length);
  for (let i = 0; i < data.length; i++) {
    const value = stretched(alpha.data[i]!, LOW, HIGH);
    const opened = value * ramp(highest[i]!, HAZE, HAZE_FADE);
    data[i] = 1 - (1 - opened) * ramp(1 - lowest[i]!, HAZE, HAZE_FADE);
  }
  return { widthPx, heightPx, data };
};
