import type { EdgeSums } from './edge-sums';
import type { StillMap } from './still-map';

/** Change of the mean gradient between two still stretches; `behind` is what was there without the mark. */
export interface PopMap extends StillMap {
  readonly behindX: Float32Array;
  readonly behindY: Float32Array;
}

/** Code values a pixel. */
const MIN_CHANGE = 3;
const MIN_TEXTURE = 3;
/** A pixel is still where its gradient's variance stays below noise plus a share of its energy. */
const NOISE_VARIANCE = 6;
const VARIANCE_SHARE = 0.12;

/**
 * Where something appeared between two stretches of frames in each of which nothing moves. `sign` 1: it is there
 * after, -1: it was there before.
 */
export const popMap = (before: EdgeSums, after: EdgeSums, sign: 1 | -1): PopMap => {
  const { widthPx, heightPx } = before;
  const plane = () => new Float32Array(widthPx * heightPx);
  const map = { x: plane(), y: plane(), length: plane(), steadiness: plane(), texture: plane() };
  const behind = { behindX: plane(), behindY: plane() };
  const without = sign === 1 ? before : after;
  for (let i = 0; i < map.x.length; i++) {
    const energyBefore = before.squares[i]! / before.frames;
    const energyAfter = after.squares[i]! / after.frames;
    if (energyBefore + energyAfter < MIN_CHANGE * MIN_CHANGE) continue;
    const x0 = before.x[i]! / before.frames;
    const y0 = before.y[i]! / before.frames;
    const x1 = after.x[i]! / after.frames;
    const y1 = after.y[i]! / after.frames;
    const restless = energyBefore - x0 * x0 - y0 * y0 + energyAfter - x1 * x1 - y1 * y1;
    const [dx, dy] = [sign * (x1 - x0), sign * (y1 - y0)];
    const power = dx * dx + dy * dy;
    const texture = Math.sqrt(power + restless);
    if (texture > MIN_TEXTURE) map.texture[i] = texture;
    if (power < MIN_CHANGE * MIN_CHANGE) continue;
    if (restless > NOISE_VARIANCE + VARIANCE_SHARE * (energyBefore + energyAfter)) continue;
    map.x[i] = dx;
    map.y[i] = dy;
    map.length[i] = Math.sqrt(power);
    map.steadiness[i] = power / (power + restless + 1.5);
    behind.behindX[i] = without.x[i]! / without.frames;
    behind.behindY[i] = without.y[i]! / without.frames;
  }
  return { widthPx, heightPx, ...map, ...behind };
};
